"""A filled form as the tree of a plan: sheets by name, columns by header, values as their cells show them.

Nothing about values is decided here: the texts of the cells become the same tree that YAML gives, and the
reader of plans does the rest, with cells in the place of lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jichim.diagnostic import Diagnostic
from jichim.plan import messages as m
from jichim.plan.form.branch import Branch
from jichim.plan.form.cells import CellReader
from jichim.plan.form.chapters import ChapterReader
from jichim.plan.form.grid import Grid
from jichim.plan.form.lists import ListReader
from jichim.plan.form.sheets import Chapter, Form, known_form
from jichim.plan.form.words import KNOWN_SHEETS
from jichim.plan.form.workbook import SheetCells, Workbook, open_workbook
from jichim.plan.margin import quote
from jichim.plan.model import Plan
from jichim.plan.read import check_text, plan_of
from jichim.plan.tree import MapNode
from jichim.vocabulary.model import Vocabulary, normalise

_MOST_PASSED_OVER = 20


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
    grid, wrong = reading.cells.finished()
    problems = (*notes, *wrong)
    if tree is None:
        return None, problems
    hidden = check_text(grid)
    return (None, (*problems, *hidden)) if hidden else (Document(tree, grid), problems)


class _FormReading:
    def __init__(self, workbook: Workbook, form: Form) -> None:
        self.form = form
        self.cells = CellReader(workbook)

    def read(self) -> MapNode | None:
        """The tree of the plan; empty for a form that is not filled in, None without any of its sheets."""
        found = self._sheets()
        if not found:
            self.cells.about.append(m.NOT_A_FORM.about(self.cells.workbook.name))
            return None
        vocabulary = self.form.vocabulary
        root = Branch(vocabulary.nodes[vocabulary.root])
        chapters = ChapterReader(self.cells, root, vocabulary)
        lists = ListReader(self.cells, root, self.form)
        for sheet in self.form.sheets:
            cells = found.get(sheet.name.ko)
            if cells is None:
                continue
            if isinstance(sheet, Chapter):
                chapters.read(cells)
            else:
                lists.read(sheet, cells)
        lists.attach_all(chapters.scalars)
        tree = root.tree(self.cells.contradicted)
        return tree if isinstance(tree, MapNode) else MapNode((), 0, 0)

    def _sheets(self) -> dict[str, SheetCells]:
        """The sheets of the workbook by the Korean name of the form's; others are named in notes."""
        names = {
            normalise(name): sheet.name.ko
            for sheet in self.form.sheets
            for name in (sheet.name.en, sheet.name.ko)
        }
        workbook = self.cells.workbook
        found: dict[str, SheetCells] = {}
        passed: list[str] = []
        for cells in workbook.sheets:
            name = names.get(normalise(cells.name))
            if name is not None and name not in found:
                found[name] = cells
            elif cells.cells and normalise(cells.name) not in KNOWN_SHEETS:
                passed.append(cells.name)
        missing = {spelled: name for spelled, name in names.items() if name not in found}
        notes = [self._passed_over(one, missing) for one in passed]
        self.cells.about += notes[:_MOST_PASSED_OVER]
        return found

    def _passed_over(self, sheet: str, missing: Mapping[str, str]) -> Diagnostic:
        """A sheet whose name holds that of a missing one has probably been renamed: it must not go unseen."""
        file, written = self.cells.workbook.name, normalise(sheet)
        like = max((spelled for spelled in missing if spelled in written), key=len, default=None)
        if like is None:
            return m.SHEET_PASSED_OVER.about(file, sheet=quote(sheet))
        return m.SHEET_RENAMED.about(file, sheet=quote(sheet), wanted=missing[like])
