"""Cells and phrases that the parts of an opinion share: levels, evidence, actions, subjects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from jichim.diagnostic import Lang, Text
from jichim.plan.model import Place
from jichim.report import document_words as say
from jichim.report.evidence import distinct, label, read_for_requirement, written
from jichim.report.grouping import Entry
from jichim.report.layout import Page, Run, Tone, printable, shorten
from jichim.report.names import Names
from jichim.report.opinion.model import Cell, Line
from jichim.report.parts import citation
from jichim.report.text_brief import TONES
from jichim.report.words import Words, outcome_word, words
from jichim.review.model import (
    Action,
    Alternative,
    Assumption,
    Evidence,
    FieldRef,
    Finding,
    Level,
    Review,
    Subject,
)

_VALUES_SHOWN = 6
_VALUES_OF_SEVERAL = 3
_SUBJECTS_READ = 4
_VALUE_LENGTH = 120
_LONGEST_NAME = 80
_FEW = 3
"""All services, where they are more than these, are one phrase."""
MANY = 8
"""Of more services than these, numbers stand for the names."""


@dataclass(frozen=True)  # without slots, for what is counted once
class Writer:
    """What the parts of one opinion need: the review, the language, the words and names of its reader."""

    review: Review
    page: Page
    names: Names

    @property
    def lang(self) -> Lang:
        return self.page.lang

    @property
    def words(self) -> Words:
        return words(self.page.lang)

    def say(self, text: Text, **fields: object) -> str:
        return text.in_(self.lang).format(**fields) if fields else text.in_(self.lang)

    def level(self, finding: Finding) -> str:
        levels = self.words.proposal_levels if finding.outcome.instrument.draft else self.words.levels
        return levels[finding.level]

    def weight(self, finding: Finding) -> str:
        """How grave; advice has no weight."""
        return "" if finding.level is Level.ADVICE else self.words.weights[finding.outcome.rule.weight]

    def subject(self, subject: Subject) -> str:
        return shorten(self.names.subject(subject), _LONGEST_NAME)

    def subjects(self, subjects: Iterable[Subject]) -> str:
        """Their names, `서비스 7건 모두` for all services, or the numbers in the overview for many."""
        given = dict.fromkeys(subjects)
        services = all(subject.node == "service" for subject in given)
        label = next((subject.label for subject in given), "")
        if services and len(given) > _FEW and len(given) == self._services:
            return self.say(say.EVERY_SUBJECT, label=label, n=len(given))
        if not services or len(given) <= MANY:
            return ", ".join(dict.fromkeys(map(self.subject, given)))
        numbers = ranges(subject.index + 1 for subject in given)
        return self.say(say.NUMBERED_SUBJECTS, label=label, n=len(given), numbers=numbers)

    @cached_property
    def _services(self) -> int:
        """How many services the review is about."""
        subjects = (outcome.subject for outcome in self.review.outcomes)
        return len({subject.index for subject in subjects if subject.node == "service"})

    def place(self, place: Place) -> str:
        """`(11행)` or `(비용!D4)` in the plan itself, with the file where it is another one."""
        if place.file != self.review.file:
            return f" ({self.page.place(place)})"
        if place.cell:
            return f" ({printable(place.cell)})"
        if not place.line:
            return ""
        return f" ({place.line}행)" if self.lang == "ko" else f" (line {place.line})"

    def due(self, action: Action) -> str:
        within = printable(action.within)
        if within and action.due:
            return self.say(say.UNTIL, within=within, day=action.due)
        if action.due:
            return self.say(say.UNTIL_DAY, day=action.due)
        return self.say(say.WITHIN, within=within) if within else ""

    def alternatives(self, options: Sequence[Alternative]) -> Cell:
        """Which reading or figure gives which result."""
        return tuple(
            (
                run(f"{self.say(say.IF)} ", "faint"),
                run(" · ".join(option.choices)),
                run(" → ", "faint"),
                run(outcome_word(option.result, self.lang), "strong"),
            )
            for option in options
        )

    def assumptions(self, assumptions: Sequence[Assumption]) -> Cell:
        return tuple(
            (run(f"{self.say(say.ASSUMED)} ", "faint"), run(_named(assumption.name, assumption.reason)))
            for assumption in assumptions
        )

    def values(self, evidence: Sequence[Evidence], subject: Subject) -> Cell:
        """A line for each value, with its place; what is beyond the limit is counted."""
        lead = run(f"{self.say(say.READ)} ", "faint")
        lines = [(lead, *self._value(item, subject)) for item in evidence[:_VALUES_SHOWN]]
        return (*lines, *((one,) for one in self._more(len(evidence) - _VALUES_SHOWN)))

    def evidence(self, evidence: Sequence[Evidence], subject: Subject, *, named: str = "") -> Cell:
        """The values read in one paragraph, each with its place; what is beyond the limit is counted.

        `named` is the subject where several stand together.
        """
        told = distinct(written(evidence))
        if not told:
            return ()
        most = _VALUES_OF_SEVERAL if named else _VALUES_SHOWN
        pieces: list[Line] = []
        around: tuple[str, ...] = ()
        for item in told[:most]:
            pieces.append(self._value(item, subject, around))
            around = self.names.sections(item.field, subject)[:-1]
        pieces += [(one,) for one in self._more(len(told) - most)]
        line = [run(f"{self.say(say.READ)} ", "faint"), *([run(f"{named} ", "strong")] if named else [])]
        for position, piece in enumerate(pieces):
            line += [run(" · ", "faint"), *piece] if position else piece
        return (tuple(line),)

    def _value(self, item: Evidence, subject: Subject, around: tuple[str, ...] = ()) -> Line:
        value = shorten(printable(item.value), _VALUE_LENGTH)
        place = self.place(item.at) if item.at else ""
        return run(f"{label(self.names, item, subject, around)}: {value}"), run(place, "faint")

    def _more(self, rest: int) -> tuple[Run, ...]:
        return (run(self.say(say.MORE_VALUES, n=rest), "faint"),) if rest > 0 else ()

    def entry_evidence(self, entry: Entry) -> Cell:
        """The values read for each subject; equal ones once, the subjects beyond a limit counted."""
        lines: dict[Line, None] = {}
        several = len(entry.findings) > 1
        for finding in entry.findings[:_SUBJECTS_READ]:
            outcome = finding.outcome
            named = f"[{self.subject(outcome.subject)}]" if several else ""
            read = read_for_requirement(outcome.evidence)
            lines.update(dict.fromkeys(self.evidence(read, outcome.subject, named=named)))
        beyond = entry.findings[_SUBJECTS_READ:]
        rest = sum(len(distinct(read_for_requirement(finding.outcome.evidence))) for finding in beyond)
        lines.update(((one,), None) for one in self._more(rest))
        return tuple(lines)

    def missing(self, entry: Entry) -> Cell:
        """What is not stated, once for the subjects that lack the same."""
        phrases = dict.fromkeys(
            " / ".join(self.names.grouped(finding.outcome.missing, finding.outcome.subject))
            for finding in entry.findings
            if finding.outcome.missing
        )
        return tuple((run(f"{self.say(say.MISSING)} ", "faint"), run(phrase)) for phrase in phrases)

    def beside(self, finding: Finding, entry: Entry) -> Line:
        """`같은 사항: 법 제8조⑤ (A8-5a)`, with what it lacks beyond the entry at which it is told."""
        outcome = finding.outcome
        where = printable(citation(outcome.rule.basis)) or "-"
        line = (
            run(self.words.same_fault.format(where=where), "strong"),
            run(f" ({printable(outcome.rule.name)})"),
        )
        told = {ref.path for one in entry.findings for ref in one.outcome.missing}
        beyond = [ref for ref in outcome.missing if ref.path not in told]
        if not beyond:
            return line
        fields = " / ".join(self.names.grouped(beyond, outcome.subject))
        return (*line, run(f" · {self.say(say.MISSING)} ", "faint"), run(fields))

    def actions(self, actions: Sequence[Action], said: Set[FieldRef] = frozenset()) -> Cell:
        """What to do, by whom, by when and what it clears; the same action of several subjects once.

        Fields that were `said` beside it are not named again.
        """
        lines: dict[Line, None] = {}
        for action in actions:
            lines[(run(printable(action.what), "strong"),)] = None
            details = [
                f"{self.say(say.WHO)} {printable(action.who)}" if action.who else "",
                f"{self.say(say.DUE)} {self.due(action)}" if self.due(action) else "",
            ]
            named = () if set(action.clears) <= said else action.clears
            clears = " / ".join(self.names.grouped(named, action.subject))
            details.append(self.words.clears.format(fields=clears) if clears else "")
            if any(details):
                lines[(run(" · ".join(filter(None, details)), "faint"),)] = None
        return tuple(lines)


def run(text: str, tone: Tone = "plain") -> Run:
    """A run whose text is one line that every format can hold."""
    lead = " " if text[:1] == " " else ""
    trail = " " if text[-1:] == " " and text.strip() else ""
    return Run(f"{lead}{printable(text)}{trail}", tone)


def cell(*lines: str | Run | Line) -> Cell:
    """A cell of one paragraph for each argument."""
    made: list[Line] = []
    for line in lines:
        if isinstance(line, Run):
            made.append((line,))
        elif isinstance(line, str):
            made.append((run(line),))
        else:
            made.append(line)
    return tuple(made)


def ranges(numbers: Iterable[int]) -> str:
    """`1~3, 5` for 1, 2, 3 and 5."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}~{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def tone_of(level: Level) -> Tone:
    return TONES[level]


def _named(name: str, reason: str) -> str:
    return f"{printable(name)}: {printable(reason)}" if reason else printable(name)
