"""A derivation as an outline of short rows, from which text, HTML and drawings are made.

What did not decide is left out unless everything is asked for, a step with one part gives way to the
part, and what stood above already is named and not repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jichim.diagnostic import Lang
from jichim.explain.model import (
    Explanation,
    Judgement,
    Leaf,
    Node,
    ParameterValue,
    PlanValue,
    Remark,
    State,
    Step,
    StepKind,
    Truth,
    direct_leaves,
    walk,
)
from jichim.plan.model import Place
from jichim.policy.model import Period
from jichim.report.explain_words import ExplainWords, explain_words
from jichim.report.layout import Tone, printable
from jichim.report.names import Names
from jichim.report.words import outcome_word, words

_TRANSPARENT = (StepKind.ALL, StepKind.ANY)
_CLAUSES = (StepKind.WHEN, StepKind.UNLESS, StepKind.REQUIRE)
_OPEN_CLAUSES = ((StepKind.WHEN, Truth.TRUE), (StepKind.UNLESS, Truth.FALSE))
"""Clauses that let a rule apply; what they rest on is no part of a short answer."""
_TONES: dict[Truth, Tone] = {Truth.TRUE: "good", Truth.FALSE: "severe", Truth.UNKNOWN: "ask"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an outline; all texts are fit for a terminal."""

    label: str
    """What it is, or its truth value: `요건 거짓`."""
    text: str
    note: str = ""
    """Where it stands, or what must be known besides."""
    tone: Tone = "plain"
    rows: tuple[Row, ...] = ()


class Outline:
    """Makes the rows of one explanation."""

    def __init__(
        self, explanation: Explanation, names: Names, *, full: bool = False, places: bool = True
    ) -> None:
        """`places` says whether the lines of the plan are told: that of a test is nobody's file."""
        self.explanation = explanation
        self.places = places
        self.names = names
        self.lang: Lang = names.lang
        self.words: ExplainWords = explain_words(self.lang)
        self.full = full
        self._shown: dict[tuple[object, ...], Step] = {}
        self._open: set[tuple[object, ...]] = set()

    def root(self) -> Row:
        """The result and everything that it rests on."""
        step = self.explanation.root
        name = printable(self.explanation.name)
        return Row(self.result(step.value), name, self._remark(step), "strong", self._below(step))

    def result(self, value: str | None) -> str:
        return self.words.open if value is None else printable(outcome_word(value, self.lang))

    def leaf(self, leaf: Leaf) -> Row:
        """A value of the plan, a parameter, a judgement or the review date."""
        if isinstance(leaf, PlanValue):
            return self._plan_value(leaf)
        if isinstance(leaf, ParameterValue):
            value = f" = {leaf.text}" if leaf.text else ""
            notes = [period(leaf.period, self.lang), "; ".join(leaf.citations)]
            if leaf.assumed is not None:
                notes.append(self.words.assumed.format(reason=leaf.assumed))
            note = " · ".join(filter(None, notes)) if leaf.text else self.words.no_value
            return Row(self.words.parameter, printable(leaf.name + value), printable(note))
        if isinstance(leaf, Judgement):
            text = f"{leaf.title or leaf.criterion}: {leaf.rating or self.words.not_rated}"
            return Row(self.words.criterion, printable(text), self._of(leaf.of))
        return Row(self.words.review_day, leaf.day.isoformat())

    # ---- steps -----------------------------------------------------------------------------------

    def _rows(self, nodes: Sequence[Node]) -> tuple[Row, ...]:
        rows: list[Row] = []
        for node in self._visible(nodes):
            row = self._step(node) if isinstance(node, Step) else self.leaf(node)
            if row not in rows:
                rows.append(row)
        return tuple(rows)

    def _visible(self, nodes: Sequence[Node]) -> list[Node]:
        return [node for node in nodes if self.full or not isinstance(node, Step) or node.decisive]

    def _inner(self, step: Step) -> tuple[Row, ...]:
        """The rows below a step; an only *and* or *or* below it gives way to its parts."""
        children = self._visible(step.children)
        while len(children) == 1 and isinstance(children[0], Step) and children[0].kind in _TRANSPARENT:
            children = self._visible(children[0].children)
        rows = self._rows(children)
        if step.omitted and (self.full or any(_is_record(child) for child in children)):
            rows = (*rows, Row("", self.words.omitted.format(n=step.omitted), "", "faint"))
        return rows

    def _below(self, step: Step) -> tuple[Row, ...]:
        """The rows below a step; of a derived fact that is unknown only what it waits for."""
        cases = bool(step.children) and all(_is_case(child) for child in step.children)
        if cases and step.value is None and step.remark is None and not self.full:
            waiting = self._waiting(step)
            if waiting:
                return waiting
        return self._inner(step)

    def _waiting(self, step: Step) -> tuple[Row, ...]:
        """The derived facts and the values that are not known, however the cases read them."""
        rows: list[Row] = []
        open_: list[Node] = [*step.children]
        while open_:
            node = open_.pop(0)
            if isinstance(node, Step) and node.kind is not StepKind.DERIVED:
                if node.decisive:
                    open_[:0] = [*_hidden(node), *node.children]
                continue
            if isinstance(node, Step) and node.value is not None:
                continue
            if not isinstance(node, Step) and is_known(node):
                continue
            row = self._step(node) if isinstance(node, Step) else self.leaf(node)
            if not any((row.label, row.text) == (other.label, other.text) for other in rows):
                rows.append(row)
        return tuple(rows)

    def _step(self, step: Step) -> Row:
        known = self._again(step)
        if known is not None:
            return known
        if step.kind in _TRANSPARENT:
            rows = self._rows(step.children)
            if len(rows) == 1:
                return rows[0]
            word = self.words.all_of if step.kind is StepKind.ALL else self.words.any_of
            return self._row(step, word, self._counts(step), rows)
        if not self.full and (step.kind, step.truth) in _OPEN_CLAUSES:
            return self._row(step, printable(step.text), self._only_value(step), ())
        if step.kind in _CLAUSES and step.children and isinstance(step.children[0], Step):
            body = step.children[0]
            if body.kind not in _TRANSPARENT:  # the clause is the condition
                row = self._step(body)
                return Row(self._label(step), printable(step.text), row.note, row.tone, row.rows)
        if not self.full and _is_absence(step):
            return self._row(step, printable(step.text), "", ())
        rows = self._below(step)
        if step.kind is StepKind.CONDITION and len(rows) == 1 and _is_derived(step.children):
            note = " · ".join(filter(None, (f"{rows[0].label} {rows[0].text}", rows[0].note)))
            return self._row(step, self._text(step), note, rows[0].rows)
        if len(rows) == 1 and not rows[0].rows and step.kind is not StepKind.WORLD:
            return self._inline(step, rows[0])
        return self._row(step, self._text(step), self._remark(step), rows)

    def _only_value(self, step: Step) -> str:
        """The value that a clause read, where it read one only."""
        read = dict.fromkeys(direct_leaves(step))
        if len(read) != 1 or any(
            isinstance(node, Step) and node.kind is StepKind.DERIVED for node in walk(step)
        ):
            return ""
        row = self.leaf(next(iter(read)))
        return " · ".join(filter(None, (row.text, row.note)))

    def _again(self, step: Step) -> Row | None:
        """A row without parts for a definition or derived fact that stands above already."""
        if step.kind not in (StepKind.DEFINITION, StepKind.DERIVED):
            return None
        key = (step.kind, step.text, step.of, step.value, step.truth, step.at)
        before = self._shown.setdefault(key, step)
        if before is step and key not in self._open:
            self._open.add(key)
            return None
        if not step.children:
            return None
        alike = before is step or step.kind is StepKind.DEFINITION
        note = self.words.same_as_above if alike else self.words.same_value
        return self._row(step, self._text(step), note, ())

    def _inline(self, step: Step, row: Row) -> Row:
        """A step with one part on one line: `거짓  단계 = 종료  시범 운영 · 35행`."""
        named = row.label and row.label not in step.text and row.label not in self.words.truths.values()
        text = f"{row.label}: {row.text}" if named else row.text
        if row.label in self.words.truths.values():
            return self._row(step, self._text(step), self._remark(step), (row,))
        note = " · ".join(filter(None, (text, row.note, self._remark(step))))
        return self._row(step, self._text(step), note, ())

    def _row(self, step: Step, text: str, note: str, rows: tuple[Row, ...]) -> Row:
        tone: Tone = _TONES[step.truth] if step.truth is not None else "plain"
        return Row(self._label(step), text, note, tone, rows)

    def _label(self, step: Step) -> str:
        held = self.words.truths[step.truth] if step.truth is not None else ""
        kind = "" if step.kind is StepKind.CASE else self.words.kinds.get(step.kind, "")
        return f"{kind} {held}".strip()

    def _text(self, step: Step) -> str:
        text = printable(step.text)
        if step.kind is StepKind.DERIVED and step.of and step.of != self.explanation.subject.name:
            text = f"{text}({self._of(step.of)})"
        if step.kind is StepKind.CASE:
            return f"{self.words.kinds[StepKind.CASE]} {text}"
        if step.kind in (StepKind.WORLD, StepKind.READING):
            return f"{text} → {self.result(step.value)}" if text else self.result(step.value)
        if step.kind is StepKind.DERIVED or step.value is not None:
            return f"{text} = {self.result(step.value)}"
        if step.truth is None and step.kind in (StepKind.TERM, StepKind.DEFINITION):
            return f"{text}: {self.words.truths[Truth.UNKNOWN]}"
        return text

    def _remark(self, step: Step) -> str:
        if step.remark is Remark.NOT_IN_FORCE:
            basis, instrument = self.explanation.basis, self.explanation.instrument
            held = basis.period if instrument.period.holds(self.explanation.as_of) else instrument.period
            said = self.words.not_in_force.format(day=self.explanation.as_of)
            return " · ".join(filter(None, (said, period(held, self.lang))))
        remark = self.words.remarks[step.remark] if step.remark is not None else ""
        if self.full and step.fired:
            names = ", ".join(one.production for one in step.fired)
            return " · ".join(filter(None, (remark, printable(self.words.fired.format(names=names)))))
        return remark

    def _counts(self, step: Step) -> str:
        truths = [child.truth for child in step.children if isinstance(child, Step)]
        return self.words.counts.format(**{truth.value: truths.count(truth) for truth in Truth})

    # ---- leaves ----------------------------------------------------------------------------------

    def _plan_value(self, leaf: PlanValue) -> Row:
        label = printable(self.names.field(leaf.field, self.explanation.subject))
        if leaf.of not in ("", self.explanation.subject.name, self.explanation.plan):
            label = f"{label} ({self._of(leaf.of)})"
        text = printable(leaf.text) or self.words.states.get(leaf.state, "")
        if leaf.state is State.MISSING and leaf.text:
            text = f"{printable(leaf.text)} ({self.words.states[State.MISSING]})"
        if leaf.state is State.CONTRADICTORY:
            figures = tuple(
                Row(
                    printable(one.reason),
                    printable(one.text),
                    " · ".join(filter(None, (self._place(one.at), self.words.taken if one.taken else ""))),
                    "strong" if one.taken else "faint",
                )
                for one in leaf.figures
            )
            return Row(label, self.words.states[leaf.state], self._place(leaf.at), "open", figures)
        tone: Tone = "ask" if leaf.state in (State.MISSING, State.UNPRICED) else "plain"
        return Row(label, text, self._place(leaf.at), tone)

    def _of(self, name: str) -> str:
        return words(self.lang).plan if name == "plan" else printable(name)

    def _place(self, place: Place | None) -> str:
        """The line or cell, with the file where it is another one than that of the plan."""
        if place is None or not self.places:
            return ""
        where = self.words.cell.format(cell=place.cell) if place.cell else ""
        if not where and place.line:
            where = self.words.line.format(n=place.line)
        return printable(where if place.file == self.explanation.file else f"{place.file} {where}")


def period(held: Period, lang: Lang) -> str:
    """`2020-10-31부터`; empty for one without bounds."""
    text = words(lang)
    days = [text.from_day.format(day=held.start)] if held.start else []
    days += [text.until_day.format(day=held.end)] if held.end else []
    return " ".join(days)


def _hidden(step: Step) -> list[Step]:
    """Unknown derived facts that an unknown condition asks about: whether they are known is itself known."""
    if step.kind not in _TRANSPARENT or step.truth is not Truth.UNKNOWN:
        return []
    asked = [child for child in step.children if isinstance(child, Step) and not child.decisive]
    facts = [child.children[0] for child in asked if _is_derived(child.children)]
    return [fact for fact in facts if isinstance(fact, Step) and fact.value is None]


def is_known(leaf: Leaf) -> bool:
    """Whether a leaf has one exact value."""
    if isinstance(leaf, PlanValue):
        return leaf.state in (State.STATED, State.NONE)
    if isinstance(leaf, ParameterValue):
        return bool(leaf.text)
    return not isinstance(leaf, Judgement) or leaf.rating is not None


def _is_case(node: Node) -> bool:
    return isinstance(node, Step) and node.kind is StepKind.CASE


def _is_derived(children: Sequence[Node]) -> bool:
    return len(children) == 1 and isinstance(children[0], Step) and children[0].kind is StepKind.DERIVED


def _is_absence(step: Step) -> bool:
    """A condition that holds because a derived fact has no value; why it has none decides nothing."""
    return (
        step.kind is StepKind.CONDITION
        and step.truth is Truth.TRUE
        and _is_derived(step.children)
        and isinstance(step.children[0], Step)
        and step.children[0].value is None
    )


def _is_record(node: Node) -> bool:
    return isinstance(node, Step) and node.kind is StepKind.RECORD
