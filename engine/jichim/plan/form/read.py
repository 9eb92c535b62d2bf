"""A filled form as the tree of a plan: sheets by name, columns by header, values as their cells show them.

Nothing about values is decided here: the texts of the cells become the same tree that YAML gives, and the
reader of plans does the rest, with cells in the place of lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jichim.diagnostic import Diagnostic, Message, did_you_mean
from jichim.plan import messages as m
from jichim.plan.form.branch import Branch, list_of
from jichim.plan.form.grid import Grid, GridDraft
from jichim.plan.form.lines import from_lines
from jichim.plan.form.locate import FIELD, SECTION, VALUE, Header, find_columns, find_list
from jichim.plan.form.sheets import Chapter, Form, ListSheet, Roll, known_form, owner_header
from jichim.plan.form.shown import has_unit, shown
from jichim.plan.form.words import KNOWN_SHEETS
from jichim.plan.form.workbook import SheetCells, Workbook, column_letters, open_workbook
from jichim.plan.margin import quote
from jichim.plan.model import Plan
from jichim.plan.read import check_text, plan_of
from jichim.plan.tree import MOST_SCALAR_BYTES, ListNode, MapNode, Scalar, Tree, is_too_long
from jichim.plan.values import clean
from jichim.plan.words import State, state_of
from jichim.source import Span
from jichim.vocabulary.model import Field, Kind, Vocabulary, normalise

_AMOUNTS = (Kind.MONEY, Kind.COUNT, Kind.RATIO)


@dataclass(frozen=True, slots=True)
class Document:
    """What a filled form writes, with the source that its offsets are of."""

    tree: MapNode
    grid: Grid


def read_form(name: str, raw: bytes, vocabulary: Vocabulary) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan in a filled form, or None with the errors, each at its cell."""
    document, problems = read_form_document(name, raw, vocabulary)
    if document is None:
        return None, problems
    return plan_of(document.tree, document.grid, problems, vocabulary)


def read_form_document(
    name: str, raw: bytes, vocabulary: Vocabulary
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The tree that a filled form writes, with nothing interpreted, or None with the errors."""
    workbook, _, notes = open_workbook(name, raw)
    if workbook is None:
        return None, notes
    reading = _FormReading(workbook, known_form(vocabulary))
    tree = reading.read()
    grid = reading.grid.finished()
    problems = (
        *notes,
        *(late.message.at(Span(grid, late.start, late.end), **late.words) for late in reading.late),
    )
    problems = (*problems, *reading.about)
    if tree is None:
        return None, problems
    hidden = check_text(grid)
    return (None, (*problems, *hidden)) if hidden else (Document(tree, grid), problems)


@dataclass(frozen=True, slots=True)
class _Late:
    """A diagnostic that waits for the grid to be finished."""

    message: Message
    start: int
    end: int
    words: dict[str, object]


@dataclass(slots=True)
class _Row:
    """A row of a list sheet: one record."""

    branch: Branch
    lists: dict[str, list[Tree]] = field(default_factory=dict)


@dataclass(slots=True)
class _Rows:
    """The rows of one list: by their position below the headers, and by what other sheets call them."""

    roll: Roll
    sheet: str = ""
    rows: dict[int, _Row] = field(default_factory=dict)
    owners: dict[int, _Row | None] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)

    def call(self, position: int, title: str) -> None:
        """Lets a row be called by its title, with `#2` behind one that another row has, or by its number."""
        name, number = title, 1
        while normalise(name) in self.names:
            number += 1
            name = f"{title}#{number}"
        self.names[normalise(name)] = position
        self.labels.append(name)

    def find(self, written: str) -> int | None:
        """The position of the row that another sheet means."""
        position = self.names.get(normalise(written))
        if position is not None:
            return position
        for word in (self.roll.node.label, self.roll.node.name):
            spelled, start = normalise(written), normalise(word)
            number = spelled.removeprefix(start)
            if spelled.startswith(start) and number.isascii() and number.isdigit() and len(number) < 6:
                return int(number) if int(number) in self.rows else None
        return None


class _FormReading:
    def __init__(self, workbook: Workbook, form: Form) -> None:
        self.workbook = workbook
        self.form = form
        self.vocabulary = form.vocabulary
        self.grid = GridDraft(workbook.name)
        self.late: list[_Late] = []
        self.about: list[Diagnostic] = []
        self.root = Branch(self.vocabulary.nodes[self.vocabulary.root])
        self.lists: dict[tuple[str, ...], _Rows] = {key: _Rows(roll) for key, roll in form.rolls.items()}
        self.scalars: dict[str, list[Tree]] = {}
        """What chapter sheets write for a list instead of its rows (`없음`)."""

    def read(self) -> MapNode | None:
        found = self._sheets()
        if not found:
            self.about.append(m.NOT_A_FORM.about(self.workbook.name))
            return None
        for sheet in self.form.sheets:
            cells = found.get(sheet.name.ko)
            if cells is None:
                continue
            if isinstance(sheet, Chapter):
                self._chapter(cells)
            else:
                self._list(sheet, cells)
        for key in reversed(self.lists):
            self._attach(key)
        tree = self.root.tree(self._contradicted)
        return tree if isinstance(tree, MapNode) else MapNode((), 0, 0)

    def _sheets(self) -> dict[str, SheetCells]:
        """The sheets of the workbook by the Korean name of the form's; others are named in notes."""
        names = {
            normalise(name): sheet.name.ko
            for sheet in self.form.sheets
            for name in (sheet.name.en, sheet.name.ko)
        }
        found: dict[str, SheetCells] = {}
        passed: list[str] = []
        for cells in self.workbook.sheets:
            name = names.get(normalise(cells.name))
            if name is not None and name not in found:
                found[name] = cells
            elif cells.cells and normalise(cells.name) not in KNOWN_SHEETS:
                passed.append(cells.name)
        self.about += [m.SHEET_PASSED_OVER.about(self.workbook.name, sheet=quote(one)) for one in passed[:20]]
        return found

    # ---- chapters --------------------------------------------------------------------------------

    def _chapter(self, cells: SheetCells) -> None:
        found = find_columns(cells, (SECTION, FIELD, VALUE))
        if found is None:
            headers = ", ".join(f"`{words[0]}`" for words in (SECTION, FIELD, VALUE))
            where = f"{self.workbook.name}!{cells.name}"
            self.about.append(m.NO_HEADER.about(where, sheet=quote(cells.name), headers=headers))
            return
        first, (part, label, value) = found
        section = ""
        for row in sorted({row for row, _ in cells.cells if row > first}):
            section = self._plain(cells, row, part) or section
            name = self._plain(cells, row, label)
            path = self._section_path(section)
            if (row, value) not in cells.cells:
                continue
            if path is None:
                self._unknown_line(self.root, cells, row, part, section, value)
                continue
            branch = self.root.at(path, self.vocabulary)
            if not name:
                self._band(branch, cells, row, value, section)
                continue
            declared = self.vocabulary.field(branch.node.name, name)
            if declared is None:
                self._unknown_line(branch, cells, row, label, name, value)
            elif declared.kind is Kind.SECTION:
                inner = branch.at(declared.name, self.vocabulary)
                self._band(inner, cells, row, value, name)
            elif (tree := self._value(cells, row, value, declared)) is not None:
                if declared.kind is Kind.RECORDS:
                    children = tree.items if isinstance(tree, ListNode) else (tree,)
                    self.scalars.setdefault(f"{path}.{declared.name}".lstrip("."), []).extend(children)
                else:
                    branch.add(declared.label, tree)

    def _band(self, branch: Branch, cells: SheetCells, row: int, column: int, written: str) -> None:
        """The own cell of a section."""
        stated = self._scalar(cells, row, column)
        if stated is None:
            return
        if branch.declared is None:
            self._report(m.ROW_OF_NOTHING, stated, key=quote(written))
        elif branch.stated is not None:
            words = {"label": branch.declared.label, "name": branch.declared.name}
            self._report(m.STATED_TWICE, stated, **words)
        else:
            branch.stated = stated

    def _unknown_line(
        self, branch: Branch, cells: SheetCells, row: int, column: int, name: str, value: int
    ) -> None:
        """A field that is not known is left to the reader of plans, which says what there is."""
        if not name:
            self._report(m.ROW_OF_NOTHING, self._add(cells, row, value), key=cells.name)
            return
        key = self.grid.add(cells.name, row, column, name)
        branch.entries.append((key, key))

    def _section_path(self, written: str) -> str | None:
        """The dotted path of `추진체계 › 전담조직`; empty for the plan itself."""
        node, path = self.vocabulary.root, ""
        for step in (one.strip() for one in written.replace(">", "›").split("›")):
            found = self.vocabulary.field(node, step)
            if found is None or found.kind is not Kind.SECTION:
                root = self.vocabulary.nodes[self.vocabulary.root]
                is_root = normalise(written) in (normalise(root.label), normalise(root.name))
                return "" if is_root else None
            path = f"{path}.{found.name}" if path else found.name
            node = found.node or ""
        return path

    # ---- lists -----------------------------------------------------------------------------------

    def _list(self, sheet: ListSheet, cells: SheetCells) -> None:
        found = find_list(sheet, cells, self.vocabulary)
        if found is None:
            headers = ", ".join(f"`{one.field.label}`" for one in sheet.columns[:3])
            where = f"{self.workbook.name}!{cells.name}"
            self.about.append(m.NO_HEADER.about(where, sheet=quote(cells.name), headers=headers))
            return
        columns = self._columns(sheet, cells, found.row, found.columns)
        own = {column for column, header in columns.items() if header.path is not None}
        rows = self.lists[sheet.roll.key]
        if not sheet.section:
            rows.sheet = cells.name
        filled: dict[int, set[int]] = {}
        for row, column in cells.cells:
            if row > found.row and column in own:
                filled.setdefault(row, set()).add(column)
        for row in sorted(filled):
            self._record(sheet, cells, row, row - found.row, columns, filled[row])

    def _columns(
        self, sheet: ListSheet, cells: SheetCells, row: int, headers: dict[int, Header]
    ) -> dict[int, Header]:
        """The columns that are read; of two with one header the first, and unknown ones are named."""
        used = {column for below, column in cells.cells if below > row}
        fields = {one.path: one.field for one in sheet.columns}
        known: dict[int, Header] = {}
        taken: dict[object, int] = {}
        for column in sorted(used | set(headers)):
            header = headers.get(column)
            if header is None or (header.path is None and header.owner is None):
                if column in used:
                    text = header.text if header else f"{column_letters(column)}{row}"
                    self._passed_over(cells, row, column, text, fields)
                continue
            what: object = header.path if header.path is not None else (header.owner and header.owner.key)
            if what in taken:
                twice = self.grid.add(cells.name, row, column, header.text)
                self._report(m.SAME_HEADER, twice, key=quote(header.text))
                continue
            taken[what] = column
            known[column] = header
        return known

    def _passed_over(
        self, cells: SheetCells, row: int, column: int, text: str, fields: dict[str, Field]
    ) -> None:
        near = did_you_mean(text, [one.label for one in fields.values()])
        listed = ", ".join(f"`{one}`" for one in near)
        self._report(
            m.HEADER_PASSED_OVER,
            self.grid.add(cells.name, row, column, text),
            key=quote(text),
            hint_ko=f"혹시 {listed}? 맞으면 제목을 고친다"
            if near
            else "계획의 내용이면 양식의 칸으로 옮긴다",
            hint_en=f"did you mean {listed}? then change the header"
            if near
            else "move what belongs to the plan to a column of the form",
        )

    def _record(
        self,
        sheet: ListSheet,
        cells: SheetCells,
        row: int,
        position: int,
        columns: dict[int, Header],
        filled: set[int],
    ) -> None:
        """One row: a record of the list, or a part of a record that another sheet holds."""
        owner = self._owner(sheet, cells, row, columns, min(filled))
        if owner is _LOST:
            return
        fields = {one.path: one.field for one in sheet.columns}
        branch = Branch(sheet.roll.node)
        if sheet.section:
            assert isinstance(owner, _Row)
            branch = owner.branch
        title = ""
        for column, header in columns.items():
            if header.path is None:
                continue
            at = row
            if column not in filled and header.path != sheet.roll.title:
                at = cells.merged.get((row, column), (row, column))[0]
            if (at, column) not in cells.cells:
                continue
            declared = fields[header.path]
            around, _, _ = header.path.rpartition(".")
            if declared.kind is Kind.SECTION:
                self._band(branch.at(header.path, self.vocabulary), cells, at, column, header.text)
            elif (tree := self._value(cells, at, column, declared, header.unit)) is not None:
                branch.at(around, self.vocabulary).add(declared.label, tree)
                if header.path == sheet.roll.title and isinstance(tree, Scalar):
                    title = clean(tree.text)
        if sheet.section:
            return
        rows = self.lists[sheet.roll.key]
        rows.rows[position] = _Row(branch)
        rows.owners[position] = owner
        if state_of(title) is State.VALUE:
            rows.call(position, title)

    def _owner(
        self, sheet: ListSheet, cells: SheetCells, row: int, columns: dict[int, Header], first: int
    ) -> _Row | None:
        """The row of another sheet to which a row belongs: named, or the only one that there is."""
        owner: _Row | None = None
        for roll in sheet.owners:
            rows = self.lists[roll.key]
            column = next((at for at, header in columns.items() if header.owner is roll), 0)
            at = (
                (row, column)
                if (row, column) in cells.cells
                else cells.merged.get((row, column), (row, column))
            )
            written = self._plain(cells, at[0], column) if column else ""
            position = rows.find(written) if written else None
            if not written:
                if len(rows.rows) == 1:
                    owner = next(iter(rows.rows.values()))
                    continue
                words = {"label": roll.node.label, "name": roll.node.name}
                header = columns[column].text if column else owner_header(sheet, roll, "ko")
                self._report(m.NO_OWNER, self._add(cells, row, first), header=quote(header), **words)
                return _LOST
            if position is None:
                self._unknown_owner(rows, cells, at[0], column, written)
                return _LOST
            owner = rows.rows[position]
        return owner

    def _unknown_owner(self, rows: _Rows, cells: SheetCells, row: int, column: int, written: str) -> None:
        near = did_you_mean(written, rows.labels) or tuple(rows.labels[:5])
        listed = ", ".join(f"`{quote(one)}`" for one in near)
        self._report(
            m.UNKNOWN_OWNER,
            self.grid.add(cells.name, row, column, written),
            sheet=quote(rows.sheet or rows.roll.field.label),
            label=rows.roll.node.label,
            name=rows.roll.node.name,
            written=quote(written),
            hint_ko=f"있는 이름을 적는다: {listed}" if near else "먼저 그 시트에 적는다",
            hint_en=f"use a name that exists: {listed}" if near else "state it on that sheet first",
        )

    def _attach(self, key: tuple[str, ...]) -> None:
        """Puts the records of a list where they belong, in the order of their rows."""
        rows = self.lists[key]
        around, _, name = key[-1].rpartition(".")
        children: dict[int, tuple[Branch, list[Tree]]] = {}
        for position in sorted(rows.rows):
            row = rows.rows[position]
            owner = rows.owners.get(position)
            branch = owner.branch if owner is not None else self.root
            tree = self._record_tree(rows.roll, row.branch)
            if tree is not None:
                children.setdefault(id(branch), (branch, []))[1].append(tree)
        if len(key) == 1 and key[0] in self.scalars:
            children.setdefault(id(self.root), (self.root, []))[1].extend(self.scalars[key[0]])
        for branch, trees in children.values():
            branch.at(around, self.vocabulary).add(rows.roll.field.label, list_of(trees))

    def _record_tree(self, roll: Roll, branch: Branch) -> Tree | None:
        """The mapping of a row; a row that only says `없음` (or `미정`) in place of a name says it of the list."""
        tree = branch.tree(self._contradicted)
        if isinstance(tree, MapNode) and len(tree.entries) == 1 and "." not in roll.title:
            key, value = tree.entries[0]
            title = next(one for one in roll.node.fields if one.name == roll.title)
            if key.text == title.label and isinstance(value, Scalar):
                state = state_of(clean(value.text))
                if state not in (State.VALUE, State.UNPRICED):
                    return value
        return tree

    # ---- cells -----------------------------------------------------------------------------------

    def _value(
        self, cells: SheetCells, row: int, column: int, declared: Field, unit: str = ""
    ) -> Tree | None:
        """What a cell writes for a field: one text, or several where the field takes several."""
        whole = self._scalar(cells, row, column, unit if declared.kind in _AMOUNTS else "")
        if whole is None or not (declared.kind in (Kind.ITEMS, Kind.RECORDS) or declared.many):
            return whole
        pieces = [
            Scalar(text, whole.start + start, whole.start + start + len(text))
            for text, start in from_lines(whole.text)
        ]
        if len(pieces) < 2:
            return pieces[0] if pieces else None
        return ListNode(tuple(pieces), whole.start, whole.end)

    def _scalar(self, cells: SheetCells, row: int, column: int, unit: str = "") -> Scalar | None:
        cell = cells.cell(row, column)
        if cell is None:
            return None
        if cell.kind in ("formula", "error"):
            written = cell.text or "=…"
            message = m.CELL_ERROR if cell.kind == "error" else m.FORMULA_WITHOUT_VALUE
            self._report(message, self.grid.add(cells.name, row, column, written), written=quote(written))
            return None
        text = shown(cell, self.workbook.since_1904)
        if text is None:
            wrong = self.grid.add(cells.name, row, column, cell.text)
            self._report(m.CELL_ERROR, wrong, written=quote(cell.text))
            return None
        if unit and cell.kind == "number" and not has_unit(cell.format):
            text += unit
        scalar = self.grid.add(cells.name, row, column, text.strip())
        if is_too_long(scalar.text):
            self._report(m.TEXT_TOO_LONG, scalar, limit=f"{MOST_SCALAR_BYTES:,}")
        return scalar

    def _add(self, cells: SheetCells, row: int, column: int) -> Scalar:
        """The text of a cell as the place of a diagnostic."""
        cell = cells.cells[row, column]
        return self.grid.add(cells.name, row, column, shown(cell, self.workbook.since_1904) or cell.text)

    def _plain(self, cells: SheetCells, row: int, column: int) -> str:
        """The text of a cell in one line, or of the merged cells that it belongs to; empty without one."""
        cell = cells.cell(row, column) or cells.cell(*cells.merged.get((row, column), (row, column)))
        text = shown(cell, self.workbook.since_1904) if cell is not None else None
        return " ".join((text or "").split())

    def _contradicted(self, declared: Field, stated: Scalar, written: str) -> None:
        self._report(m.SECTION_AND_FIELDS, stated, label=declared.label, written=written)

    def _report(self, message: Message, scalar: Scalar, **words: object) -> None:
        self.late.append(_Late(message, scalar.start, scalar.end, words))


_LOST = _Row(Branch.__new__(Branch))
"""Stands for an owner that is not known; what is wrong has been reported."""


def sheets_of(workbook: Workbook) -> Iterator[SheetCells]:
    """The sheets of a workbook in their order."""
    return iter(workbook.sheets)
