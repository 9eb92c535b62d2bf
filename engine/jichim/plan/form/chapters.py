"""Chapter sheets: a line for each field of the plan, found by its section and label."""

from __future__ import annotations

from jichim.plan import messages as m
from jichim.plan.form.branch import Branch
from jichim.plan.form.cells import CellReader
from jichim.plan.form.locate import FIELD, SECTION, VALUE, find_columns
from jichim.plan.form.workbook import SheetCells
from jichim.plan.margin import quote
from jichim.plan.tree import ListNode, Tree
from jichim.vocabulary.model import Kind, Vocabulary, normalise


class ChapterReader:
    """Puts the lines of chapter sheets where they belong in the plan."""

    def __init__(self, reader: CellReader, root: Branch, vocabulary: Vocabulary) -> None:
        self.cells = reader
        self.root = root
        self.vocabulary = vocabulary
        self.scalars: dict[str, list[Tree]] = {}
        """What is written for a list instead of its rows (`없음`), by its dotted path."""

    def read(self, cells: SheetCells) -> None:
        found = find_columns(cells, (SECTION, FIELD, VALUE))
        if found is None:
            headers = ", ".join(f"`{words[0]}`" for words in (SECTION, FIELD, VALUE))
            where = f"{self.cells.workbook.name}!{cells.name}"
            self.cells.about.append(m.NO_HEADER.about(where, sheet=quote(cells.name), headers=headers))
            return
        first, (part, label, value) = found
        section = ""
        for row in sorted({row for row, _ in cells.cells if row > first}):
            own = self.cells.plain(cells, row, part)
            section = own or section
            name = self.cells.plain(cells, row, label)
            path = self._section_path(section)
            if (row, value) not in cells.cells:
                continue
            if not own and not name:
                self.cells.report(m.ROW_OF_NOTHING, self.cells.add(cells, row, value), key=cells.name)
                continue
            if path is None:
                self._unknown_line(self.root, cells, row, part, section, value)
                continue
            branch = self.root.at(path, self.vocabulary)
            if not name:
                self.cells.band(branch, cells, row, value, section)
                continue
            declared = self.vocabulary.field(branch.node.name, name)
            if declared is None:
                self._unknown_line(branch, cells, row, label, name, value)
            elif declared.kind is Kind.SECTION:
                inner = branch.at(declared.name, self.vocabulary)
                self.cells.band(inner, cells, row, value, name)
            elif (tree := self.cells.value(cells, row, value, declared)) is not None:
                if declared.kind is Kind.RECORDS:
                    children = tree.items if isinstance(tree, ListNode) else (tree,)
                    self.scalars.setdefault(f"{path}.{declared.name}".lstrip("."), []).extend(children)
                else:
                    branch.add(declared.label, tree)

    def _unknown_line(
        self, branch: Branch, cells: SheetCells, row: int, column: int, name: str, value: int
    ) -> None:
        """A field that is not known is left to the reader of plans, which says what there is."""
        if not name:
            self.cells.report(m.ROW_OF_NOTHING, self.cells.add(cells, row, value), key=cells.name)
            return
        key = self.cells.grid.add(cells.name, row, column, name)
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
