"""Assessment sheets as workbooks: a row for each criterion of each subject, read as the tree of a sheet."""

from __future__ import annotations

from collections.abc import Mapping

from jichim.assessment import messages as m
from jichim.assessment.model import Scheme
from jichim.assessment.settle import scale_of
from jichim.assessment.stated import fields_of, statements
from jichim.assessment.subjects import Rated, rated, section_of, sections
from jichim.assessment.write import values_in_words
from jichim.diagnostic import Diagnostic, Lang, Text
from jichim.plan import messages as plan_messages
from jichim.plan.form.cells import CellReader
from jichim.plan.form.grid import Grid
from jichim.plan.form.locate import find_columns
from jichim.plan.form.page import Drawn, DrawnColumn, Input, Page
from jichim.plan.form.workbook import SheetCells, open_workbook
from jichim.plan.model import Plan
from jichim.plan.read import check_text
from jichim.plan.tree import MapNode, Scalar, Tree
from jichim.policy.model import Criterion, Policy
from jichim.vocabulary.model import normalise

HEAD, RATINGS, CHOICES = Text("평가표", "sheet"), Text("평가", "ratings"), Text("선택지", "choices")
_KEY, _VALUE = ("항목", "entry"), ("값", "value")
_PART, _SUBJECT, _CRITERION = ("구분", "section"), ("대상", "subject"), ("평가항목", "criterion")
_SCORE, _COMMENT = ("점수", "score", "평점"), ("의견", "comment", "비고")
_INFORMATION = (
    (Text("제목과 물음", "question"), 44),
    (Text("척도", "scale"), 9),
    (Text("계획이 적은 것", "stated in the plan"), 60),
    (Text("미기재", "not stated"), 30),
)
_NOTE = Text(
    "점수를 적는다. 매기지 않을 항목은 비워 둔다(0점이 아니라 '평가 없음'이 된다).",
    "Write a score; leave open what you do not rate (it counts as not rated, never as zero).",
)
_NOTE_HEAD = Text(
    "여러 사람이 평가하면 평가자마다 파일을 나눈다.",
    "One file for each evaluator.",
)


def blank_form(
    plan: Plan, policy: Policy, schemes: Mapping[str, Scheme], evaluator: str = "", lang: Lang = "ko"
) -> bytes:
    """The workbook of a sheet on a plan: the same as `blank_sheet`, as the bytes of an xlsx file.

    Pairs of subjects are left out: an evaluator adds rows for those that need a rating.
    """
    from jichim.plan.form.draw import draw

    ko = lang == "ko"
    first = 0 if ko else 1
    entries = (
        ("계획", "plan", plan.name),
        ("평가자", "evaluator", evaluator),
        ("소속", "affiliation", ""),
        ("분야", "field", ""),
        ("일자", "date", ""),
    )
    head = Page(
        HEAD.in_(lang),
        HEAD.in_(lang),
        _NOTE_HEAD.in_(lang),
        (DrawnColumn(_KEY[first], 18), DrawnColumn(_VALUE[first], 50)),
        tuple((Drawn(one[first]), Drawn(one[2], "input", Input())) for one in entries),
    )
    rows: list[tuple[Drawn, ...]] = []
    for section in sections(policy.criteria, policy.vocabulary):
        if section.size > 1:
            continue
        criteria = [one for one in policy.criteria if section_of(one.bindings, policy.vocabulary) == section]
        label = section.label if ko else section.name
        for subject in rated(section, plan):
            named = subject.title if section.size else ""
            for criterion in criteria:
                information = _information(criterion, subject, policy, schemes, lang)
                rows.append(
                    (
                        Drawn(label, "faint"),
                        Drawn(named),
                        Drawn(criterion.name),
                        Drawn("", "input", Input("General")),
                        Drawn("", "input", Input()),
                        *(Drawn(text, "faint") for text in information),
                    )
                )
    widths = ((_PART, 12), (_SUBJECT, 20), (_CRITERION, 22), (_SCORE, 8), (_COMMENT, 40))
    columns = [
        DrawnColumn(words[first], width, Input("General" if words is _SCORE else "@"))
        for words, width in widths
    ]
    columns += [DrawnColumn(text.in_(lang), width) for text, width in _INFORMATION]
    ratings = Page(
        RATINGS.in_(lang),
        RATINGS.in_(lang),
        _NOTE.in_(lang),
        tuple(columns),
        tuple(rows),
        open_rows=10,
        frozen_columns=3,
    )
    return draw((head, ratings), CHOICES.in_(lang))


def _information(
    criterion: Criterion, subject: Rated, policy: Policy, schemes: Mapping[str, Scheme], lang: Lang
) -> tuple[str, str, str, str]:
    """What an evaluator should see beside a criterion."""
    scheme = schemes.get(criterion.basis.instrument)
    low, high = scale_of(criterion, schemes)
    stated: list[str] = []
    silent: list[str] = []
    for one in statements(subject.records[0], fields_of(criterion, policy, scheme), policy.vocabulary):
        if not one.values:
            silent.append(one.label)
            continue
        more = (
            (f" 외 {one.left_out}건" if lang == "ko" else f" and {one.left_out} more") if one.left_out else ""
        )
        stated.append(f"{one.label}: {values_in_words(one.values)}{more}")
    question = "\n".join(text for text in (criterion.title, criterion.question) if text)
    return question, f"{low}~{high}", "\n".join(stated)[:_LONGEST], ", ".join(silent)[:_LONGEST]


_LONGEST = 8_000


def form_tree(name: str, raw: bytes) -> tuple[MapNode | None, Grid | None, tuple[Diagnostic, ...]]:
    """The tree that a filled workbook writes, as the YAML of a sheet would, with its cells as places."""
    workbook, _, notes = open_workbook(name, raw)
    if workbook is None:
        return None, None, notes
    cells = CellReader(workbook)
    entries: list[tuple[Tree, Tree]] = []
    for sheet in workbook.sheets:
        spelling = normalise(sheet.name)
        head = find_columns(sheet, (_KEY, _VALUE)) if spelling in _spellings(HEAD) else None
        ratings = find_columns(sheet, (_PART, _SUBJECT, _CRITERION, _SCORE, _COMMENT))
        if head is not None:
            entries += _head(cells, sheet, head[0], *head[1])
        elif ratings is not None:
            entries += _ratings(cells, sheet, ratings[0], ratings[1])
        elif sheet.cells and spelling not in _spellings(CHOICES):
            cells.about.append(plan_messages.SHEET_PASSED_OVER.about(name, sheet=sheet.name[:60]))
    grid, wrong = cells.finished()
    wrong = (*notes, *wrong, *check_text(grid))
    if not entries:
        return None, None, (*wrong, m.NOT_A_SHEET.about(name))
    return MapNode(tuple(entries), 0, len(grid.text)), grid, wrong


def _spellings(words: Text) -> tuple[str, str]:
    return normalise(words.ko), normalise(words.en)


def _head(cells: CellReader, sheet: SheetCells, first: int, key: int, value: int) -> list[tuple[Tree, Tree]]:
    """Plan, evaluator and so on, below one key."""
    found: list[tuple[Tree, Tree]] = []
    for row in _rows(sheet, first):
        name = cells.scalar(sheet, row, key)
        if name is not None:
            found.append((name, cells.scalar(sheet, row, value) or _nothing(name)))
    if not found:
        return []
    start = found[0][0].start
    return [(Scalar("평가", start, start), MapNode(tuple(found), start, found[-1][1].end))]


def _ratings(
    cells: CellReader, sheet: SheetCells, first: int, columns: tuple[int, ...]
) -> list[tuple[Tree, Tree]]:
    """Sections with subjects with criteria, in the order of the rows."""
    part, subject, criterion, score, comment = columns
    found: dict[str, tuple[Scalar, dict[str, tuple[Scalar, list[tuple[Tree, Tree]]]]]] = {}
    for row in _rows(sheet, first):
        rated_by = cells.scalar(sheet, row, criterion)
        if rated_by is None:
            continue
        label = cells.plain(sheet, row, part)
        name = cells.plain(sheet, row, subject)
        here = cells.grid.add(sheet.name, row, part, label)
        at = cells.grid.add(sheet.name, row, subject, name)
        given = cells.scalar(sheet, row, score) or _nothing(rated_by)
        said = cells.scalar(sheet, row, comment) or _nothing(rated_by)
        rating = MapNode(
            ((_key(_SCORE[0], given), given), (_key(_COMMENT[0], said), said)), given.start, given.end
        )
        _, subjects = found.setdefault(normalise(label), (here, {}))
        subjects.setdefault(normalise(name), (at, []))[1].append((rated_by, rating))
    return [(here, _below(subjects)) for here, subjects in found.values()]


def _below(subjects: Mapping[str, tuple[Scalar, list[tuple[Tree, Tree]]]]) -> MapNode:
    """The subjects of a section, and what has no subject (the plan) directly below it."""
    entries: list[tuple[Tree, Tree]] = []
    for spelling, (at, ratings) in subjects.items():
        if spelling:
            entries.append((at, MapNode(tuple(ratings), at.start, at.end)))
        else:
            entries += ratings
    return MapNode(tuple(entries), entries[0][0].start, entries[-1][0].end)


def _rows(sheet: SheetCells, first: int) -> list[int]:
    return sorted({row for row, _ in sheet.cells if row > first})


def _key(word: str, value: Scalar) -> Scalar:
    return Scalar(word, value.start, value.end)


def _nothing(beside: Scalar) -> Scalar:
    return Scalar("", beside.start, beside.end)
