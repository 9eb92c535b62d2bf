"""`trace.yaml` beside the rules of an instrument: the items of its source, and why some have no rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jichim.assessment.outline import Outline
from jichim.assessment.scheme import instrument_folders
from jichim.authoring import messages as m
from jichim.authoring.trace import Reason, Source, SourceItem
from jichim.diagnostic import Diagnostic, Text, has_errors
from jichim.plan import read_document
from jichim.plan.margin import Margin
from jichim.plan.tree import MapNode, Scalar, Tree
from jichim.policy.model import Policy
from jichim.provisions import Provision, ProvisionList, load_provisions
from jichim.source import Source as SourceText

FILE = "trace.yaml"


def load_traces(
    policy: Policy, names: Sequence[str] = ()
) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    """What each instrument is traced to; a note for every instrument without the file."""
    found: list[Source] = []
    problems: list[Diagnostic] = []
    folders = {instrument: (shown, where) for instrument, shown, where in instrument_folders(policy, names)}
    lists, wrong_lists = load_provisions(policy, names)
    problems += wrong_lists
    provisions = {one.instrument: one for one in lists}
    for instrument in policy.instruments:
        shown, where = folders.get(instrument.name, ("", None))
        if where is None or not (where / FILE).is_file():
            if instrument.name in provisions:
                found.append(source_of(provisions[instrument.name]))
            else:
                problems.append(m.NO_TRACE.about("", name=instrument.name))
            continue
        text = (where / FILE).read_text("utf-8-sig")
        source, wrong = read_trace(SourceText(f"{shown}/{FILE}", text), instrument.name)
        problems += wrong
        if source is not None:
            found.append(source)
    return tuple(found), tuple(problems)


def source_of(provisions: ProvisionList) -> Source:
    """A list of provisions as what an instrument is traced to: an item for each, grouped by article."""
    items = tuple(map(_item_of, provisions.provisions))
    reasons = tuple(
        Reason(one.id, why.reason.ko, why.reason.en, why.span, why.kind)
        for one in provisions.provisions
        if (why := one.without_rule) is not None
    )
    return Source(provisions.instrument, items, reasons, exclusive=True)


def _item_of(provision: Provision) -> SourceItem:
    gist = provision.gist or Text(f"{provision.heading}: {provision.ending}", "")
    return SourceItem(
        provision.id,
        provision.modality,
        provision.addressee,
        gist.ko,
        gist.en,
        provision.span,
        at=f"{provision.at} {provision.part}".strip(),
        group=f"{provision.address.article_name} {provision.heading}".strip(),
    )


def read_trace(text: SourceText, instrument: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
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
