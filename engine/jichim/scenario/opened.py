"""A plan held open for edits: its tree and its records as they were read, before the normal form."""

from __future__ import annotations

from dataclasses import dataclass

from jichim.diagnostic import Diagnostic, has_errors
from jichim.plan.files import decode, document_given, read_bytes
from jichim.plan.form.package import is_workbook
from jichim.plan.layout import layout_of
from jichim.plan.margin import Margin
from jichim.plan.model import Plan, Record
from jichim.plan.read import Format, plan_of, read_document, read_plan
from jichim.plan.records import RecordReader
from jichim.plan.tree import MapNode
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan that was read without errors, with what edits start from."""

    source: Source
    vocabulary: Vocabulary
    tree: MapNode
    written: Record
    """The document as it was written: no totals filled in, nothing mirrored."""
    plan: Plan


def open_plan(
    source: Source,
    vocabulary: Vocabulary,
    *,
    format: Format | None = None,  # noqa: A002 - the word that callers know
) -> tuple[OpenPlan | None, tuple[Diagnostic, ...]]:
    """The plan that a text writes, open for edits, or None with the errors; see `read_plan`."""
    plan, diagnostics = read_plan(source, vocabulary, format=format)
    tree, _ = read_document(source, format=format)
    if plan is None or tree is None or has_errors(diagnostics):
        return None, diagnostics
    return _open(source, tree, plan, vocabulary), diagnostics


def open_plan_file(path: str, vocabulary: Vocabulary) -> tuple[OpenPlan | None, tuple[Diagnostic, ...]]:
    """The plan in a text, a filled form or, for `-`, the standard input, open for edits; see `open_plan`."""
    name, raw, problems = read_bytes(path)
    if raw is None:
        return None, problems
    if (refused := document_given(name, raw)) is not None:
        return None, (refused,)
    if not is_workbook(name, raw):
        text, notes = decode(name, raw)
        if text is None:
            return None, notes
        found, diagnostics = open_plan(Source(name, text), vocabulary)
        return found, (*notes, *diagnostics)

    from jichim.plan.form.read import read_form_document

    form, problems = read_form_document(name, raw, vocabulary)
    if form is None:
        return None, problems
    plan, diagnostics = plan_of(form.tree, form.grid, problems, vocabulary)
    if plan is None:
        return None, diagnostics
    return _open(form.grid, form.tree, plan, vocabulary), diagnostics


def _open(source: Source, tree: MapNode, plan: Plan, vocabulary: Vocabulary) -> OpenPlan:
    reader = RecordReader(layout_of(vocabulary), Margin(source))
    return OpenPlan(source, vocabulary, tree, reader.read_root(tree), plan)


def opened(plan: Plan, vocabulary: Vocabulary) -> OpenPlan:
    """A plan whose text is not at hand, open for edits; its totals count as stated."""
    return OpenPlan(Source(plan.file, ""), vocabulary, MapNode((), 0, 0), plan.root, plan)
