"""What the checks look at: the policy, the trees that it was made from, and the lists beside the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from jichim.authoring.trace import Source as TraceSource
from jichim.authoring.trace_file import load_traces
from jichim.diagnostic import Diagnostic, has_errors
from jichim.policy import InstrumentFiles, load_policies
from jichim.policy.endings import shipped_endings
from jichim.policy.load import rule_files
from jichim.policy.model import Criterion, Definition, Derivation, Policy, Rule, RuleTest
from jichim.provisions import (
    Documents,
    ProvisionList,
    load_documents,
    load_provisions,
    read_provisions,
)
from jichim.source import Source, Span
from jichim.syntax import model as tree
from jichim.syntax import parse
from jichim.vocabulary.model import Vocabulary

NamedDeclaration = tree.Parameter | tree.Define | tree.Derive | tree.Table | tree.Criterion | tree.Rule
Kind = TypeVar("Kind", bound=tree.Declaration)


@dataclass(frozen=True, slots=True)
class Pack:
    """`own` holds the files that are linted; the policy may rest on further instruments."""

    policy: Policy
    own: tuple[tree.PolicyFile, ...]
    lists: tuple[ProvisionList, ...] = ()
    documents: Documents = field(default_factory=lambda: Documents({}))
    traces: tuple[TraceSource, ...] = ()

    def each(self, kind: type[Kind]) -> Iterator[Kind]:
        """The declarations of one kind in the linted files."""
        for file in self.own:
            for one in file.declarations:
                if isinstance(one, kind):
                    yield one

    def declared(self) -> Iterator[NamedDeclaration]:
        """All declarations of the linted files but the tests."""
        for file in self.own:
            for one in file.declarations:
                if not isinstance(one, tree.Test):
                    yield one

    def written(self) -> dict[tuple[str, int], tree.Declaration]:
        """The declarations of the linted files by file and place, as spans of the policy give them."""
        return {(one.span.source.name, one.span.start): one for file in self.own for one in file.declarations}

    def pairs(self, kind: type[Kind], resolved: Iterable[Resolved]) -> Iterator[tuple[Kind, Resolved]]:
        """What the policy made of the linted declarations of one kind, beside what was written."""
        known = self.written()
        for one in resolved:
            found = known.get((one.span.source.name, one.span.start))
            if isinstance(found, kind):
                yield found, one


Resolved = TypeVar("Resolved", Rule, Derivation, Definition, Criterion, RuleTest)


def load_pack(names: Sequence[str] = ()) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """The named instruments, all shipped ones by default; None, with the reasons, if they do not load."""
    policy, problems = load_policies(names)
    if policy is None:
        return None, problems
    files, _ = rule_files(names)
    own = tuple(parse(Source(name, text.decode("utf-8-sig")))[0] for one in files for name, text in one.files)
    documents, wrong_names = load_documents(policy, names)
    lists, wrong_lists = load_provisions(policy, names)
    traces, wrong_traces = load_traces(policy, names)
    wrong = tuple(dict.fromkeys((*wrong_names, *wrong_lists, *wrong_traces)))
    if has_errors(wrong):
        return None, wrong
    return Pack(policy, own, lists, documents, traces), ()


def made_pack(
    texts: Sequence[str], vocabulary: Vocabulary, provisions: str = ""
) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """One instrument `보기`, cited as `기준`, from texts; for pages and tests."""
    # at the top it would hide the function of that name in `policy`
    from jichim.policy.resolution import resolve

    parsed = [parse(Source(f"{number}.jichim", text)) for number, text in enumerate(texts)]
    problems = [one for _, wrong in parsed for one in wrong]
    if has_errors(problems):
        return None, tuple(problems)
    files = tuple(file for file, _ in parsed)
    policy, wrong = resolve([InstrumentFiles("보기", files)], vocabulary, shipped_endings())
    if has_errors(wrong):
        return None, tuple(wrong)
    documents = Documents({"기준": "보기"})
    lists: tuple[ProvisionList, ...] = ()
    if provisions:
        rows, wrong_rows = read_provisions([Source("provisions.yaml", provisions)], "보기", documents)
        assert not wrong_rows, wrong_rows
        lists = (ProvisionList("보기", rows, complete=((1, 99),)),)
    return Pack(policy, files, lists, documents), ()


def place(span: Span, text: str) -> Span:
    """Where a text stands within a span; the span itself if it does not."""
    start = span.source.text.find(text, span.start, span.end) if text else -1
    return Span(span.source, start, start + len(text)) if start >= 0 else span
