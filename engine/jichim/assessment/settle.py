"""Sheets against a policy and a plan: every criterion, subject and score is checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction

from jichim.assessment import messages as m
from jichim.assessment.model import (
    DEFAULT_SCALE,
    Entry,
    Evaluator,
    Panel,
    Rating,
    Scheme,
    Sheet,
    Written,
)
from jichim.assessment.subjects import Rated, SheetSection, rated, section_of, spelling, spellings
from jichim.diagnostic import Diagnostic, Related, Text, did_you_mean, has_errors
from jichim.plan.margin import quote
from jichim.plan.model import Place, Plan
from jichim.policy.model import Criterion, Policy
from jichim.source import Span
from jichim.vocabulary.model import Vocabulary, normalise

_NUMBER = re.compile(r"(\d{1,6})(?:\.(\d{1,6}))?\s*점?")


def settle(
    sheets: Sequence[Sheet], policy: Policy, plan: Plan, schemes: Mapping[str, Scheme]
) -> tuple[Panel | None, tuple[Diagnostic, ...]]:
    """The sheets on one plan as a panel, or None with every mistake of all of them.

    `schemes` by instrument give the scale of criteria that state none. The order of the sheets decides
    the order of the evaluators and nothing else.
    """
    settling = _Settling(policy, plan, schemes)
    evaluators: dict[str, Sheet] = {}
    ratings: list[Rating] = []
    for sheet in sheets:
        name = normalise(sheet.evaluator.text)
        if name in evaluators:
            first = Related(evaluators[name].evaluator.span, Text("먼저 준 평가표", "the sheet given first"))
            settling.diagnostics.append(
                m.SAME_EVALUATOR.at(sheet.evaluator.span, related=[first], name=quote(sheet.evaluator.text))
            )
        evaluators.setdefault(name, sheet)
        ratings += settling.ratings(sheet)
    found = tuple(dict.fromkeys(settling.diagnostics))
    if has_errors(found):
        return None, found
    people = tuple(
        Evaluator(one.evaluator.text, one.affiliation, one.expertise, one.day, one.file)
        for one in evaluators.values()
    )
    return Panel(people, tuple(ratings)), found


def is_about(sheet: Sheet, plan: Plan) -> bool:
    """Whether a sheet names a plan, by its name or by that of its file."""
    if sheet.plan is None:
        return False
    file = plan.file.replace("\\", "/").rpartition("/")[2]
    names = {plan.name, plan.file, file, file.rpartition(".")[0]}
    return normalise(sheet.plan.text) in {normalise(name) for name in names if name}


def leftover(sheets: Sequence[Sheet], plans: Sequence[Plan]) -> tuple[Diagnostic, ...]:
    """A diagnostic for every sheet that is about none of the plans."""
    found: list[Diagnostic] = []
    for sheet in sheets:
        if sheet.plan is None:
            if len(plans) != 1:
                found.append(m.WHICH_PLAN.at(sheet.evaluator.span))
        elif not any(is_about(sheet, plan) for plan in plans):
            ko, en = _hints(sheet.plan.text, [plan.name for plan in plans])
            found.append(
                m.NO_SUCH_PLAN.at(sheet.plan.span, name=quote(sheet.plan.text), hint_ko=ko, hint_en=en)
            )
    return tuple(found)


class _Settling:
    def __init__(self, policy: Policy, plan: Plan, schemes: Mapping[str, Scheme]) -> None:
        self.plan = plan
        self.vocabulary: Vocabulary = policy.vocabulary
        self.schemes = schemes
        self.diagnostics: list[Diagnostic] = []
        self.criteria = {
            normalise(word): criterion
            for criterion in policy.criteria
            for word in (criterion.name, criterion.name.rpartition(":")[2])
        }
        self.titles = {normalise(criterion.title): criterion for criterion in policy.criteria}
        self.sections = {
            criterion.name: section_of(criterion.bindings, policy.vocabulary) for criterion in policy.criteria
        }
        self._subjects: dict[str, dict[str, Rated]] = {}

    def ratings(self, sheet: Sheet) -> list[Rating]:
        found: list[Rating] = []
        for entry in sheet.entries:
            criterion = self._criterion(entry)
            section = self.sections[criterion.name] if criterion else self._called(entry.section.text)
            subject = self._subject(entry, section) if section else None
            score = self._score(entry.score, criterion) if criterion and entry.score else None
            if criterion and entry.score and subject and score is not None:
                place = _place(sheet.file, entry.score.span)
                found.append(
                    Rating(criterion.name, subject.names, sheet.evaluator.text, score, entry.comment, place)
                )
        return found

    def _criterion(self, entry: Entry) -> Criterion | None:
        word = entry.criterion.text
        criterion = self.criteria.get(normalise(word)) or self.titles.get(normalise(word))
        if criterion is None:
            ko, en = _hints(word, [one.name for one in self.criteria.values()])
            self.diagnostics.append(
                m.UNKNOWN_CRITERION.at(entry.criterion.span, word=quote(word), hint_ko=ko, hint_en=en)
            )
            return None
        own = self.sections[criterion.name].label
        if own != entry.section.text:
            self.diagnostics.append(
                m.OTHER_SUBJECT.at(
                    entry.criterion.span, word=quote(word), section=entry.section.text, other=own
                )
            )
            return None
        return criterion

    def _called(self, label: str) -> SheetSection | None:
        return next((section for section in self.sections.values() if section.label == label), None)

    def _subject(self, entry: Entry, section: SheetSection) -> Rated | None:
        if section.label not in self._subjects:
            self._subjects[section.label] = {
                name: one for one in rated(section, self.plan) for name in spellings(section, one)
            }
        known = self._subjects[section.label]
        if entry.subject is None:
            return next(iter(known.values()))
        found = known.get(spelling(entry.subject.text))
        if found is None:
            ko, en = _hints(entry.subject.text, [one.title for one in known.values()])
            self.diagnostics.append(
                m.UNKNOWN_SUBJECT.at(
                    entry.subject.span,
                    plan=quote(self.plan.name),
                    word=quote(entry.subject.text),
                    section=section.label,
                    hint_ko=ko,
                    hint_en=en,
                )
            )
        return found

    def _score(self, written: Written, criterion: Criterion) -> Fraction | None:
        low, high = scale_of(criterion, self.schemes)
        number = _NUMBER.fullmatch(unicodedata.normalize("NFKC", written.text))
        shown = quote(written.text)
        if number is None:
            self.diagnostics.append(m.NOT_A_SCORE.at(written.span, written=shown, low=low, high=high))
            return None
        value = Fraction(f"{number[1]}.{number[2] or 0}")
        if not low <= value <= high:
            self.diagnostics.append(
                m.OFF_SCALE.at(written.span, written=shown, low=low, high=high, word=criterion.name)
            )
            return None
        return value


def _place(file: str, span: Span) -> Place:
    cell = span.source.cell(span.start)
    return Place(file, cell=cell) if cell else Place(file, span.line, span.column)


def scale_of(criterion: Criterion, schemes: Mapping[str, Scheme]) -> tuple[int, int]:
    """The scale that a criterion states, else that of its instrument's scheme, else 1 to 5 (assumed)."""
    scheme = schemes.get(criterion.basis.instrument)
    return criterion.scale or (scheme.scale if scheme else DEFAULT_SCALE)


def _hints(word: str, known: Sequence[str]) -> tuple[str, str]:
    near = did_you_mean(word, known)
    listed = ", ".join(f"`{quote(one)}`" for one in near or list(dict.fromkeys(known))[:5])
    if near:
        return f"혹시 {listed}?", f"did you mean {listed}?"
    if not listed:
        return "여기에는 적을 것이 없다", "there is nothing to name here"
    return f"있는 이름을 적는다. 예: {listed}", f"use a name that exists, such as {listed}"
