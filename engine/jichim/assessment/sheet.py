"""A sheet from its text: structure only, every mistake at its place.

```yaml
평가: {계획: …, 평가자: …, 소속: …, 분야: …, 일자: 2020-10-31}
계획: {평가항목: {점수: 4, 의견: …}}
서비스:
  I-MOD: {평가항목: {점수: 4, 의견: …}, 다른항목: 3}
```
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jichim.assessment import messages as m
from jichim.assessment.model import Entry, Sheet, Written
from jichim.assessment.outline import Outline
from jichim.assessment.subjects import SheetSection, sections
from jichim.diagnostic import Diagnostic, did_you_mean, has_errors
from jichim.plan import read_document
from jichim.plan.files import decode, read_bytes
from jichim.plan.form.package import is_workbook
from jichim.plan.margin import Margin, quote
from jichim.plan.tree import MapNode, Scalar, Tree
from jichim.plan.words import State, state_of
from jichim.policy.model import Policy
from jichim.source import Source
from jichim.vocabulary.model import normalise

HEAD = {"평가": "assessment"}
FIELDS = {
    "계획": ("plan", "계획명"),
    "평가자": ("evaluator", "평가위원", "이름"),
    "소속": ("affiliation", "기관"),
    "분야": ("field", "expertise", "전문분야"),
    "일자": ("date", "평가일", "날짜"),
}
SCORE = ("점수", "score", "평점")
COMMENT = ("의견", "comment", "비고")

_HEAD_WORDS = {normalise(word) for pair in HEAD.items() for word in pair} | {normalise("평가정보")}
_FIELD_WORDS = {normalise(word): label for label, others in FIELDS.items() for word in (label, *others)}
_RATING_WORDS = {normalise(word): part for part in (SCORE, COMMENT) for word in part}


def read_sheet_file(path: str | Path, policy: Policy) -> tuple[Sheet | None, tuple[Diagnostic, ...]]:
    """The sheet in a file: a filled workbook, or YAML; see `read_sheet`."""
    name, raw, problems = read_bytes(path)
    if raw is None:
        return None, problems
    if is_workbook(name, raw):
        from jichim.assessment.form import form_tree

        tree, grid, problems = form_tree(name, raw)
        return (None, problems) if tree is None or grid is None else _sheet_of(tree, grid, problems, policy)
    text, notes = decode(name, raw)
    if text is None:
        return None, notes
    sheet, diagnostics = read_sheet(Source(name, text), policy)
    return sheet, (*notes, *diagnostics)


def read_sheet(source: Source, policy: Policy) -> tuple[Sheet | None, tuple[Diagnostic, ...]]:
    """The sheet that a YAML text writes, or None with every mistake of its structure.

    The policy gives the sections; criteria, subjects and scores are checked against a plan by `settle`.
    """
    tree, problems = read_document(source, format="yaml", empty=m.NOT_A_SHEET)
    return (None, problems) if tree is None else _sheet_of(tree, source, problems, policy)


def _sheet_of(
    tree: MapNode, source: Source, problems: Iterable[Diagnostic], policy: Policy
) -> tuple[Sheet | None, tuple[Diagnostic, ...]]:
    reader = _SheetReader(source, sections(policy.criteria, policy.vocabulary))
    for problem in problems:
        reader.margin.add(problem)
    sheet = reader.read(tree)
    diagnostics = reader.margin.diagnostics()
    return (None if has_errors(diagnostics) else sheet), diagnostics


class _SheetReader:
    def __init__(self, source: Source, known: Sequence[SheetSection]) -> None:
        self.source = source
        self.known = known
        self.margin = Margin(source)
        self.outline = Outline(source)

    def read(self, tree: MapNode) -> Sheet | None:
        head: dict[str, Scalar] = {}
        head_key: Tree = tree
        entries: list[Entry] = []
        seen: dict[str, Tree] = {}
        for key, value in self._entries(tree, "평가표"):
            spelling = normalise(key.text)
            section = next((one for one in self.known if spelling in one.words), None)
            name = "head" if spelling in _HEAD_WORDS else section.label if section else None
            if name is None:
                labels = ["평가", *(one.label for one in self.known)]
                self._unknown(key, "평가표", labels)
            elif name in seen:
                self.margin.report(m.TWICE, key, first=seen[name], key=quote(key.text))
            elif section is None:
                head_key = key
                head = self._head(key, value)
            else:
                entries += self._section(section, key, value)
            seen.setdefault(name or "", key)
        evaluator = self._word(head.get("평가자"))
        if evaluator is None:
            self.margin.report(m.NO_EVALUATOR, head_key)
            return None
        if not any(entry.score for entry in entries):
            self.margin.report(m.NOTHING_RATED, head_key)
        text = self.outline.text
        return Sheet(
            self.source.name,
            self._word(head.get("계획")),
            evaluator,
            text(head.get("소속")),
            text(head.get("분야")),
            self._day(head.get("일자")),
            tuple(entries),
        )

    def _head(self, where: Scalar, tree: Tree) -> dict[str, Scalar]:
        found: dict[str, Scalar] = {}
        if not isinstance(tree, MapNode):
            self._shape(where, tree, "`계획`과 `평가자`", "`계획` and `평가자`")
        for key, value in self._entries(tree, where.text):
            label = _FIELD_WORDS.get(normalise(key.text))
            if label is None:
                self._unknown(key, where.text, list(FIELDS))
            elif label in found:
                self.margin.report(m.TWICE, key, first=found[label], key=quote(key.text))
            elif not isinstance(value, Scalar):
                self._shape(key, value, "글 하나", "one text")
            else:
                found[label] = value
        return found

    def _section(self, section: SheetSection, where: Scalar, tree: Tree) -> Iterator[Entry]:
        title = Written(section.label, self.outline.span(where))
        if section.size == 0:
            yield from self._ratings(title, None, where, tree)
            return
        if not isinstance(tree, MapNode) and not self._is_empty(tree):
            self._shape(where, tree, f"{section.label} 이름과 평가", f"names of {section.name} with ratings")
        seen: dict[str, Scalar] = {}
        for key, value in self._entries(tree, where.text):
            if self._first(seen, key):
                subject = Written(" ".join(key.text.split()), self.outline.span(key))
                yield from self._ratings(title, subject, key, value)

    def _ratings(
        self, section: Written, subject: Written | None, where: Scalar, tree: Tree
    ) -> Iterator[Entry]:
        if not isinstance(tree, MapNode) and not self._is_empty(tree):
            self._shape(where, tree, "평가항목과 점수", "criteria with scores")
        seen: dict[str, Scalar] = {}
        for key, value in self._entries(tree, where.text):
            if self._first(seen, key):
                score, comment = self._rating(key, value)
                criterion = Written(" ".join(key.text.split()), self.outline.span(key))
                yield Entry(section, subject, criterion, score, comment)

    def _rating(self, where: Scalar, tree: Tree) -> tuple[Written | None, str]:
        """`4`, or `{점수: 4, 의견: …}`."""
        if isinstance(tree, Scalar):
            return self._word(tree), ""
        found: dict[tuple[str, ...], Scalar] = {}
        if not isinstance(tree, MapNode):
            self._shape(where, tree, "점수나 `{점수: …, 의견: …}`", "a score or `{score: …, comment: …}`")
        for key, value in self._entries(tree, where.text):
            part = _RATING_WORDS.get(normalise(key.text))
            if part is None:
                self._unknown(key, where.text, [SCORE[0], COMMENT[0]])
            elif part in found:
                self.margin.report(m.TWICE, key, first=found[part], key=quote(key.text))
            elif not isinstance(value, Scalar):
                self._shape(key, value, "값 하나", "one value")
            else:
                found[part] = value
        return self._word(found.get(SCORE)), self.outline.text(found.get(COMMENT))

    # ---- words -----------------------------------------------------------------------------------

    def _entries(self, tree: Tree, where: str) -> Iterator[tuple[Scalar, Tree]]:
        for key, value in tree.entries if isinstance(tree, MapNode) else ():
            if isinstance(key, Scalar):
                yield key, value
            else:
                self.margin.report(
                    m.WRONG_SHAPE,
                    key,
                    key=quote(where),
                    expected_ko="글로 된 키",
                    expected_en="keys that are texts",
                )

    def _first(self, seen: dict[str, Scalar], key: Scalar) -> bool:
        spelling = normalise(key.text)
        if spelling in seen:
            self.margin.report(m.TWICE, key, first=seen[spelling], key=quote(key.text))
            return False
        seen[spelling] = key
        return True

    def _word(self, tree: Scalar | None) -> Written | None:
        """A word that says something; empty, `-` and `미정` say nothing."""
        if tree is None or self._is_empty(tree):
            return None
        return Written(" ".join(tree.text.split()), self.outline.span(tree))

    def _is_empty(self, tree: Tree) -> bool:
        return isinstance(tree, Scalar) and state_of(tree.text) in (State.EMPTY, State.UNDECIDED)

    def _day(self, tree: Scalar | None) -> datetime.date | None:
        word = self._word(tree)
        if tree is None or word is None:
            return None
        try:
            return datetime.datetime.strptime(word.text, "%Y-%m-%d").date()
        except ValueError:
            self.margin.report(m.NOT_A_DATE, tree, written=quote(word.text))
            return None

    def _unknown(self, key: Scalar, where: str, known: Sequence[str]) -> None:
        near = did_you_mean(key.text, known) or tuple(known)
        listed = ", ".join(f"`{word}`" for word in near)
        self.margin.report(
            m.UNKNOWN_KEY,
            key,
            key=quote(key.text),
            where=quote(where),
            hint_ko=f"다음 가운데 하나를 적는다: {listed}",
            hint_en=f"write one of: {listed}",
        )

    def _shape(self, key: Scalar, tree: Tree, ko: str, en: str) -> None:
        self.margin.report(m.WRONG_SHAPE, tree, key=quote(key.text), expected_ko=ko, expected_en=en)
