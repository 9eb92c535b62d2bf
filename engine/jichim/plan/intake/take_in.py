"""The pass over the tables of a document: canvases first, since they name services, then the others."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.diagnostic import Text, did_you_mean
from jichim.particles import particle
from jichim.plan.intake.canvases import Canvas, find_canvases
from jichim.plan.intake.collector import Collector, spot_of, visible
from jichim.plan.intake.document import Cell, Document, Paragraph, Table
from jichim.plan.intake.forms import LabelledValues, find_labelled
from jichim.plan.intake.homes import CANVAS, SERVICE, Home, Homes
from jichim.plan.intake.labels import bare, squeeze
from jichim.plan.intake.model import Branch, Intake, Reason, Spot, TableUse, Use, Value
from jichim.plan.intake.naming import Named, around, service_name, stated_unit, title_of
from jichim.plan.intake.registers import Register, find_register, is_sum, rows_of, with_unit
from jichim.plan.intake.services import Services
from jichim.plan.layout import layout_of
from jichim.vocabulary.model import Field, Kind, Vocabulary

_FEWEST_VALUES = 2
"""Values that a table of labels must have before it is taken for a form."""
_LONGEST_LABEL = 24
_MOST_FORM_CELLS = 2_000
"""A larger table is a list; looking through it for the labels of every section would take long."""
_SHORTEST_HINT = 3
_MOST_HINTS = 200
_WORDS = ("구분", "내용", "비고", "항목", "번호", "연번", "순번", "No", "서비스명")
_WORDS_OF_TABLES = frozenset(squeeze(word) for word in _WORDS)
"""Headers that say nothing about a plan."""


class Taking:
    """One document being taken in."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.collector = Collector(vocabulary)
        self.homes = Homes(vocabulary)
        self.vocabulary = vocabulary
        self.canvas_labels = self.homes.labels(CANVAS)
        self.service_labels = self.homes.labels(SERVICE)
        self.services = Services(self.collector, self.homes, around(document))
        self.uses: dict[int, TableUse] = {}
        self.hints = 0

    def run(self) -> Intake:
        waiting: list[Table] = []
        for table in self.document.tables:
            canvases = find_canvases(table, self.canvas_labels, self.service_labels)
            if canvases:
                self._canvases(table, canvases)
            else:
                waiting.append(table)
        for table in waiting:
            if any(cell.lines for cell in table.cells):
                self._other(table)
            else:
                self._used_as(table, Use.NONE)
        self._leave_paragraphs()
        for number in self.document.too_deep:
            self.collector.leave(Reason.TOO_DEEP, Spot(number), "")
        left = tuple(
            sorted(
                self.collector.left,
                key=lambda each: (each.spot.table, each.spot.row, each.spot.column, each.spot.paragraph),
            )
        )
        tables = tuple(self.uses[number] for number in sorted(self.uses))
        return Intake(self.document.name, self.document.form, self.collector.root, tables, left)

    def _leave_paragraphs(self) -> None:
        """Blocks of a canvas that are written as paragraphs: only tables say where a block ends."""
        for block in self.document.blocks:
            if isinstance(block, Paragraph):
                held = self.canvas_labels.blocks(Cell(0, 0, 1, 1, (block.text,)))
                if any(any(one.lines) for one in held):
                    self.collector.leave(Reason.OUTSIDE, Spot(paragraph=block.number), block.text)

    # ---- canvases ----

    def _canvases(self, table: Table, canvases: Sequence[Canvas]) -> None:
        for canvas in canvases:
            for cell, _, values in canvas.blocks:
                self.collector.use(table, (cell, *values))
        for canvas in canvases:
            above = [
                each.rows.stop
                for each in canvases
                if each.rows.stop <= canvas.rows.start and each.columns.start in canvas.columns
            ]
            rows = range(max(above, default=0), canvas.rows.start)
            beside = [each.columns.start for each in canvases if each.columns.start > canvas.columns.start]
            columns = range(canvas.columns.start, min(beside, default=table.width))
            particulars = LabelledValues(()) if canvas.name else self._particulars(table, columns, rows)
            service = self.services.of(
                table, self._canvas_name(table, canvas, rows, particulars, len(canvases))
            )
            self._blocks(table, canvas, service)
            self._entries(table, particulars, service, service)
        self._used_as(table, Use.CANVAS, *[SERVICE] * len(canvases))
        self._leave_unused(table)

    def _particulars(self, table: Table, columns: range, rows: range) -> LabelledValues:
        """The labels of a service above a canvas in its table."""
        taken = [
            cell
            for cell in table.cells
            if (table.number, cell.row, cell.column) in self.collector.used or cell.column not in columns
        ]
        return find_labelled(table, self.service_labels, frozenset(taken), rows)

    def _canvas_name(
        self, table: Table, canvas: Canvas, rows: range, particulars: LabelledValues, siblings: int
    ) -> Named | None:
        if canvas.name is not None:
            self.collector.use(table, [canvas.name])
            return Named(visible(canvas.name.text), spot_of(table, canvas.name))
        for cell, block, values in particulars.entries:
            if block.field.name == "name" and (block.lines or any(value.lines for value in values)):
                self.collector.use(table, (cell, *values))
                first = next((value for value in values if value.lines), cell)
                text = " ".join(block.lines) or " ".join(value.text for value in values)
                return Named(visible(text), spot_of(table, first))
        named = title_of(table, rows, canvas.columns, self.collector.used)
        if named is not None:
            self.collector.used.add((table.number, named.spot.row - 1, named.spot.column - 1))
            return Named(service_name(named.text), named.spot)
        return self.services.heading_name(table) if siblings == 1 else None

    def _blocks(self, table: Table, canvas: Canvas, service: Branch) -> None:
        section = self.collector.section(service, (CANVAS,))
        for cell, block, values in canvas.blocks:
            self._state(table, section, block.field, cell, block.lines, values, service)
            if not block.lines and not values:
                self.collector.leave(Reason.NO_VALUE, spot_of(table, cell), block.label)
        if not section.fields:
            del service.fields[CANVAS]

    # ---- other tables ----

    def _other(self, table: Table) -> None:
        if self._service_register(table) or self._register(table) or self._form(table):
            self._leave_unused(table)
            return
        self._used_as(table, Use.NONE)
        text = " | ".join(cell.text for cell in table.cells[:8] if cell.lines)
        self.collector.leave(Reason.UNKNOWN_TABLE, Spot(table.number), text)

    def _service_register(self, table: Table) -> bool:
        """A list of services, a row each, with the blocks of their canvases as columns if it has them."""
        found = find_register(table, self.service_labels, "name", self.canvas_labels)
        if found is None or self._is_better_as_list(table, found):
            return False
        for row in rows_of(table, found):
            name = self._title(table, found, row)
            if name is None:
                continue
            service = self.services.of(table, name)
            self._row(table, found, row, service, None)
        self._used_as(table, Use.LIST, SERVICE)
        return True

    def _is_better_as_list(self, table: Table, found: Register) -> bool:
        """`이름` alone says little: another list may know more of the headers."""
        header = found.columns[found.title].header
        if "서비스" in header.text or any(column.in_canvas for column in found.columns.values()):
            return False
        return any(
            len(other.columns) >= len(found.columns)
            for _, other in self._registers(table, [home for home in self.homes.all if home.is_list])
        )

    def _registers(self, table: Table, homes: Sequence[Home]) -> list[tuple[Home, Register]]:
        found: list[tuple[Home, Register]] = []
        for home in homes:
            title = self.collector.title(home.node)
            if title is not None:
                register = find_register(table, self.homes.labels(home.node), title.name)
                if register is not None:
                    found.append((home, register))
        return found

    def _register(self, table: Table) -> bool:
        found = self._registers(table, [home for home in self.homes.all if home.is_list])
        most = max((len(register.columns) for _, register in found), default=0)
        homes = [home for home, register in found if len(register.columns) == most]
        home = self.services.decided(table, homes)
        if home is None:
            return False
        owner = self.services.owner(table, home)
        if owner is None:
            self._used_as(table, Use.NONE)
            self.collector.leave(Reason.NO_SERVICE, Spot(table.number), table.cells[0].text)
            self.collector.use(table, table.cells)
            return True
        register = next(register for each, register in found if each is home)
        unit = self.services.around[table.number].unit() or stated_unit(
            cell.text for cell in table.cells[:20]
        )
        added = False
        for row in rows_of(table, register):
            title = self._title(table, register, row)
            if title is None:
                continue
            record = Branch(home.node)
            field = register.columns[register.title].field
            if not self.collector.state_text(record, field, Value(title.text, title.spot)):
                continue
            self._row(table, register, row, record, unit)
            self.collector.add_record(self.collector.section(owner, home.path[:-1]), home.path[-1], record)
            added = True
        self._used_as(table, Use.LIST, *[home.node] * added)
        return True

    def _title(self, table: Table, register: Register, row: int) -> Named | None:
        """The name of the record in a row; None where there is none, or for a row of sums."""
        self.collector.use(table, [column.header for column in register.columns.values()])
        column = register.columns[register.title].header.column
        cell = table.at(row, column)
        if cell is None or cell.row != row or not cell.lines:
            return None
        sums = [each for each in table.in_row(row) if each.column <= column and is_sum(each.text)]
        if sums:
            cells = [each for each in table.in_row(row) if each.lines]
            self.collector.use(table, cells)
            self.collector.leave(Reason.SUM, spot_of(table, sums[0]), " | ".join(each.text for each in cells))
            return None
        self.collector.use(table, [cell])
        return Named(visible(cell.text), spot_of(table, cell))

    def _row(self, table: Table, register: Register, row: int, record: Branch, unit: str | None) -> None:
        for at, column in register.columns.items():
            cell = table.at(row, at)
            if cell is None or not cell.lines or (at == register.title and not column.in_canvas):
                continue
            self.collector.use(table, [cell])
            branch = self.collector.section(record, (CANVAS,)) if column.in_canvas else record
            priced = (
                with_unit(visible(cell.text), column.unit or unit)
                if column.field.kind is Kind.MONEY
                else None
            )
            if priced is not None:
                why = Text(
                    f"표의 단위 `{column.unit or unit}`", f"the unit of the table, `{column.unit or unit}`"
                )
                value = Value(priced, spot_of(table, cell), visible(cell.text), why)
                self.collector.state_text(branch, column.field, value)
            else:
                self.collector.state(branch, column.field, [(cell.lines, spot_of(table, cell))], record)

    def _form(self, table: Table) -> bool:
        if len(table.cells) > _MOST_FORM_CELLS:
            return False
        sections = [home for home in self.homes.all if not home.is_list]
        found: list[tuple[Home | None, LabelledValues]] = [
            (home, labelled)
            for home in sections
            if (labelled := find_labelled(table, self.homes.labels(home.node))).answered >= _FEWEST_VALUES
        ]
        service = find_labelled(table, self.service_labels)
        if service.answered >= _FEWEST_VALUES:
            found.append((None, service))
        most = max((labelled.answered for _, labelled in found), default=0)
        best = [(home, labelled) for home, labelled in found if labelled.answered == most]
        if len(best) > 1:
            named = self.services.decided(table, [home for home, _ in best if home is not None])
            best = [(home, labelled) for home, labelled in best if home is named and named is not None]
        if len(best) != 1:
            return False
        home, labelled = best[0]
        owner = self._form_owner(table, home, labelled)
        if owner is None:
            return False
        section = self.collector.section(owner, home.path) if home is not None else owner
        self._entries(table, labelled, section, owner)
        self._used_as(table, Use.FORM, home.node if home is not None else SERVICE)
        return True

    def _form_owner(self, table: Table, home: Home | None, labelled: LabelledValues) -> Branch | None:
        if home is not None:
            return self.services.owner(table, home)
        for cell, block, values in labelled.entries:
            text = " ".join(block.lines) or " ".join(value.text for value in values)
            if block.field.name == "name" and text:
                self.collector.use(table, (cell, *values))
                first = next((value for value in values if value.lines), cell)
                return self.services.of(table, Named(visible(text), spot_of(table, first)))
        return self.services.current(table)

    def _entries(self, table: Table, labelled: LabelledValues, branch: Branch, owner: Branch) -> None:
        for cell, block, values in labelled.entries:
            if (table.number, cell.row, cell.column) in self.collector.used and block.field.name == "name":
                continue
            self._state(table, branch, block.field, cell, block.lines, values, owner)
            if not block.lines and not values:
                self.collector.leave(Reason.NO_VALUE, spot_of(table, cell), block.label)

    def _state(
        self,
        table: Table,
        branch: Branch,
        field: Field,
        cell: Cell,
        lines: tuple[str, ...],
        values: tuple[Cell, ...],
        owner: Branch,
    ) -> None:
        self.collector.use(table, (cell, *values))
        stated = [(lines, spot_of(table, cell))] if lines else []
        stated += [(value.lines, spot_of(table, value)) for value in values if value.lines]
        if stated:
            self.collector.state(branch, field, stated, owner)

    # ---- what is left ----

    def _used_as(self, table: Table, use: Use, *nodes: str) -> None:
        rows = 1 + max((cell.bottom for cell in table.cells), default=-1)
        self.uses[table.number] = TableUse(table.number, use, rows, table.inside, nodes)

    def _leave_unused(self, table: Table) -> None:
        unused = {
            cell
            for cell in table.cells
            if cell.lines and (table.number, cell.row, cell.column) not in self.collector.used
        }
        for cell in sorted(unused, key=lambda each: (each.row, each.column)):
            if squeeze(cell.text) in _WORDS_OF_TABLES:
                continue
            behind = {*table.beside(cell), *table.below(cell)}
            is_short = len(cell.text) <= _LONGEST_LABEL and not any(each.isdigit() for each in cell.text)
            is_label = is_short and bool(behind & unused)
            reason = Reason.UNKNOWN_LABEL if is_label else Reason.UNUSED
            self.collector.leave(
                reason, spot_of(table, cell), cell.text, self._hint(cell) if is_label else None
            )

    def _hint(self, cell: Cell) -> Text | None:
        """Where the vocabulary has a field of that name, or the block of a canvas that it may mean."""
        self.hints += 1
        if self.hints > _MOST_HINTS:
            return None
        text = bare(cell.text)
        known = layout_of(self.vocabulary).homes(text)
        homes = [(node, field) for node, field in known if node.name != CANVAS]
        if homes:
            ko = ", ".join(f"`{node.label}`의 `{field.label}`" for node, field in homes[:2])
            en = ", ".join(f"`{field.name}` of `{node.name}`" for node, field in homes[:2])
            return Text(f"{ko}{particle('(으)로', ko)} 쓰는 이름이다", f"the name belongs to {en}")
        labels, squeezed = self.canvas_labels, squeeze(text)
        near = did_you_mean(squeezed, labels.words(), limit=1) if len(squeezed) > _SHORTEST_HINT else ()
        if not near:
            return None
        field = labels.field(near[0])
        return Text(f"혹시 `{field.label}`?", f"did you mean `{field.name}`?")


def take_in(document: Document, vocabulary: Vocabulary) -> Intake:
    """The draft that the tables of a document give; it may be empty. Other text only gives names."""
    return Taking(document, vocabulary).run()
