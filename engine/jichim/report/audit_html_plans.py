"""The sections of an audit page about single plans: those without a review, findings of the others."""

from __future__ import annotations

from jichim.audit.overview import Overview, PlanDetail
from jichim.audit.queries import LEVELS, FindingOf
from jichim.report.audit_html_parts import Cell, Html, Markup
from jichim.report.audit_report_words import ReportWords

_UNUSABLE, _REASONS, _PLAIN = 500, 5, 2000


def unusable(overview: Overview, html: Html, text: ReportWords) -> str:
    """The plans without a review, each with its first reasons; empty if there is none."""
    if not overview.unusable:
        return ""
    korean = html.lang == "ko"
    rows: list[list[Cell | Markup]] = [
        [
            row.name,
            one.code,
            one.place,
            one.ko if korean else one.en,
            one.help_ko if korean else one.help_en,
        ]
        for row in overview.unusable[:_UNUSABLE]
        for one in row.problems[:_REASONS]
    ]
    heads = [text(key) for key in ("file", "code", "place", "reason", "help")]
    table = html.table(text("unusable-files"), heads, rows, kind="narrow")
    left = sum(len(row.problems) for row in overview.unusable) - len(rows)
    return table + (_left(overview, html, text, left, "unusable") if left else "")


def plans(overview: Overview, html: Html, text: ReportWords) -> str:
    """The findings of the plans that have the most pressing ones, folded; the others as a table."""
    if not overview.plans:
        return ""
    names = text.levels([one.draft for one in overview.provisions])
    most = max((len(one.findings) for one in overview.details), default=0)
    listed = "".join(_detail(one, overview, html, text, names) for one in overview.details)
    parts = [
        html.note(text("details-note", n=len(overview.details), most=most)),
        f'<div class="plans" data-search="{html.text(text("search"))}">\n{listed}</div>\n',
    ]
    others = overview.plans[len(overview.details) :]
    if others:
        rows: list[list[Cell | Markup]] = [
            [one.name, one.plan, one.city, *one.levels] for one in others[:_PLAIN]
        ]
        heads = [text("file"), text("plan"), text("city"), *names]
        parts.append(html.table(text("plans-left"), heads, rows, kind="sort"))
        if len(others) > _PLAIN:
            parts.append(_left(overview, html, text, len(others) - _PLAIN, "plans"))
    return "".join(parts)


def _detail(
    detail: PlanDetail, overview: Overview, html: Html, text: ReportWords, names: tuple[str, ...]
) -> str:
    plan = detail.plan
    counts = ", ".join(f"{name} {count:,}" for name, count in zip(names, plan.levels, strict=True) if count)
    title = f"<b>{html.text(plan.plan or plan.name)}</b>"
    city = f" ({html.text(plan.city)})" if plan.city else ""
    head = f"{title}{city} · {html.text(counts or text('no-findings'))}"
    body = html.facts([(text("file"), plan.name), (text("date"), plan.as_of)])
    drafts = {one.rule: one.draft for one in overview.provisions}
    if detail.findings:
        rows = [_finding(one, html, text, draft=drafts.get(one.rule, False)) for one in detail.findings]
        heads = [text(key) for key in ("level", "rule", "about", "text", "evidence", "action")]
        body += html.table(f"{plan.plan or plan.name}: {text('findings-all')}", heads, rows)
    if detail.left_out:
        body += html.note(text("left-out", n=detail.left_out, run=overview.run.id))
    return f'<div class="plan">{html.folded(Markup(head), body)}</div>\n'


def _finding(one: FindingOf, html: Html, text: ReportWords, *, draft: bool) -> list[Cell | Markup]:
    level = text.levels([draft])[LEVELS.index(one.level)]
    action = " · ".join(part for part in (one.action, one.who, one.due) if part)
    citation = f'{html.text(one.rule)}<br><span class="note">{html.text(one.citation)}</span>'
    return [
        Markup(f'<span class="badge {html.text(one.level)}">{html.text(level)}</span>'),
        Markup(citation),
        f"{one.about} ({one.place})",
        one.text,
        one.evidence,
        action,
    ]


def _left(overview: Overview, html: Html, text: ReportWords, left: int, table: str) -> str:
    return html.note(text("rows-left", n=left, run=overview.run.id, table=table))
