"""Citations of rules against the lists of provisions: addresses, items and endings; pure.

What is wrong in the rules or lists is an error or a warning. What is wrong in the law itself, so that no rule
can put it right, is a note to whoever encodes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jichim.authoring import messages as m
from jichim.diagnostic import Diagnostic
from jichim.plan.margin import quote
from jichim.policy.endings import duty_of
from jichim.policy.model import Criterion, Definition, Derivation, Duty, DutyClass, Policy, Rule
from jichim.provisions import (
    Address,
    Citation,
    Defect,
    Documents,
    Provision,
    ProvisionList,
    citations_in,
    parse_address,
)
from jichim.source import Span

_CLASSES: Mapping[str, DutyClass] = {
    "obligation": DutyClass.MUST,
    "obligation-to-consider": DutyClass.CONSIDER,
    "principle": DutyClass.PRINCIPLE,
    "endeavour": DutyClass.ENDEAVOUR,
    "permission": DutyClass.MAY,
}
_FORCES = {"strict": "strict", "directive": "plain", "soft": "soft"}
_NEAR = 4


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """How much was compared, and what was found; notes are about the law itself or about selected lists."""

    clauses: int
    citations: int
    found: tuple[Diagnostic, ...]


def check_citations(
    policy: Policy,
    lists: Sequence[ProvisionList],
    documents: Documents,
    defects: Sequence[Defect] = (),
    endings: Mapping[str, Duty] | None = None,
) -> CitationCheck:
    """Every clause of an instrument that is no draft; drafts cite texts that are no longer in force.

    `endings` is the table of endings, against which the lists are compared where it is given.
    """
    checker = _Checker(lists, documents)
    drafts = {one.name for one in policy.instruments if one.draft}
    declared: list[Rule | Derivation | Criterion | Definition] = [*policy.rules, *policy.derivations]
    clauses = [
        one
        for one in [*declared, *policy.criteria, *policy.definitions]
        if one.basis.instrument not in drafts and one.basis.citations
    ]
    found = [problem for clause in clauses for problem in checker.clause(clause)]
    if endings is not None:
        found += [problem for one in lists for problem in _endings_of(one, endings)]
    found += [_note(defect) for defect in defects]
    said = {(defect.instrument, defect.cites) for defect in defects}
    found += [problem for one in lists for problem in checker.references(one, said)]
    return CitationCheck(len(clauses), sum(len(one.basis.citations) for one in clauses), tuple(found))


class _Checker:
    def __init__(self, lists: Sequence[ProvisionList], documents: Documents) -> None:
        self.lists = {one.instrument: one for one in lists}
        self.documents = documents
        self.owner = {provision.id: one.instrument for one in lists for provision in one.provisions}
        self.provisions = {provision.id: provision for one in lists for provision in one.provisions}

    def clause(self, clause: Rule | Derivation | Criterion | Definition) -> Iterator[Diagnostic]:
        basis = clause.basis
        cited = [
            (citation, one)
            for citation in basis.citations
            for one in citations_in(citation, self.documents, basis.instrument)
        ]
        is_listed = isinstance(clause, Rule) and basis.instrument in self.lists
        if is_listed and not any(one.instrument == basis.instrument for _, one in cited):
            yield m.NO_ADDRESS.at(clause.span, name=quote(clause.name), instrument=basis.instrument)
        for text, one in cited:
            yield from self._exists(clause, _place(clause.span, text), one)
        if isinstance(clause, Rule):
            yield from self._items(clause, cited)
            yield from self._duty(clause)

    def _exists(
        self, clause: Rule | Derivation | Criterion | Definition, span: Span, one: Citation
    ) -> Iterator[Diagnostic]:
        """An address the list must hold: of an article listed in full, or one that a rule encodes."""
        listed = self.lists.get(one.instrument or "")
        if listed is None or listed.holds(one.address):
            return
        words: dict[str, Any] = {"name": quote(clause.name), "address": str(one.address)}
        words["instrument"] = listed.instrument
        encodes = isinstance(clause, Rule) and listed.instrument == clause.basis.instrument
        if encodes or listed.knows(one.address):
            ko, en = _hints(one.address, listed)
            yield m.UNKNOWN_ADDRESS.at(span, **words, hint_ko=ko, hint_en=en)
        else:
            yield m.UNLISTED_ADDRESS.at(span, **words)

    def _items(self, rule: Rule, cited: Sequence[tuple[str, Citation]]) -> Iterator[Diagnostic]:
        """Every item is cited, and every citation of the own list has an item."""
        encoded = [item for item in rule.basis.items if item in self.provisions]
        for item in encoded:
            provision, owner = self.provisions[item], self.owner[item]
            if not any(one.instrument == owner and one.address.covers(provision.address) for _, one in cited):
                name, at = quote(rule.name), provision.at
                yield m.UNCITED_ITEM.at(_place(rule.span, item), name=name, item=item, address=at)
        for text, one in cited if encoded else ():
            listed = self.lists.get(one.instrument or "")
            if listed is None or listed.instrument != rule.basis.instrument or not listed.holds(one.address):
                continue
            if not any(
                self.owner[item] == one.instrument and one.address.covers(self.provisions[item].address)
                for item in encoded
            ):
                span = _place(rule.span, text)
                yield m.UNENCODED_CITATION.at(span, name=quote(rule.name), address=str(one.address))

    def _duty(self, rule: Rule) -> Iterator[Diagnostic]:
        """The duty has the wording of a provision that the rule encodes, and the class and force of each."""
        encoded = [self.provisions[item] for item in rule.basis.items if item in self.provisions]
        span, name = _place(rule.span, rule.duty.phrase), quote(rule.name)
        endings = dict.fromkeys(_plain(one.ending) for one in encoded)
        if endings and _plain(rule.duty.phrase) not in endings:
            listed = ", ".join(f"`{ending}`" for ending in endings)
            yield m.OTHER_ENDING.at(span, name=name, duty=quote(rule.duty.phrase), endings=listed)
        for one in encoded:
            expected = _duty_of(one)
            if expected is None:
                yield m.NO_DUTY.at(span, name=name, item=one.id, modality=one.modality)
            elif expected != rule.duty.label:
                yield m.OTHER_DUTY.at(
                    span,
                    name=name,
                    duty=quote(rule.duty.phrase),
                    own=rule.duty.label,
                    item=one.id,
                    its=expected,
                )

    def references(self, listed: ProvisionList, said: Iterable[tuple[str, str]]) -> Iterator[Diagnostic]:
        """References of the provisions that lead nowhere, but for those that are told as defects already."""
        told = {
            (instrument, parsed)
            for instrument, cites in said
            if cites and (parsed := parse_address(cites, self.documents, instrument)) is not None
        }
        for provision in listed.provisions:
            for text, span in provision.refs:
                for one in citations_in(text, self.documents, listed.instrument):
                    target = self.lists.get(one.instrument or "")
                    if target is None or target.holds(one.address) or not target.knows(one.address):
                        continue
                    if (listed.instrument, (one.address, target.instrument)) not in told:
                        yield m.DANGLING_REFERENCE.at(
                            span, item=provision.id, address=str(one.address), instrument=target.instrument
                        )


def _endings_of(listed: ProvisionList, endings: Mapping[str, Duty]) -> Iterator[Diagnostic]:
    for provision in listed.provisions:
        duty, expected = duty_of(provision.ending, endings), _duty_of(provision)
        if duty is not None and expected is not None and duty.label != expected:
            yield m.ENDING_OF_LIST.at(
                provision.span,
                item=provision.id,
                ending=quote(provision.ending),
                own=duty.label,
                its=expected,
            )


def _duty_of(provision: Provision) -> str | None:
    """The label that a rule on this provision has, as `Duty.label` writes it; None where it lays no duty."""
    found = _CLASSES.get(provision.modality)
    if found is None:
        return None
    force = _FORCES.get(provision.force) if found is DutyClass.MUST else None
    return f"{found.value} {force}" if force else found.value


def _note(defect: Defect) -> Diagnostic:
    words: dict[str, Any] = {
        "instrument": defect.instrument,
        "at": defect.at,
        "what_ko": defect.what.ko.rstrip("."),
        "what_en": defect.what.en.rstrip("."),
        "effect_ko": defect.effect.ko.rstrip(".") or "원문을 확인한다",
        "effect_en": defect.effect.en.rstrip(".") or "see the text",
    }
    if defect.cites:
        return m.DANGLING.at(defect.span, cites=defect.cites, **words)
    return m.DEFECT.at(defect.span, **words)


def _hints(address: Address, listed: ProvisionList) -> tuple[str, str]:
    """The addresses of the same article that begin most alike."""
    same = [one for one in listed.provisions if one.address.article_name == address.article_name]
    near = sorted(same, key=lambda one: one.address.paragraph != address.paragraph)
    shown = ", ".join(f"`{at}`" for at in list(dict.fromkeys(one.at for one in near))[:_NEAR])
    if not shown:
        return f"목록에 {address.article_name}가 없다", f"the list has no {address.article_name}"
    return f"그 조에는 {shown} 들이 있다", f"that article has {shown}"


def _place(span: Span, text: str) -> Span:
    """Where a clause writes a text; the clause itself where it writes it in another way."""
    start = span.source.text.find(text, span.start, span.end) if text else -1
    return Span(span.source, start, start + len(text)) if start >= 0 else span


def _plain(ending: str) -> str:
    return " ".join(ending.split()).casefold()
