"""The files beside the rules of the instruments that were loaded: the edge of the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jichim.assessment.scheme import instrument_folders
from jichim.diagnostic import Diagnostic
from jichim.policy.model import Policy
from jichim.provisions.address import Documents
from jichim.provisions.checklist import read_checklist
from jichim.provisions.crosswalk import read_crosswalk
from jichim.provisions.defects import read_defects
from jichim.provisions.model import Beside, ChecklistForm, Crosswalk, Defect, ProvisionList
from jichim.provisions.naming import Naming, read_naming
from jichim.provisions.read import read_provisions
from jichim.resources import Traversable
from jichim.source import Source

NAMING, DEFECTS, CROSSWALK, CHECKLIST = "citation.yaml", "defects.yaml", "crosswalk.yaml", "checklist.yaml"


def load_documents(policy: Policy, names: Sequence[str] = ()) -> tuple[Documents, tuple[Diagnostic, ...]]:
    """What the loaded instruments are called in citations."""
    namings, problems = _namings(policy, names)
    return Documents({name: one.instrument for one in namings for name in one.names}), problems


def load_provisions(
    policy: Policy, names: Sequence[str] = ()
) -> tuple[tuple[ProvisionList, ...], tuple[Diagnostic, ...]]:
    """The lists of the loaded instruments that have one; `names` are those given to `load_policies`.

    Several files of one instrument make one list, in the order of their names.
    """
    namings, wrong = _namings(policy, names)
    of = {one.instrument: one for one in namings}
    documents = Documents({name: one.instrument for one in namings for name in one.names})
    lists: list[ProvisionList] = []
    problems = [*wrong]
    for instrument, shown, folder in instrument_folders(policy, names):
        sources = [
            _source(shown, file)
            for file in sorted(folder.iterdir(), key=lambda one: one.name)
            if file.name.startswith("provisions") and file.name.endswith(".yaml")
        ]
        if sources:
            rows, mistakes = read_provisions(sources, instrument, documents)
            problems += mistakes
            naming = of.get(instrument, Naming(instrument))
            lists.append(ProvisionList(instrument, rows, naming.complete, naming.last))
    return tuple(lists), tuple(problems)


def load_beside(policy: Policy, names: Sequence[str] = ()) -> tuple[Beside, tuple[Diagnostic, ...]]:
    """All that a review refers to, with every mistake in the files."""
    forms, problems = load_checklists(policy, names)
    crosswalks, wrong = load_crosswalks(policy, names)
    documents, wrong_names = load_documents(policy, names)
    lists, wrong_lists = load_provisions(policy, names)
    found = dict.fromkeys((*problems, *wrong, *wrong_names, *wrong_lists))
    return Beside(crosswalks, lists, documents, forms), tuple(found)


def load_defects(
    policy: Policy, names: Sequence[str] = ()
) -> tuple[tuple[Defect, ...], tuple[Diagnostic, ...]]:
    """What is wrong in the texts of the loaded instruments."""
    found: list[Defect] = []
    problems: list[Diagnostic] = []
    for instrument, source in _files(policy, names, DEFECTS):
        defects, wrong = read_defects(source, instrument)
        found += defects
        problems += wrong
    return tuple(found), tuple(problems)


def load_crosswalks(
    policy: Policy, names: Sequence[str] = ()
) -> tuple[tuple[Crosswalk, ...], tuple[Diagnostic, ...]]:
    """The crosswalks of the loaded drafts."""
    read = [read_crosswalk(source, instrument) for instrument, source in _files(policy, names, CROSSWALK)]
    return tuple(one for one, _ in read), tuple(problem for _, wrong in read for problem in wrong)


def load_checklists(
    policy: Policy, names: Sequence[str] = ()
) -> tuple[tuple[ChecklistForm, ...], tuple[Diagnostic, ...]]:
    """The checklists of the loaded instruments."""
    files = _files(policy, names, CHECKLIST)
    read = [read_checklist(source, instrument, policy.vocabulary) for instrument, source in files]
    return tuple(one for one, _ in read), tuple(problem for _, wrong in read for problem in wrong)


def _namings(policy: Policy, names: Sequence[str]) -> tuple[list[Naming], tuple[Diagnostic, ...]]:
    read = [read_naming(source, instrument) for instrument, source in _files(policy, names, NAMING)]
    return [one for one, _ in read], tuple(problem for _, wrong in read for problem in wrong)


def _files(policy: Policy, names: Sequence[str], file: str) -> Iterator[tuple[str, Source]]:
    for instrument, shown, folder in instrument_folders(policy, names):
        if (folder / file).is_file():
            yield instrument, _source(shown, folder / file)


def _source(shown: str, file: Traversable) -> Source:
    return Source(f"{shown}/{file.name}", file.read_text(encoding="utf-8-sig"))
