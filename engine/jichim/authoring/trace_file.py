"""`trace.yaml` beside the rules of an instrument: the items of its source, and why some have no rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jichim.assessment.outline import Outline
from jichim.assessment.scheme import instrument_folders
from jichim.authoring import messages as m
from jichim.authoring.trace import Reason, Source, SourceItem
from jichim.diagnostic import Diagnostic, has_errors
from jichim.plan import read_document
from jichim.plan.margin import Margin
from jichim.plan.tree import MapNode, Scalar, Tree
from jichim.policy.model import Policy
from jichim.source import Source as Text

FILE = "trace.yaml"


def load_traces(
    policy: Policy, names: Sequence[str] = ()
) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    """What each instrument is traced to; a note for every instrument without the file."""
    found: list[Source] = []
    problems: list[Diagnostic] = []
    folders = {instrument: (shown, where) for instrument, shown, where in instrument_folders(policy, names)}
    for instrument in policy.instruments:
        shown, where = folders.get(instrument.name, ("", None))
        if where is None or not (where / FILE).is_file():
            problems.append(m.NO_TRACE.about("", name=instrument.name))
            continue
        text = (where / FILE).read_text("utf-8-sig")
        source, wrong = read_trace(Text(f"{shown}/{FILE}", text), instrument.name)
        problems += wrong
        if source is not None:
            found.append(source)
    return tuple(found), tuple(problems)


def read_trace(text: Text, instrument: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The list of items that a text writes, or None with every mistake.

    `items` is a list of mappings with an `id`, or a mapping by id.
    """
    tree, problems = read_document(text, format="yaml", empty=m.EMPTY_TRACE)
    if tree is None:
        return None, problems
    outline, margin = Outline(text), Margin(text)
    for problem in problems:
        margin.add(problem)
    listed = outline.get(tree, "items")
    if listed is None:
        margin.report(
            m.BAD_TRACE, tree, key="items", expected_ko="항목의 목록", expected_en="the list of items"
        )
    items = tuple(_items(outline, margin, listed))
    reasons = tuple(_reasons(outline, margin, outline.get(tree, "without_rule")))
    diagnostics = margin.diagnostics()
    return (None if has_errors(diagnostics) else Source(instrument, items, reasons)), diagnostics


def _items(outline: Outline, margin: Margin, tree: Tree | None) -> Iterator[SourceItem]:
    if isinstance(tree, MapNode):
        entries: list[tuple[Tree, Tree]] = [*outline.entries(tree)]
    else:
        entries = [(outline.get(one, "id") or one, one) for one in outline.items(tree)]
    for name, value in entries:
        if not isinstance(name, Scalar) or not outline.text(name):
            margin.report(
                m.BAD_TRACE,
                name,
                key="items",
                expected_ko="`id`가 있는 항목",
                expected_en="items with an `id`",
            )
            continue
        kind, scope, ko, en = (outline.text(outline.get(value, key)) for key in ("kind", "scope", "ko", "en"))
        yield SourceItem(outline.text(name), kind, scope, ko, en, outline.span(name))


def _reasons(outline: Outline, margin: Margin, tree: Tree | None) -> Iterator[Reason]:
    for key, value in outline.entries(tree):
        ko, en = (outline.text(outline.get(value, name)) for name in ("reason_ko", "reason_en"))
        if not ko or not en:
            margin.report(
                m.BAD_TRACE,
                key,
                key=outline.text(key),
                expected_ko="`reason_ko`와 `reason_en`",
                expected_en="`reason_ko` and `reason_en`",
            )
        yield Reason(outline.text(key), ko, en, outline.span(key))
