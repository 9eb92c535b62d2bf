"""The plan form as a workbook, empty or filled in from a plan."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.diagnostic import Diagnostic, Lang
from jichim.plan import messages as m
from jichim.plan.form import words as w
from jichim.plan.form.fill import Filling, example, fill
from jichim.plan.form.page import Drawn, DrawnColumn, Input, Page
from jichim.plan.form.sheets import (
    SEPARATOR,
    Chapter,
    Form,
    ListSheet,
    known_form,
    label_of,
    owner_header,
)
from jichim.plan.form.shown import typed
from jichim.plan.margin import quote
from jichim.plan.tree import MapNode
from jichim.vocabulary.model import Field, Kind, Node, Vocabulary

_OPEN_ROWS = 40
"""Empty rows below those of a plan, ready to be filled in."""
_SERVICE_ROWS = 25
_CHAPTER_COLOUR, _LIST_COLOUR, _OWNED_COLOUR = "2F5579", "7A9CB8", "C79A3B"
_FORMATS = {Kind.MONEY: '#,##0"원"', Kind.RATIO: "0.0%"}
_WIDTHS = {Kind.MONEY: 15, Kind.COUNT: 11, Kind.RATIO: 10, Kind.DATE: 13, Kind.YESNO: 10, Kind.DURATION: 11}


def write_form(
    vocabulary: Vocabulary,
    tree: MapNode | None = None,
    lang: Lang = "ko",
    *,
    with_example: bool = False,
    name: str = "",
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The form as the bytes of an xlsx file; filled in with the tree of a plan that was read without errors.

    Reading it back gives the same facts. None, with a diagnostic for each, where texts of the plan do not fit
    into a cell; `name` is what the plan is called in it.
    """
    from jichim.plan.form.draw import MOST_TEXT, draw

    form = known_form(vocabulary)
    filling = Filling()
    if tree is not None:
        filling = fill(form, tree, lang)
    elif with_example:
        filling = example(form, lang)
    long = [
        m.TOO_LONG_FOR_A_CELL.about(name, label=quote(label), limit=f"{MOST_TEXT:,}")
        for label, text in _texts(form, filling)
        if len(text) + 6 * text.count("_x") + 6 * text.count("\r") > MOST_TEXT
    ]
    if long:
        return None, tuple(long)
    return draw(pages(form, filling, lang), w.CHOICES.in_(lang)), ()


def pages(form: Form, filling: Filling, lang: Lang) -> tuple[Page, ...]:
    """All sheets of the form in their order, the guide first."""
    writer = _Writer(form, filling, lang)
    drawn = [
        writer.chapter(sheet) if isinstance(sheet, Chapter) else writer.list_sheet(sheet)
        for sheet in form.sheets
    ]
    return (writer.guide(drawn), *drawn)


def _texts(form: Form, filling: Filling) -> list[tuple[str, str]]:
    root = form.vocabulary.root
    found = [(label_of(form.vocabulary, root, path, "ko"), text) for path, text in filling.chapters.items()]
    for key, rows in filling.rows.items():
        roll = form.rolls[key]
        for row in rows:
            found += [
                (label_of(form.vocabulary, roll.node.name, path, "ko"), text)
                for path, text in row.cells.items()
            ]
            found += [(roll.field.label, owner) for owner in row.owners]
    return found


class _Writer:
    def __init__(self, form: Form, filling: Filling, lang: Lang) -> None:
        self.form = form
        self.filling = filling
        self.lang: Lang = lang
        self.list_names = {
            sheet.roll.key: sheet.name.in_(lang)
            for sheet in form.sheets
            if isinstance(sheet, ListSheet) and not sheet.section
        }

    def guide(self, drawn: Sequence[Page]) -> Page:
        rows = [
            (Drawn(str(number), "faint"), Drawn(text.in_(self.lang))) for number, text in enumerate(w.HOW, 1)
        ]
        rows.append((Drawn("", "band"), Drawn(w.CONTENTS.in_(self.lang), "band")))
        for number, page in enumerate(drawn, 1):
            rows.append((Drawn(str(number), "faint"), Drawn(page.name, link=page.name)))
        columns = (DrawnColumn("", 6), DrawnColumn(w.MEANING.in_(self.lang), 100))
        name = w.GUIDE.in_(self.lang)
        return Page(name, w.TITLE.in_(self.lang), "", columns, tuple(rows))

    # ---- chapters --------------------------------------------------------------------------------

    def chapter(self, sheet: Chapter) -> Page:
        rows: list[tuple[Drawn, ...]] = []
        for line in sheet.lines:
            declared = line.field
            if declared is None:
                root = self.form.vocabulary.nodes[self.form.vocabulary.root]
                rows.append(self._band(self._word(root), None, "", root.description))
            elif declared.kind is Kind.SECTION:
                label = label_of(self.form.vocabulary, self.form.vocabulary.root, line.path, self.lang)
                rows.append(self._band(label, declared, line.path, declared.description))
            else:
                rows.append(self._line(line.path, declared))
        headers = (
            (w.SECTION, 20),
            (w.FIELD, 22),
            (w.VALUE, 46),
            (w.FORM, 24),
            (w.MEANING, 48),
            (w.EXAMPLE, 30),
        )
        columns = tuple(DrawnColumn(text.in_(self.lang), width) for text, width in headers)
        note = w.INVITE_CHAPTER.in_(self.lang)
        name, title = sheet.name.in_(self.lang), sheet.title.in_(self.lang)
        return Page(name, title, note, columns, tuple(rows), frozen_columns=2, colour=_CHAPTER_COLOUR)

    def _band(self, label: str, declared: Field | None, path: str, meaning: str) -> tuple[Drawn, ...]:
        value = Drawn("", "band")
        kind = ""
        if declared is not None:
            value = self._input(declared, self.filling.chapters.get(path, ""))
            kind = w.KINDS[Kind.SECTION].in_(self.lang)
        described = meaning if self.lang == "ko" else ""
        return (
            Drawn(label, "band"),
            Drawn("", "band"),
            value,
            Drawn(kind, "faint"),
            Drawn(described, "faint"),
            Drawn("", "faint"),
        )

    def _line(self, path: str, declared: Field) -> tuple[Drawn, ...]:
        vocabulary = self.form.vocabulary
        around = path.rpartition(".")[0]
        part = label_of(vocabulary, vocabulary.root, around, self.lang) or self._word(
            vocabulary.nodes[vocabulary.root]
        )
        return (
            Drawn(part, "faint"),
            Drawn(self._word(declared)),
            self._input(declared, self.filling.chapters.get(path, "")),
            Drawn(self._kind(declared, path), "faint"),
            Drawn(declared.description if self.lang == "ko" else "", "faint"),
            Drawn(declared.example, "faint"),
        )

    # ---- lists -----------------------------------------------------------------------------------

    def list_sheet(self, sheet: ListSheet) -> Page:
        owners = [
            DrawnColumn(
                owner_header(sheet, owner, self.lang),
                18,
                Input(choices_of=self.list_names[owner.key]) if len(sheet.owners) == 1 else Input(),
                w.CHOOSE.in_(self.lang).format(sheet=self.list_names[owner.key]),
            )
            for owner in sheet.owners
        ]
        columns = [self._column(sheet, one.path, one.field) for one in sheet.columns]
        rows = self._rows(sheet)
        title = sheet.title.in_(self.lang)
        note = w.INVITE.in_(self.lang).format(label=title)
        if sheet.section:
            owner = self._word(sheet.roll.node)
            note = w.INVITE_PART.in_(self.lang).format(label=title, owner=owner)
        return Page(
            sheet.name.in_(self.lang),
            title,
            note,
            (*owners, *columns),
            tuple(rows),
            _OPEN_ROWS if sheet.owners else _SERVICE_ROWS,
            len(owners) or 1,
            _OWNED_COLOUR if sheet.owners else _LIST_COLOUR,
        )

    def _column(self, sheet: ListSheet, path: str, declared: Field) -> DrawnColumn:
        header = label_of(self.form.vocabulary, sheet.roll.node.name, path, self.lang)
        if sheet.section:
            header = header.removeprefix(
                label_of(self.form.vocabulary, sheet.roll.node.name, sheet.section, self.lang) + SEPARATOR
            )
        kind = self._kind(declared, path)
        example_words = w.EXAMPLE.in_(self.lang) + f": {declared.example}" if declared.example else ""
        meaning = declared.description if self.lang == "ko" else ""
        help_text = "\n".join(text for text in (kind, example_words) if text)
        prompt = "\n".join(text for text in (meaning, kind, example_words) if text)
        wide = 24 if declared.kind in (Kind.TEXT, Kind.ITEMS) else _WIDTHS.get(declared.kind, 16)
        title = declared.label if self.lang == "ko" else declared.name
        return DrawnColumn(header, wide, self._how(declared, (title, prompt)), help_text)

    def _rows(self, sheet: ListSheet) -> list[tuple[Drawn, ...]]:
        rows: list[tuple[Drawn, ...]] = []
        fields = {one.path: one.field for one in sheet.columns}
        filled = self.filling.rows.get(sheet.roll.key, [])
        for number, row in enumerate(filled):
            named = list(row.owners)
            if sheet.section:
                if not any(path in row.cells for path in fields):
                    continue
                named.append(self.filling.called[sheet.roll.key][number])
            cells = [self._input(one, row.cells.get(path, "")) for path, one in fields.items()]
            rows.append((*(Drawn(name, "input", Input()) for name in named), *cells))
        return rows

    # ---- cells -----------------------------------------------------------------------------------

    def _input(self, declared: Field, text: str) -> Drawn:
        how = self._how(declared)
        value = typed(text, declared)
        if value is None:
            return Drawn(text, "input", how)
        return Drawn(value.value, "input", Input(value.format, how.choices, how.strict, "", how.prompt))

    def _how(self, declared: Field, prompt: tuple[str, str] = ("", "")) -> Input:
        choices: tuple[str, ...] = ()
        if declared.kind is Kind.CHOICE:
            choices = tuple(one.label if self.lang == "ko" else one.name for one in declared.choices)
            extra = (w.NONE.in_(self.lang), w.UNDECIDED.in_(self.lang))
            choices += tuple(word for word in extra if word not in choices)
        elif declared.kind is Kind.YESNO:
            choices = tuple(text.in_(self.lang) for text in (w.YES, w.NO, w.NONE, w.UNDECIDED))
        elif declared.kind is Kind.SECTION:
            choices = tuple(text.in_(self.lang) for text in (w.THERE_IS, w.NONE))
        elif declared.kind is Kind.RECORDS:
            choices = (w.NONE.in_(self.lang),)
        strict = declared.kind in (Kind.CHOICE, Kind.YESNO) and not declared.many
        number_format = _FORMATS.get(declared.kind, "@")
        if declared.kind is Kind.COUNT:
            number_format = f'{"0" if declared.unit == "년" else "#,##0"}"{declared.unit}"'
        return Input(number_format, choices, strict, "", prompt)

    def _kind(self, declared: Field, path: str) -> str:
        if declared.many:
            return w.SEVERAL.in_(self.lang)
        text = w.KINDS[declared.kind].in_(self.lang)
        if declared.kind is Kind.RECORDS:
            return text.format(sheet=self.list_names.get((path,), declared.label))
        return f"{text} ({declared.unit})" if declared.unit else text

    def _word(self, declared: Field | Node) -> str:
        return declared.label if self.lang == "ko" else declared.name
