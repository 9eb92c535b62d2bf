"""The sections of an audit page about the run as a whole: charts, each with its table."""

from __future__ import annotations

from jichim.audit.changes import Changes
from jichim.audit.overview import Overview
from jichim.audit.queries import LEVELS, ProvisionRow, Tally
from jichim.report.audit_html_parts import Cell, Html, Markup
from jichim.report.audit_report_words import ReportWords, reconciled
from jichim.report.svg_charts import Bar, heat_map, stacked

_OUTCOME_CLASSES = ("met", "not-met", "open", "apart")
_GAPS, _MISSING = 20, 30
_HEAT_CITIES, _HEAT_RULES = 40, 30
_PRINTED = 14
"""Columns that a printed page has room for; a wider table is printed as its chart only."""
_CHANGES = 200


def summary(overview: Overview, html: Html, text: ReportWords) -> str:
    """The totals, what they are made of, outcomes by instrument, findings by level."""
    run, tally = overview.run, overview.tally
    cards: list[tuple[str, int]] = [
        (text("given"), run.given),
        (text("reviewed"), run.reviewed),
        (text("unusable"), run.unusable),
        *([(text("shown"), len(overview.plans))] if len(overview.plans) != run.reviewed else []),
        (text("outcomes-all"), tally.all),
        (text("findings-all"), sum(overview.levels)),
    ]
    listed = "".join(f"<li><b>{count:,}</b>{html.text(name)}</li>" for name, count in cards)
    parts = [f'<ul class="cards">{listed}</ul>\n']
    waiting = run.given - run.reviewed - run.unusable
    if run.finished is None:
        parts.append(f'<p class="warn">{html.text(text("open-run", n=waiting))}</p>\n')
    if any(one.draft for one in overview.provisions):
        parts.append(html.note(text("draft-note")))
    if overview.chosen.by_rule:
        parts.append(html.note(text("rules-chosen-note")))
    rows: list[list[Cell | Markup]] = [
        [name, figure, made_of, text("agrees" if agrees else "differs")]
        for name, figure, made_of, agrees in reconciled(overview, text)
    ]
    parts.append(
        html.table(text("sums"), [text("name"), text("figure"), text("made-of"), text("status")], rows)
    )
    extra = [(text("reused"), run.reused), (text("repeated"), run.repeated)]
    extra += [(f"{text('passed-over')} {suffix}", count) for suffix, count in run.passed_over]
    parts.append(html.facts([(name, f"{count:,}") for name, count in extra if count]))
    parts += [_by_instrument(overview, html, text), _by_level(overview, html, text)]
    return "".join(parts)


def provisions(overview: Overview, html: Html, text: ReportWords) -> str:
    """Every rule that was in force for some plan."""
    rows: list[list[Cell | Markup]] = [
        [
            one.rule,
            one.title,
            one.instrument,
            text.status(draft=one.draft),
            text.duty(one.duty),
            one.citation,
            *_four(one.tally),
            _share(one.tally),
            one.plans_not_met,
            one.plans,
        ]
        for one in overview.provisions
    ]
    heads = [text(key) for key in ("rule", "name", "instrument", "status", "duty", "citation")]
    heads += [*text.outcomes, text("share"), text("plans-not-met"), text("plans-held")]
    total: list[Cell] = [text("total"), "", "", "", "", "", *_four(overview.tally), _share(overview.tally)]
    return html.table(text("provisions"), heads, rows, kind="sort", foot=[*total, "", ""])


def gaps(overview: Overview, html: Html, text: ReportWords) -> str:
    """The provisions that most subjects do not meet."""
    found = sorted((one for one in overview.provisions if one.tally.not_met), key=_worst)[:_GAPS]
    bars = [
        Bar(
            f"{one.title} ({one.rule})",
            (one.tally.not_met,),
            f"{one.tally.not_met:,} ({_percent(one.tally)})",
        )
        for one in found
    ]
    rows: list[list[Cell | Markup]] = [
        [one.rule, one.title, one.instrument, one.tally.not_met, _share(one.tally), one.plans_not_met]
        for one in found
    ]
    heads = [text("rule"), text("name"), text("instrument"), text.outcomes[1], text("share")]
    table = html.table(text("gaps"), [*heads, text("plans-not-met")], rows, empty=text("none"))
    if not found:
        return table
    chart = stacked("c-gaps", text("gaps"), [("not-met", text.outcomes[1])], bars)
    return html.figure(text("gaps"), chart, table, text("as-table"))


def heat(overview: Overview, html: Html, text: ReportWords) -> str:
    """City × provision: the share that is not met, for those with the most not met."""
    by_city: dict[str, int] = {}
    by_rule: dict[str, int] = {}
    cells: dict[tuple[str, str], tuple[int, int]] = {}
    for city, rule, not_met, decided in overview.cities:
        by_city[city] = by_city.get(city, 0) + not_met
        by_rule[rule] = by_rule.get(rule, 0) + not_met
        cells[city, rule] = (not_met, decided)
    titles = {one.rule: one.title for one in overview.provisions}
    wanted = sorted(
        (rule for rule, count in by_rule.items() if count), key=lambda rule: (-by_rule[rule], rule)
    )
    worst = sorted(by_city, key=lambda city: (-by_city[city], city))
    rules, taken = wanted[:_HEAT_RULES], set(worst[:_HEAT_CITIES])
    cities = [city for city in by_city if city in taken]  # by name, those without a name last
    if not rules:
        return ""
    names = [city or text("no-city") for city in cities]
    pairs = [[cells.get((city, rule), (0, 0)) for rule in rules] for city in cities]
    shares = [[not_met / decided if decided else None for not_met, decided in row] for row in pairs]
    chart = heat_map("c-heat", text("heat"), names, [(rule, titles.get(rule, "")) for rule in rules], shares)
    rows: list[list[Cell | Markup]] = [
        [f"{rule} {titles.get(rule, '')}", *(f"{one:,}/{of:,}" if of else None for one, of in column)]
        for rule, column in zip(rules, zip(*pairs, strict=True), strict=True)
    ]
    note = text("heat-note")
    if len(cities) < len(by_city) or len(rules) < len(by_rule):
        shown = {"cities": len(cities), "rules": len(rules)}
        note += " " + text("heat-cut", **shown, all_cities=len(by_city), all_rules=len(by_rule))
    table = html.table(
        text("heat"), [text("rule"), *names], rows, kind="many" if len(names) > _PRINTED else ""
    )
    return html.figure(text("heat"), chart, table, text("as-table"), note)


def fields(overview: Overview, html: Html, text: ReportWords) -> str:
    """Findings by field of service and level, the fields with the most first."""
    counted: dict[str, dict[str, int]] = {}
    for name, level, count in overview.fields:
        counted.setdefault(name, {})[level] = count
    if not counted:
        return ""
    named = [
        (text.label(name) if name else text("no-field"), levels)
        for name, levels in sorted(counted.items(), key=lambda pair: (-sum(pair[1].values()), pair[0]))
    ]
    told = text.levels([one.draft for one in overview.provisions])
    bars = [
        Bar(name, tuple(levels.get(level, 0) for level in LEVELS), f"{sum(levels.values()):,}")
        for name, levels in named
    ]
    chart = stacked("c-fields", text("by-field"), list(zip(LEVELS, told, strict=True)), bars)
    rows: list[list[Cell | Markup]] = [
        [name, *(levels.get(level, 0) for level in LEVELS), sum(levels.values())] for name, levels in named
    ]
    table = html.table(text("by-field"), [text("field"), *told, text("total")], rows)
    return html.figure(text("by-field"), chart, table, text("as-table"), text("field-note"))


def causes(overview: Overview, html: Html, text: ReportWords) -> str:
    """Why outcomes are undetermined, and which fields are missing."""
    parts = [html.note(text("causes-none"))] if overview.chosen.by_service else []
    if overview.causes:
        bars = [Bar(text.cause(name), (count,), f"{count:,}") for name, count in overview.causes]
        chart = stacked("c-causes", text("causes"), [("open", text.outcomes[2])], bars)
        rows: list[list[Cell | Markup]] = [[text.cause(name), count] for name, count in overview.causes]
        foot: list[Cell] = [text("total"), sum(count for _, count in overview.causes)]
        table = html.table(text("causes"), [text("cause"), text("count")], rows, foot=foot)
        parts.append(html.figure(text("causes"), chart, table, text("as-table")))
    if overview.missing:
        found = overview.missing[:_MISSING]
        bars = [Bar(label, (subjects,), f"{subjects:,}") for label, _, subjects in found]
        chart = stacked("c-missing", text("missing"), [("single", text("subjects"))], bars)
        rows = [[label, plans, subjects] for label, plans, subjects in found]
        table = html.table(text("missing"), [text("item"), text("plans"), text("subjects")], rows)
        left = len(overview.missing) - len(found)
        more = text("rows-left", n=left, run=overview.run.id, table="supplements") if left else ""
        parts.append(html.figure(text("missing"), chart, table, text("as-table"), more))
    return "".join(parts)


def decisions(overview: Overview, html: Html, text: ReportWords) -> str:
    """How often each decision has each value, a chart for each decision."""
    by_title: dict[str, list[tuple[str, int, str]]] = {}
    for title, value, cause, count in overview.decisions:
        kind = "single" if value else "open"
        by_title.setdefault(title, []).append((text.decided(value, cause), count, kind))
    parts = []
    for number, (title, values) in enumerate(by_title.items()):
        series = [("single", text("value")), ("open", text.outcomes[2])]
        bars = [
            Bar(name, (count, 0) if kind == "single" else (0, count), f"{count:,}")
            for name, count, kind in values
        ]
        rows: list[list[Cell | Markup]] = [[name, count] for name, count, _ in values]
        foot: list[Cell] = [text("total"), sum(count for _, count, _ in values)]
        table = html.table(title, [text("value"), text("count")], rows, foot=foot)
        chart = stacked(f"c-decision-{number}", title, series, bars)
        parts.append(html.figure(title, chart, table, text("as-table")))
    return "".join(parts)


def changes(overview: Overview, html: Html, text: ReportWords) -> str:
    """What differs from the finished run before."""
    found = overview.changes
    if found is None:
        return ""
    told = {"old": found.old.id, "old_day": found.old.as_of, "new": found.new.id, "new_day": found.new.as_of}
    parts = [html.note(text("changes-note", same=found.same, **told))]
    if found.old.rules != found.new.rules:
        parts.append(f'<p class="warn">{html.text(text("other-rules"))}</p>\n')
    if not found.rules and not found.plans:
        return "".join([*parts, f"<p>{html.text(text('nothing'))}</p>\n"])
    names = [f"{name} {text(when)}" for name in text.outcomes[:3] for when in ("before", "after")]
    rows: list[list[Cell | Markup]] = []
    for one in found.rules:
        pairs = zip(one.before[:3], one.after[:3], strict=True)
        rows.append([one.rule, one.title, one.plans, *(count for pair in pairs for count in pair)])
    heads = [text("rule"), text("name"), text("differing"), *names]
    parts.append(html.table(text("changed-rules"), heads, rows, kind="sort", empty=text("none")))
    rows = [
        [one.name, one.before, one.after, text(how(one.before, one.after))] for one in found.plans[:_CHANGES]
    ]
    violations = text.levels([one.draft for one in overview.provisions])[0]
    heads = [text("file"), f"{violations} {text('before')}", f"{violations} {text('after')}", text("change")]
    parts.append(html.table(text("changed-plans"), heads, rows, kind="sort", empty=text("none")))
    left = found.changed - len(rows)
    if left > 0:
        parts.append(html.note(changes_left(found, left, text)))
    return "".join(parts)


def changes_left(found: Changes, left: int, text: ReportWords) -> str:
    """How many plans that changed are not shown, with the command that shows them."""
    return text("changes-left", n=left, old=found.old.id, new=found.new.id, all=found.changed)


def how(before: int | None, after: int | None) -> str:
    """The key of the words for a change in the violations of a plan."""
    if before is None:
        return "appeared"
    if after is None:
        return "vanished"
    return "new-violation" if before == 0 else "greater" if after > before else "fewer"


def _by_instrument(overview: Overview, html: Html, text: ReportWords) -> str:
    totals: dict[str, Tally] = {}
    for one in overview.provisions:
        totals[one.instrument] = totals.get(one.instrument, Tally()) + one.tally
    if not totals:
        return ""
    known = {one.name: one for one in overview.instruments}
    named = [(known[name], tally) for name, tally in totals.items()]
    series = list(zip(_OUTCOME_CLASSES, text.outcomes, strict=True))
    bars = [Bar(f"{one.title} ({text.status(draft=one.draft)})", _four(t), f"{t.all:,}") for one, t in named]
    chart = stacked("c-instruments", text("by-instrument"), series, bars)
    rows: list[list[Cell | Markup]] = [
        [one.name, one.title, text.status(draft=one.draft), *_four(t), t.all, _share(t)] for one, t in named
    ]
    heads = [text("instrument"), text("name"), text("status"), *text.outcomes, text("total"), text("share")]
    tally = overview.tally
    foot: list[Cell] = [text("total"), "", "", *_four(tally), tally.all, _share(tally)]
    table = html.table(text("by-instrument"), heads, rows, foot=foot)
    return html.figure(text("by-instrument"), chart, table, text("as-table"))


def _by_level(overview: Overview, html: Html, text: ReportWords) -> str:
    names = text.levels([one.draft for one in overview.provisions])
    counted = list(zip(LEVELS, names, overview.levels, strict=True))
    bars = [
        Bar(name, tuple(count if level == one else 0 for one in LEVELS), f"{count:,}")
        for level, name, count in counted
    ]
    chart = stacked("c-levels", text("by-level"), list(zip(LEVELS, names, strict=True)), bars)
    rows: list[list[Cell | Markup]] = [[name, count] for _, name, count in counted]
    foot: list[Cell] = [text("total"), sum(overview.levels)]
    table = html.table(text("by-level"), [text("level"), text("count")], rows, foot=foot)
    return html.figure(text("by-level"), chart, table, text("as-table"))


def _four(tally: Tally) -> tuple[int, int, int, int]:
    return tally.met, tally.not_met, tally.undetermined, tally.not_applicable


def _share(tally: Tally) -> float | None:
    return tally.not_met / tally.decided if tally.decided else None


def _percent(tally: Tally) -> str:
    return f"{100 * tally.not_met / tally.decided:.0f}%" if tally.decided else "-"


def _worst(one: ProvisionRow) -> tuple[int, str]:
    return -one.tally.not_met, one.rule
