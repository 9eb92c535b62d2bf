"""List sheets: a row for each record, with the owner that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jichim.diagnostic import did_you_mean
from jichim.plan import messages as m
from jichim.plan.form.branch import Branch, list_of
from jichim.plan.form.cells import CellReader
from jichim.plan.form.locate import Header, find_list
from jichim.plan.form.sheets import Form, ListSheet, Roll, owner_header, spelled
from jichim.plan.form.workbook import SheetCells, column_letters
from jichim.plan.margin import quote
from jichim.plan.tree import MapNode, Scalar, Tree
from jichim.plan.values import clean
from jichim.plan.words import State, state_of
from jichim.vocabulary.model import Field, Kind


@dataclass(slots=True)
class Row:
    """A row of a list sheet: one record."""

    branch: Branch
    lists: dict[str, list[Tree]] = field(default_factory=dict)


@dataclass(slots=True)
class Rows:
    """The rows of one list: by their position below the headers, and by what other sheets call them."""

    roll: Roll
    sheet: str = ""
    rows: dict[int, Row] = field(default_factory=dict)
    owners: dict[int, Row | None] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)

    def call(self, position: int, title: str) -> None:
        """Lets a row be called by its title, with `#2` behind one that another row has, or by its number."""
        name, number = title, 1
        while spelled(name) in self.names:
            number += 1
            name = f"{title}#{number}"
        self.names[spelled(name)] = position
        self.labels.append(name)

    def find(self, written: str) -> int | None:
        """The position of the row that another sheet means."""
        position = self.names.get(spelled(written))
        if position is not None:
            return position
        for word in (self.roll.node.label, self.roll.node.name):
            said, start = spelled(written), spelled(word)
            number = said.removeprefix(start)
            if said.startswith(start) and number.isascii() and number.isdigit() and len(number) < 6:
                return int(number) if int(number) in self.rows else None
        return None


class ListReader:
    """Collects the rows of all lists, then puts them where they belong."""

    def __init__(self, reader: CellReader, root: Branch, form: Form) -> None:
        self.cells = reader
        self.root = root
        self.vocabulary = form.vocabulary
        self.lists = {key: Rows(roll) for key, roll in form.rolls.items()}

    def attach_all(self, scalars: Mapping[str, list[Tree]]) -> None:
        """Puts all records into their owners, innermost first; `scalars` stand beside rows of the plan."""
        for key in reversed(self.lists):
            self._attach(key, scalars.get(key[0], []) if len(key) == 1 else [])

    def read(self, sheet: ListSheet, cells: SheetCells) -> None:
        found = find_list(sheet, cells, self.vocabulary)
        if found is None:
            headers = ", ".join(f"`{one.field.label}`" for one in sheet.columns[:3])
            where = f"{self.cells.workbook.name}!{cells.name}"
            self.cells.about.append(m.NO_HEADER.about(where, sheet=quote(cells.name), headers=headers))
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
        self, sheet: ListSheet, cells: SheetCells, row: int, headers: Mapping[int, Header]
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
                twice = self.cells.grid.add(cells.name, row, column, header.text)
                self.cells.report(m.SAME_HEADER, twice, key=quote(header.text))
                continue
            taken[what] = column
            known[column] = header
        return known

    def _passed_over(
        self, cells: SheetCells, row: int, column: int, text: str, fields: dict[str, Field]
    ) -> None:
        near = did_you_mean(text, [one.label for one in fields.values()])
        listed = ", ".join(f"`{one}`" for one in near)
        self.cells.report(
            m.HEADER_PASSED_OVER,
            self.cells.grid.add(cells.name, row, column, text),
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
        columns: Mapping[int, Header],
        filled: set[int],
    ) -> None:
        """One row: a record of the list, or a part of a record that another sheet holds."""
        owner = self._owner(sheet, cells, row, columns, min(filled))
        if owner is None and sheet.owners:
            return
        fields = {one.path: one.field for one in sheet.columns}
        branch = Branch(sheet.roll.node)
        if sheet.section:
            assert owner is not None
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
                self.cells.band(branch.at(header.path, self.vocabulary), cells, at, column, header.text)
            elif (tree := self.cells.value(cells, at, column, declared, header.unit)) is not None:
                branch.at(around, self.vocabulary).add(declared.label, tree)
                if header.path == sheet.roll.title and isinstance(tree, Scalar):
                    title = clean(tree.text)
        if sheet.section:
            return
        rows = self.lists[sheet.roll.key]
        rows.rows[position] = Row(branch)
        rows.owners[position] = owner
        if state_of(title) is State.VALUE:
            rows.call(position, title)

    def _owner(
        self, sheet: ListSheet, cells: SheetCells, row: int, columns: Mapping[int, Header], first: int
    ) -> Row | None:
        """The row of another sheet to which a row belongs: named, or the only one that there is.

        None without owners, and where the owner is not known, which is reported.
        """
        owner: Row | None = None
        for roll in sheet.owners:
            rows = self.lists[roll.key]
            column = next((at for at, header in columns.items() if header.owner is roll), 0)
            at = (
                (row, column)
                if (row, column) in cells.cells
                else cells.merged.get((row, column), (row, column))
            )
            written = self.cells.plain(cells, at[0], column) if column else ""
            position = rows.find(written) if written else None
            if not written:
                if len(rows.rows) == 1:
                    owner = next(iter(rows.rows.values()))
                    continue
                words = {"label": roll.node.label, "name": roll.node.name}
                header = columns[column].text if column else owner_header(sheet, roll, "ko")
                self.cells.report(
                    m.NO_OWNER, self.cells.add(cells, row, first), header=quote(header), **words
                )
                return None
            if position is None:
                self._unknown_owner(rows, cells, at[0], column, written)
                return None
            owner = rows.rows[position]
        return owner

    def _unknown_owner(self, rows: Rows, cells: SheetCells, row: int, column: int, written: str) -> None:
        near = did_you_mean(written, rows.labels) or tuple(rows.labels[:5])
        listed = ", ".join(f"`{quote(one)}`" for one in near)
        self.cells.report(
            m.UNKNOWN_OWNER,
            self.cells.grid.add(cells.name, row, column, written),
            sheet=quote(rows.sheet or rows.roll.field.label),
            label=rows.roll.node.label,
            name=rows.roll.node.name,
            written=quote(written),
            hint_ko=f"있는 이름을 적는다: {listed}" if near else "먼저 그 시트에 적는다",
            hint_en=f"use a name that exists: {listed}" if near else "state it on that sheet first",
        )

    def _attach(self, key: tuple[str, ...], beside: list[Tree]) -> None:
        """Puts the records of a list where they belong, in the order of their rows."""
        rows = self.lists[key]
        around = key[-1].rpartition(".")[0]
        children: dict[int, tuple[Branch, list[Tree]]] = {}
        for position in sorted(rows.rows):
            row = rows.rows[position]
            owner = rows.owners.get(position)
            branch = owner.branch if owner is not None else self.root
            tree = self._record_tree(rows.roll, row.branch)
            if tree is not None:
                children.setdefault(id(branch), (branch, []))[1].append(tree)
        if beside:
            children.setdefault(id(self.root), (self.root, []))[1].extend(beside)
        for branch, trees in children.values():
            branch.at(around, self.vocabulary).add(rows.roll.field.label, list_of(trees))

    def _record_tree(self, roll: Roll, branch: Branch) -> Tree | None:
        """The mapping of a row; one that only says `없음` (or `미정`) as its name says it of the list."""
        tree = branch.tree(self.cells.contradicted)
        if isinstance(tree, MapNode) and len(tree.entries) == 1 and "." not in roll.title:
            key, value = tree.entries[0]
            title = next(one for one in roll.node.fields if one.name == roll.title)
            if isinstance(key, Scalar) and key.text == title.label and isinstance(value, Scalar):
                state = state_of(clean(value.text))
                if state not in (State.VALUE, State.UNPRICED):
                    return value
        return tree
