"""The pass over the tables of a document: canvases first, since they name services, then the others."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.diagnostic import Text
from jichim.plan.intake.canvases import Canvas, find_canvases
from jichim.plan.intake.collector import Collector, spot_of, visible
from jichim.plan.intake.document import Cell, Document, Table
from jichim.plan.intake.forms import LabelledValues, find_labelled
from jichim.plan.intake.homes import CANVAS, SERVICE, SERVICES, Home, Homes
from jichim.plan.intake.labels import Labels, squeeze
from jichim.plan.intake.model import Branch, Intake, Reason, Spot, TableUse, Use, Value
from jichim.plan.intake.naming import Around, Named, around, service_name, stated_unit, title_of
from jichim.plan.intake.registers import Register, find_register, is_sum, rows_of, with_unit
from jichim.plan.layout import nearest
from jichim.vocabulary.model import Field, Kind, Vocabulary
from jichim.vocabulary.naming import bare_name

_FEWEST_VALUES = 2
"""Values that a table of labels must have before it is taken for a form."""
_LONGEST_LABEL = 24
_GENERIC = (
    "개요",
    "현황",
    "내역",
    "세부내역",
    "상세",
    "서비스 개요",
    "서비스 목록",
    "사업 개요",
    "계획 개요",
)


class Taking:
    """One document being taken in."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.collector = Collector(vocabulary)
        self.homes = Homes(vocabulary)
        self.vocabulary = vocabulary
        self.canvas_labels = self.homes.labels(CANVAS)
        self.service_labels = self.homes.labels(SERVICE)
        self.around = around(document)
        self.services: list[tuple[int, Branch]] = []
        """The services with the number of the table that they come from."""
        self.uses: dict[int, TableUse] = {}

    def run(self) -> Intake:
        waiting: list[Table] = []
        for table in self.document.tables:
            canvases = find_canvases(table, self.canvas_labels)
            if canvases:
                self._canvases(table, canvases)
            else:
                waiting.append(table)
        for table in waiting:
            if any(cell.lines for cell in table.cells):
                self._other(table)
            else:
                self._used_as(table, Use.NONE)
        for number in self.document.too_deep:
            self.collector.leave(Reason.TOO_DEEP, Spot(number), "")
        left = tuple(
            sorted(self.collector.left, key=lambda each: (each.spot.table, each.spot.row, each.spot.column))
        )
        tables = tuple(self.uses[number] for number in sorted(self.uses))
        return Intake(self.document.name, self.document.form, self.collector.root, tables, left)

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
            particulars = self._particulars(table, canvas, rows)
            service = self._service(table, self._canvas_name(table, canvas, rows, particulars, len(canvases)))
            self._blocks(table, canvas, service)
            self._entries(table, particulars, service, service)
        self._used_as(table, Use.CANVAS, *[SERVICE] * len(canvases))
        self._leave_unused(table)

    def _particulars(self, table: Table, canvas: Canvas, rows: range) -> LabelledValues:
        """The labels of a service above a canvas in its table."""
        taken = [
            cell
            for cell in table.cells
            if (table.number, cell.row, cell.column) in self.collector.used
            or cell.column not in canvas.columns
        ]
        return find_labelled(table, self.service_labels, frozenset(taken), rows)

    def _canvas_name(
        self, table: Table, canvas: Canvas, rows: range, particulars: LabelledValues, siblings: int
    ) -> Named | None:
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
        return self._heading_name(table) if siblings == 1 else None

    def _heading_name(self, table: Table) -> Named | None:
        for heading in self._around(table).headings():
            name = service_name(heading.text)
            if name and not self._is_generic(name):
                return Named(name, heading.spot)
        return None

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
            service = self._service(table, name)
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
        home = self._decided(table, homes)
        if home is None:
            return False
        owner = self._owner(table, home)
        if owner is None:
            self._used_as(table, Use.NONE)
            self.collector.leave(Reason.NO_SERVICE, Spot(table.number), table.cells[0].text)
            self.collector.use(table, table.cells)
            return True
        register = next(register for each, register in found if each is home)
        unit = self._around(table).unit() or stated_unit(cell.text for cell in table.cells[:20])
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
            named = self._decided(table, [home for home, _ in best if home is not None])
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
            return self._owner(table, home)
        for cell, block, values in labelled.entries:
            text = " ".join(block.lines) or " ".join(value.text for value in values)
            if block.field.name == "name" and text:
                self.collector.use(table, (cell, *values))
                first = next((value for value in values if value.lines), cell)
                return self._service(table, Named(visible(text), spot_of(table, first)))
        return self._current_service(table)

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

    # ---- services ----

    def _service(self, table: Table, named: Named | None) -> Branch:
        """The service of that name, made where it is new; a canvas without a name is a service of its own."""
        if named is not None:
            for _, service in self.services:
                name = service.fields.get("name")
                if isinstance(name, Value) and bare_name(name.text) == bare_name(named.text):
                    return service
        service = Branch(SERVICE)
        field = self.vocabulary.field(SERVICE, "name")
        if named is None or field is None:
            self.collector.leave(Reason.NO_NAME, Spot(table.number), "")
        else:
            self.collector.state_text(service, field, Value(visible(named.text), named.spot))
        self.collector.records(self.collector.root, SERVICES).append(service)
        self.services.append((table.number, service))
        return service

    def _current_service(self, table: Table) -> Branch | None:
        """The service that the nearest heading names; without a heading, the one before the table."""
        for heading in self._around(table).headings():
            squeezed = squeeze(heading.text)
            named = [
                service
                for _, service in self.services
                if isinstance(name := service.fields.get("name"), Value) and squeeze(name.text) in squeezed
            ]
            if named:
                return max(named, key=lambda each: len(squeeze(_name(each))))
            if service_name(heading.text) and not self._is_generic(service_name(heading.text)):
                return None
        before = [service for number, service in self.services if number < table.number]
        if before:
            return before[-1]
        return self.services[0][1] if len(self.services) == 1 else None

    def _owner(self, table: Table, home: Home) -> Branch | None:
        return self._current_service(table) if home.in_service else self.collector.root

    def _decided(self, table: Table, homes: list[Home]) -> Home | None:
        """The one home, or the one that the nearest heading or a title row names."""
        if len(homes) <= 1:
            return homes[0] if homes else None
        texts = [heading.text for heading in self._around(table).headings()]
        texts += [cell.text for cell in table.cells[:1] if cell.columns > 1]
        for text in texts:
            named = self.homes.named_in(text, homes)
            if len(named) == 1:
                return named[0]
        return None

    def _is_generic(self, name: str) -> bool:
        """Whether a heading names a part of a plan and no service."""
        squeezed = squeeze(name)
        known = self.vocabulary.nodes
        return (
            squeezed in {squeeze(word) for word in _GENERIC}
            or any(squeezed in home.words for home in self.homes.all)
            or squeezed in {squeeze(known[SERVICE].label), squeeze(known[self.vocabulary.root].label)}
            or any(
                squeezed == word + squeeze(tail)
                for home in self.homes.all
                for word in home.words
                for tail in ("내역", "목록", "표", "계획", "항목", "구조", "산정", "추정")
            )
        )

    # ---- what is left ----

    def _around(self, table: Table) -> Around:
        return self.around[table.number]

    def _used_as(self, table: Table, use: Use, *nodes: str) -> None:
        rows = 1 + max((cell.bottom for cell in table.cells), default=-1)
        self.uses[table.number] = TableUse(table.number, use, rows, table.inside, nodes)

    def _leave_unused(self, table: Table) -> None:
        for cell in table.cells:
            if cell.lines and (table.number, cell.row, cell.column) not in self.collector.used:
                why = self._near(cell)
                is_label = why is not None and bool(table.beside(cell) or table.below(cell))
                reason = Reason.UNKNOWN_LABEL if is_label else Reason.UNUSED
                self.collector.leave(reason, spot_of(table, cell), cell.text, why if is_label else None)

    def _near(self, cell: Cell) -> Text | None:
        """The labels that a short cell may mean; empty words where it looks like a label of no field."""
        text = cell.text
        if len(text) > _LONGEST_LABEL or len(cell.lines) > 2 or any(each.isdigit() for each in text):
            return None
        labels: Labels = self.canvas_labels
        near = nearest(text, labels.words())
        shown = ", ".join(f"`{labels.field(word).label}`" for word in near[:2])
        named = ", ".join(f"`{labels.field(word).name}`" for word in near[:2])
        return Text(f"혹시 {shown}?", f"did you mean {named}?") if near else Text("", "")


def _name(service: Branch) -> str:
    name = service.fields.get("name")
    return name.text if isinstance(name, Value) else ""


def take_in(document: Document, vocabulary: Vocabulary) -> Intake:
    """The draft that the tables of a document give; it may be empty. Other text only gives names."""
    return Taking(document, vocabulary).run()
