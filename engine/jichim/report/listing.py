"""Lists for people: the instruments at hand, and the vocabulary or what a search of it found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from jichim.diagnostic import Lang
from jichim.network.compile import applies
from jichim.policy.model import Instrument, Policy
from jichim.report.layout import Page, Run, columns, pad, printable
from jichim.report.parts import Lines, grouped, instrument_line
from jichim.report.words import span_words, words
from jichim.vocabulary.model import Choice, Field, Kind, Node, Vocabulary
from jichim.vocabulary.search import Hit

KINDS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("글", "text"),
    Kind.ITEMS: ("목록", "items"),
    Kind.MONEY: ("금액", "money"),
    Kind.COUNT: ("수", "count"),
    Kind.RATIO: ("비율", "ratio"),
    Kind.DURATION: ("기간", "duration"),
    Kind.DATE: ("날짜", "date"),
    Kind.CHOICE: ("선택", "choice"),
    Kind.YESNO: ("예/아니오", "yes/no"),
    Kind.SECTION: ("묶음", "section"),
    Kind.RECORDS: ("여러 건", "records"),
}
_LABEL_LIMIT = 26


def render_instruments(policy: Policy, page: Page, day: date | None = None) -> str:
    """Status, title, period, name for `--policy`, number of rules and source of every instrument.

    With a day: whether each applies on it. Rules that come into force later or end earlier than their
    instrument are listed with their own periods.
    """
    rules = Counter(rule.basis.instrument for rule in policy.rules)
    text = words(page.lang)
    lines: Lines = []
    for instrument in sorted(policy.instruments, key=lambda one: (one.draft, one.name)):
        remark = text.rule_count.format(n=rules[instrument.name])
        lines += page.flow([Run(printable(instrument.name), "strong")])
        lines += instrument_line(page, instrument, remark=remark)
        details = [text.promulgated.format(day=instrument.promulgated)] if instrument.promulgated else []
        if day is not None:
            applied = applies(policy, instrument.name, day)
            details.append((text.in_force_on if applied else text.not_in_force_on).format(day=day))
        if details:
            lines += page.flow([Run(" · ".join(details))], "  ")
        lines += _own_periods(page, policy, instrument)
        if instrument.source:
            lines += page.flow([Run(printable(instrument.source), "faint")], "  ")
    return "\n".join(lines) + "\n" if lines else ""


def _own_periods(page: Page, policy: Policy, instrument: Instrument) -> Lines:
    """The rules whose own period is narrower than that of their instrument."""
    text = words(page.lang)
    start, end = instrument.period.start, instrument.period.end
    own = [
        rule
        for rule in policy.rules
        if rule.basis.instrument == instrument.name
        and (
            (rule.basis.period.start is not None and (start is None or rule.basis.period.start > start))
            or (rule.basis.period.end is not None and (end is None or rule.basis.period.end < end))
        )
    ]
    if not own:
        return []
    listed = grouped(own, lambda rule: span_words(rule.basis.period, page.lang))
    shown = "; ".join(
        f"{period} {', '.join(printable(rule.name) for rule in rules)}" for period, rules in listed.items()
    )
    return page.flow([text.later_rules.format(n=len(own)), Run(f": {shown}", "faint")], "  ", "    ")


def render_vocabulary(vocabulary: Vocabulary, hits: Sequence[Hit], page: Page) -> str:
    """The hits by node type, in their order: label and canonical name, kind, description, choices."""
    lines: Lines = []
    for name, found in grouped(hits, lambda hit: hit.node.name).items():
        lines += [""] if lines else []
        lines += _node(vocabulary.nodes[name], page)
        fields = grouped((hit for hit in found if hit.field), lambda hit: hit.path.partition("=")[0])
        widest = max((columns(_label(hit.field, page.lang)) for hit in found if hit.field), default=0)
        for of_field in fields.values():
            field = of_field[0].field
            if field is not None:
                # A field found only through choices shows those; otherwise it shows all of them.
                chosen = tuple(hit.choice for hit in of_field if hit.choice)
                whole = len(chosen) < len(of_field)
                choices = field.choices if whole else chosen
                lines += _field(field, choices, page, min(widest, _LABEL_LIMIT))
    return "\n".join(lines) + "\n"


def _node(node: Node, page: Page) -> Lines:
    first, second = (node.label, node.name) if page.lang == "ko" else (node.name, node.label)
    runs = [Run(first, "heading"), Run(f" ({second})", "faint")]
    return page.flow([*runs, Run(f"  {printable(node.description)}")])


def _field(field: Field, choices: Sequence[Choice], page: Page, widest: int) -> Lines:
    second = field.name if page.lang == "ko" else field.label
    unit = f" ({field.unit})" if field.unit else ""
    kind = KINDS[field.kind][0 if page.lang == "ko" else 1]
    label = pad(_label(field, page.lang), widest).replace(" ", "\u00a0")
    rest = " " * (widest + 4)
    lines = page.flow([Run(label, "strong"), Run(f"  {second}"), Run(f"  {kind}{unit}", "mild")], "  ", rest)
    if field.description:
        lines += page.flow([Run(printable(field.description), "faint")], rest)
    if choices:
        shown = " | ".join(choice.label if page.lang == "ko" else choice.name for choice in choices)
        lines += page.flow([shown], rest)
    return lines


def _label(field: Field | None, lang: Lang) -> str:
    return "" if field is None else field.label if lang == "ko" else field.name
