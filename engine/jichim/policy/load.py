"""From names and paths to a resolved policy: the edge of the room, where files are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import as_file
from pathlib import Path

from jichim.diagnostic import Diagnostic, Text, has_errors, reason_of
from jichim.policy import cache, messages
from jichim.policy.model import InstrumentFiles, Policy
from jichim.resources import Traversable, folder
from jichim.vocabulary import load_vocabulary, read_vocabulary
from jichim.vocabulary.model import Vocabulary

SUFFIX = ".jichim"
LARGEST = 2_000_000
"""Bytes of a policy file."""
_TOO_LARGE = Text(f"{LARGEST:,}바이트보다 크다", f"it is larger than {LARGEST:,} bytes")


Files = tuple[tuple[str, bytes], ...]
"""Unread files: what each is called, and its bytes."""


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """The policy files of one instrument, unread: what they are called and their bytes."""

    name: str
    files: Files


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
    """The vocabulary that ships with the package; None, with the reasons, if it has errors."""
    with as_file(folder("rules") / "vocabulary") as path:
        vocabulary, diagnostics = load_vocabulary(path)
    return (None if has_errors(diagnostics) else vocabulary), diagnostics


def is_shipped_vocabulary(files: Files) -> bool:
    """Whether these are, byte for byte, the files of the vocabulary that ships with the package."""
    folder_of_it = "vocabulary/"
    shipped = {
        name.removeprefix(folder_of_it): content
        for name, content in cache.resources()
        if name.startswith(folder_of_it)
    }
    return {Path(name).name: content for name, content in files} == shipped


def _vocabulary_in(files: Files) -> tuple[Vocabulary | None, tuple[Diagnostic, ...]]:
    from jichim.source import Source

    vocabulary, diagnostics = read_vocabulary(
        Source(name, content.decode("utf-8-sig")) for name, content in files
    )
    return (None if has_errors(diagnostics) else vocabulary), diagnostics


def load_policies(
    names: Sequence[str] = (), *, drafts: bool = True
) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The named instruments (all shipped ones by default) as one policy; None if anything is wrong.

    A name is that of a shipped instrument, a policy file, or a folder of policy files. With `drafts`
    False, the rules of instruments that are drafts are left out. Policies that were resolved without
    errors are kept between runs, see `cache`.
    """
    found: list[RuleFiles] = []
    problems: list[Diagnostic] = []
    for name in dict.fromkeys(names or shipped_names()):
        instrument, wrong = _read(name)
        problems += wrong
        if instrument is not None:
            found.append(instrument)
    if problems:
        return None, tuple(problems)
    return load_rule_files(found, drafts=drafts)


def load_rule_files(
    found: Sequence[RuleFiles], *, drafts: bool = True, vocabulary: Files = ()
) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """Instruments whose files were read already, from a disk or from elsewhere, as one policy.

    Everything that `load_policies` says holds here too; the bytes of each file are UTF-8. `vocabulary` holds
    the files of one that stands in the place of the shipped one.
    """
    files = [(f"{one.name}\0{name}", content) for one in found for name, content in one.files]
    key = cache.key_of((*files, *((f"vocabulary\0{name}", content) for name, content in vocabulary)))
    policy, diagnostics = _resolved(found, vocabulary) if key is None else _known(key, found, vocabulary)
    return (policy if drafts or policy is None else without_drafts(policy)), diagnostics


def _known(key: str, found: Sequence[RuleFiles], vocabulary: Files) -> cache.Result:
    """The result of a key: the last one of this process, the one kept between runs, or a new one.

    A command loads the same rules in several rooms; they then share one policy, which never changes.
    """
    global _last
    if _last is None or _last[0] != key:
        result = cache.recall(key)
        if result is None:
            result = _resolved(found, vocabulary)
            if result[0] is None:
                return result
            cache.keep(key, result)
        _last = key, result
    return _last[1]


_last: tuple[str, cache.Result] | None = None


def rule_files(names: Sequence[str] = ()) -> tuple[tuple[RuleFiles, ...], tuple[Diagnostic, ...]]:
    """The unread files of the named instruments, all shipped ones by default."""
    read = [_read(name) for name in dict.fromkeys(names or shipped_names())]
    problems = tuple(problem for _, wrong in read for problem in wrong)
    return tuple(one for one, _ in read if one is not None), problems


def rules_digest(names: Sequence[str] = (), extra: str = "") -> str:
    """A digest of all that decides the result of a review but the plan: rules, vocabulary, engine, `extra`.

    It is the same on every machine and under every Python. Names that cannot be read add nothing.
    """
    digest = hashlib.sha256(extra.encode())
    for name in dict.fromkeys(names or shipped_names()):
        instrument, _ = _read(name)
        for file, content in instrument.files if instrument is not None else ():
            _add(digest, f"{Path(name).name}/{Path(file).name}", content)
    for part, content in cache.resources():
        _add(digest, part, content)
    package = Path(__file__).resolve().parents[1]
    for source in sorted(package.rglob("*.py")):
        _add(digest, source.relative_to(package).as_posix(), source.read_bytes())
    return digest.hexdigest()


def _add(digest: hashlib._Hash, name: str, content: bytes) -> None:
    digest.update(f"\0{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
    digest.update(content)


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


def _resolved(
    found: Sequence[RuleFiles], own_vocabulary: Files
) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """Parse and resolve; the rooms that this needs are loaded only when there is something to do."""
    from jichim.policy.endings import shipped_endings
    from jichim.policy.resolution import resolve
    from jichim.source import Source
    from jichim.syntax import parse

    vocabulary, diagnostics = _vocabulary_in(own_vocabulary) if own_vocabulary else shipped_vocabulary()
    if vocabulary is None:
        return None, (*diagnostics, messages.NO_VOCABULARY.about("vocabulary"))
    problems: list[Diagnostic] = []
    instruments = []
    for one in found:
        trees = []
        for name, content in one.files:
            tree, wrong = parse(Source(name, content.decode("utf-8-sig")))
            trees.append(tree)
            problems += wrong
        instruments.append(InstrumentFiles(one.name, tuple(trees)))
    if has_errors(problems):
        # A declaration that could not be read is missing: what refers to it is no further mistake.
        return None, tuple(problems)
    policy, wrong_names = resolve(instruments, vocabulary, shipped_endings())
    problems += wrong_names
    return (None if has_errors(problems) else policy), tuple(problems)


def read_rule_files(name: str) -> tuple[RuleFiles | None, tuple[Diagnostic, ...]]:
    """The unread files of what `load_policies` takes by this name; None, with the reasons, without any."""
    found, problems = _read(name)
    return found, tuple(problems)


def _read(name: str) -> tuple[RuleFiles | None, list[Diagnostic]]:
    try:
        files = list(_files_of(name))
    except OSError as error:  # a folder that may not be listed, a name that no file can have
        return None, [messages.UNREADABLE.about(name, name=name, reason=reason_of(error))]
    if not files:
        known = ", ".join(f"`{known}`" for known in shipped_names())
        return None, [messages.NO_POLICY.about(name, name=name, known=known)]
    contents: list[tuple[str, bytes]] = []
    problems: list[Diagnostic] = []
    for shown, file in files:
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST + 1)
            if len(content) > LARGEST:
                problems.append(messages.UNREADABLE.about(shown, name=shown, reason=_TOO_LARGE))
                continue
            content.decode("utf-8-sig")
        except (OSError, ValueError) as error:
            problems.append(messages.UNREADABLE.about(shown, name=shown, reason=reason_of(error)))
            continue
        contents.append((shown, content))
    return RuleFiles(name, tuple(contents)), problems


def _files_of(name: str) -> Iterator[tuple[str, Traversable]]:
    """The policy files of a shipped instrument, a folder or a path, each with what to call it."""
    path = Path(name)
    if name in shipped_names():
        for file in _files(folder("rules") / name):
            yield f"{name}/{file.name}", file
    elif path.is_dir():
        for file in _files(path):
            yield str(file), file
    elif path.is_file():
        yield name, path


def _files(where: Traversable, above: tuple[Path, ...] = ()) -> Iterator[Traversable]:
    """The policy files of a folder and its folders, in the order of their names.

    A link to a folder that holds it is passed over.
    """
    if isinstance(where, Path):
        above = (*above, where.resolve())
    for entry in sorted(where.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            real = entry.resolve() if isinstance(entry, Path) else None
            if real is None or not any(real == one or real in one.parents for one in above):
                yield from _files(entry, above)
        elif entry.name.endswith(SUFFIX):
            yield entry
