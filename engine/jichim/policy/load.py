"""From names and paths to a resolved policy: the edge of the room, where files are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import as_file
from pathlib import Path

from jichim.diagnostic import Diagnostic, has_errors
from jichim.policy import messages
from jichim.policy.endings import shipped_endings
from jichim.policy.model import Policy
from jichim.policy.resolve import InstrumentFiles, resolve
from jichim.resources import Traversable, folder
from jichim.source import Source
from jichim.syntax import parse
from jichim.vocabulary import load_vocabulary
from jichim.vocabulary.model import Vocabulary

SUFFIX = ".jichim"
_LARGEST = 2_000_000


def shipped_names() -> tuple[str, ...]:
    """The instruments that ship with the package, by folder name, sorted."""
    return tuple(
        sorted(
            entry.name
            for entry in folder("rules").iterdir()
            if entry.is_dir() and any(inner.name.endswith(SUFFIX) for inner in _files(entry))
        )
    )


@lru_cache(maxsize=1)
def shipped_vocabulary() -> tuple[Vocabulary | None, tuple[Diagnostic, ...]]:
    with as_file(folder("rules") / "vocabulary") as path:
        vocabulary, diagnostics = load_vocabulary(path)
    return (None if has_errors(diagnostics) else vocabulary), diagnostics


def load_policies(
    names: Sequence[str] = (), *, drafts: bool = True
) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The named instruments (all shipped ones by default) as one policy; None if anything is wrong.

    A name is that of a shipped instrument, a policy file, or a folder of policy files. With `drafts`
    False, instruments that are drafts are left out after loading.
    """
    vocabulary, diagnostics = shipped_vocabulary()
    if vocabulary is None:
        return None, (*diagnostics, messages.NO_VOCABULARY.about("vocabulary"))
    found: list[InstrumentFiles] = []
    problems: list[Diagnostic] = []
    for name in dict.fromkeys(names or shipped_names()):
        instrument, wrong = _instrument(name)
        problems += wrong
        if instrument is not None:
            found.append(instrument)
    policy, wrong_names = resolve(found, vocabulary, shipped_endings())
    problems += wrong_names
    if has_errors(problems):
        return None, tuple(problems)
    return (policy if drafts else without_drafts(policy)), tuple(problems)


def without_drafts(policy: Policy) -> Policy:
    """The same policy with the rules and tests of instruments in force only.

    Derivations and definitions stay: a rule in force may rest on one that a draft declares.
    """
    return keep_instruments(policy, [one.name for one in policy.instruments if not one.draft])


def keep_instruments(policy: Policy, names: Sequence[str]) -> Policy:
    """The same policy with only the named instruments."""
    kept = frozenset(names)
    return replace(
        policy,
        instruments=tuple(one for one in policy.instruments if one.name in kept),
        rules=tuple(rule for rule in policy.rules if rule.basis.instrument in kept),
        derivations=tuple(
            replace(one, decision=one.decision and one.basis.instrument in kept) for one in policy.derivations
        ),
        tests=tuple(test for test in policy.tests if test.instrument in kept),
    )


def _instrument(name: str) -> tuple[InstrumentFiles | None, list[Diagnostic]]:
    path = Path(name)
    shipped = folder("rules") / name if name in shipped_names() else None
    if shipped is not None:
        files: list[tuple[str, Traversable]] = [(f"{name}/{f.name}", f) for f in _files(shipped)]
    elif path.is_dir():
        files = [(str(f), f) for f in _files(path)]
    elif path.is_file():
        files = [(name, path)]
    else:
        files = []
    if not files:
        known = ", ".join(f"`{known}`" for known in shipped_names())
        return None, [messages.NO_POLICY.about(name, name=name, known=known)]
    parsed, problems = [], []
    for shown, file in files:
        try:
            text = _read(file)
        except (OSError, ValueError) as error:
            problems.append(messages.UNREADABLE.about(shown, name=shown, reason=error))
            continue
        tree, wrong = parse(Source(shown, text))
        parsed.append(tree)
        problems += wrong
    return InstrumentFiles(name, tuple(parsed)), problems


def _read(file: Traversable) -> str:
    content = file.read_bytes()
    if len(content) > _LARGEST:
        raise ValueError(f"larger than {_LARGEST} bytes")
    return content.decode("utf-8-sig")


def _files(where: Traversable) -> Iterator[Traversable]:
    """The policy files of a folder and its folders, in the order of their names."""
    for entry in sorted(where.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith(SUFFIX):
            yield entry
