"""Rules tried again after a file was saved: tests and lint of the instruments that the change can touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jichim.authoring.diff.declared import Item, items
from jichim.authoring.diff.readers import conditions_read
from jichim.authoring.lint import lint, load_pack
from jichim.authoring.rule_tests import TestResult, run_tests
from jichim.diagnostic import Diagnostic
from jichim.policy import load_policies
from jichim.policy.load import SUFFIX, read_rule_files, shipped_names, shipped_vocabulary
from jichim.policy.model import Policy
from jichim.resources import folder

WATCHED = (SUFFIX, ".yaml", ".yml")
"""Files beside the rules (lists of provisions, traces) are read by some checks of lint."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What came of it; without a policy there are errors among the diagnostics and nothing else."""

    instruments: tuple[str, ...]
    """The names of those whose tests and files were looked at."""
    diagnostics: tuple[Diagnostic, ...]
    results: tuple[TestResult, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    """What lint found and no reason waives."""

    @property
    def failed(self) -> tuple[TestResult, ...]:
        return tuple(one for one in self.results if not one.passed)

    @property
    def clean(self) -> bool:
        return not (self.failed or self.found or any(one.is_error for one in self.diagnostics))


def watched_folders(names: Sequence[str]) -> dict[str, Path]:
    """The file or folder of every instrument that is named, all shipped ones by default, where it exists."""
    found: dict[str, Path] = {}
    for name in names or shipped_names():
        shipped = folder("rules") / name if name in shipped_names() else None
        path = Path(str(shipped)) if shipped is not None else Path(name)
        if path.exists():
            found[name] = path.resolve()
    return found


def holds_rules(place: Path) -> bool:
    """Whether a place is a file, or a folder with a file of rules in it."""
    return place.is_file() or any(place.rglob(f"*{SUFFIX}"))


def vocabulary_folder() -> Path:
    """Where the words of all rules are declared."""
    return Path(str(folder("rules") / "vocabulary")).resolve()


def recheck(names: Sequence[str], changed: Iterable[Path] | None = None) -> Rechecked:
    """The tests and lint of the instruments that some files belong to, and of those that read them.

    Without `changed` everything is tried, and after a change of the vocabulary too. Total: rules that do not
    load are their diagnostics.
    """
    changed = tuple(changed) if changed is not None else None
    if changed is not None and any(vocabulary_folder() in path.parents for path in changed):
        shipped_vocabulary.cache_clear()  # it is read once in a run
        changed = None
    policy, diagnostics = load_policies(names)
    if policy is None:
        return Rechecked((), diagnostics)
    touched = None if changed is None else _touched(policy, names, changed)
    chosen = [one.name for one in policy.instruments if touched is None or one.name in touched]
    tests = tuple(test for test in policy.tests if test.instrument in chosen)
    pack, problems = load_pack(names)
    found: tuple[Diagnostic, ...] = ()
    if pack is not None:
        files = _files(policy, chosen)
        found = tuple(
            one for one in lint(pack).open if one.span is not None and one.span.source.name in files
        )
    results = run_tests(replace(policy, tests=tests)) if tests else ()
    return Rechecked(tuple(chosen), tuple(dict.fromkeys((*diagnostics, *problems))), results, found)


def _touched(policy: Policy, names: Sequence[str], changed: Sequence[Path]) -> frozenset[str]:
    """The instruments that the files belong to and, through what they read, those that rest on them."""
    found: set[str] = set()
    for name, where in watched_folders(names).items():
        if any(where == path or where in path.parents for path in changed):
            rule_files, _ = read_rule_files(name)
            own = {file for file, _ in rule_files.files} if rule_files is not None else set()
            found |= {one.basis.instrument for one in policy.rules if one.span.source.name in own}
            found |= {one.instrument for one in items(policy) if own.intersection(one.files)}
    declared = list(items(policy))
    homes: dict[tuple[str, str], str] = {(one.kind, one.key): one.instrument for one in declared}
    while True:
        more = {
            one.instrument
            for one in declared
            if any(homes.get((kind, key)) in found for kind, key in conditions_read(one.declared))
        }
        if more <= found:
            return frozenset(found - {""})
        found |= more


def _files(policy: Policy, instruments: Sequence[str]) -> frozenset[str]:
    own: list[Item] = [one for one in items(policy) if one.instrument in instruments]
    tests = [test.span.source.name for test in policy.tests if test.instrument in instruments]
    return frozenset([*(file for one in own for file in one.files), *tests])
