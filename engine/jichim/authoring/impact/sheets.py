"""Assessment sheets for two versions of the rules: each version takes the ratings of its own criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jichim.assessment import Scheme, Sheet, assess, is_about, read_scheme, read_sheet_file, settle
from jichim.assessment import messages as of_sheets
from jichim.assessment.model import Written
from jichim.authoring.diff.sides import Side
from jichim.diagnostic import Diagnostic, did_you_mean, has_errors
from jichim.plan.margin import quote
from jichim.plan.model import Plan
from jichim.policy.model import Policy
from jichim.review.reviewer import Ratings
from jichim.source import Source
from jichim.vocabulary.model import normalise


@dataclass(frozen=True, slots=True)
class Rated:
    """The sheets as one version takes them; they are sent to other processes with it."""

    sheets: tuple[Sheet, ...] = ()
    """Without the lines about criteria that only the other version has."""
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    single: bool = False
    """Whether one plan is given: a sheet need not name it then."""

    def about(self, plan: Plan) -> tuple[Sheet, ...]:
        return tuple(one for one in self.sheets if is_about(one, plan) or (self.single and one.plan is None))

    def ratings(self, plan: Plan, policy: Policy) -> tuple[Ratings, tuple[Diagnostic, ...]]:
        """What evaluators say on a plan, or the mistakes of their sheets; nothing where nobody rated it."""
        about = self.about(plan)
        if not about:
            return {}, ()
        panel, diagnostics = settle(about, policy, plan, self.schemes)
        if panel is None:
            return {}, tuple(one for one in diagnostics if one.is_error)
        return assess(panel, policy, plan, self.schemes).ratings, ()


NO_SHEETS = Rated()


def read_sheets(
    files: Sequence[str], sides: tuple[Side, Side], policies: tuple[Policy, Policy], *, single: bool
) -> tuple[tuple[Rated, Rated] | None, tuple[Diagnostic, ...]]:
    """The sheets in these files for both versions; None, with the mistakes, if one of them cannot be used.

    A line about a criterion that neither version has is a mistake.
    """
    if not files:
        return (NO_SHEETS, NO_SHEETS), ()
    problems: list[Diagnostic] = []
    schemes = []
    for side, policy in zip(sides, policies, strict=True):
        found, wrong = _schemes(side, policy)
        schemes.append(found)
        problems += wrong
    known = tuple(frozenset(_spellings(policy)) for policy in policies)
    sheets: list[Sheet] = []
    for file in files:
        sheet, wrong_here = read_sheet_file(file, policies[1])
        if sheet is None:  # it may have a section that only the old version rates
            sheet, older = read_sheet_file(file, policies[0])
            wrong_here = older if sheet is not None else wrong_here
        problems += wrong_here
        if sheet is not None:
            sheets.append(sheet)
            words = (one.criterion for one in sheet.entries)
            problems += [
                _unknown(word, policies[1])
                for word in words
                if not any(normalise(word.text) in names for names in known)
            ]
    if has_errors(problems):
        return None, tuple(dict.fromkeys(problems))
    rated = tuple(
        Rated(tuple(_own(sheet, names) for sheet in sheets), found, single)
        for names, found in zip(known, schemes, strict=True)
    )
    return (rated[0], rated[1]), tuple(dict.fromkeys(problems))


def _unknown(word: Written, policy: Policy) -> Diagnostic:
    known = [one.name.rpartition(":")[2] for one in policy.criteria]
    listed = ", ".join(f"`{quote(one)}`" for one in did_you_mean(word.text, known) or known[:3])
    ko, en = f"있는 이름을 적는다. 예: {listed}", f"use a name that exists, such as {listed}"
    return of_sheets.UNKNOWN_CRITERION.at(word.span, word=quote(word.text), hint_ko=ko, hint_en=en)


def _own(sheet: Sheet, names: frozenset[str]) -> Sheet:
    return replace(
        sheet, entries=tuple(one for one in sheet.entries if normalise(one.criterion.text) in names)
    )


def _spellings(policy: Policy) -> Iterator[str]:
    for one in policy.criteria:
        yield from map(normalise, (one.name, one.name.rpartition(":")[2], one.title))


def _schemes(side: Side, policy: Policy) -> tuple[Mapping[str, Scheme], tuple[Diagnostic, ...]]:
    """The schemes that stand beside the rules of a version, by instrument."""
    found: dict[str, Scheme] = {}
    problems: list[Diagnostic] = []
    homes = {one.span.source.name: one.basis.instrument for one in policy.criteria}
    homes |= {one.span.source.name: one.basis.instrument for one in policy.rules}
    for written in side.schemes:
        files = next(one.files for one in side.files if one.name == written.folder)
        instrument = next((homes[name] for name, _ in files if name in homes), None)
        if instrument is not None:
            source = Source(written.name, written.content.decode("utf-8-sig"))
            scheme, wrong = read_scheme(source, instrument, policy)
            problems += wrong
            found |= {instrument: scheme} if scheme is not None else {}
    return found, tuple(problems)
