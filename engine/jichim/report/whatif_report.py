"""What-if as text for people: what changed, from what to what, and through which edit."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.diagnostic import Lang
from jichim.report.layout import NO_BREAK, Page, Run, Tone, printable
from jichim.report.parts import Lines, grouped, names, section
from jichim.report.words import words
from jichim.review.model import Cause, Level, Outcome
from jichim.scenario.model import Change, Edit
from jichim.scenario.run import Tried, WhatIf

_WORDS: dict[Lang, dict[str, str]] = {
    "ko": {
        "title": "{plan}: 고치면 어떻게 되는가",
        "edits": "고친 것",
        "taken": "뺌",
        "same": "결과가 하나도 달라지지 않는다",
        "decision": "결정",
        "derived": "도출",
        "outcome": "결과",
        "action": "조치",
        "request": "보완요청",
        "no_more": "없어지는 조치",
        "now": "생기는 조치",
        "answered": "더 묻지 않는 것",
        "asked": "새로 묻는 것",
        "cause": "까닭",
        "missing": "미기재",
        "absent": "없음",
        "scenario": "시나리오",
        "as_is": "지금",
        "open": "판단불가",
        "none": "값 없음",
        "table": "시나리오 견주기",
        "compared": "검토 기준일 {day} · 결과 {outcomes}건, 결정·도출 {decided}건이 달라진다",
    },
    "en": {
        "title": "{plan}: what if",
        "edits": "Edits",
        "taken": "taken out",
        "same": "no result changes",
        "decision": "Decisions",
        "derived": "Derived facts",
        "outcome": "Outcomes",
        "action": "Actions",
        "request": "Requests to supplement",
        "no_more": "no more required",
        "now": "now required",
        "answered": "no more asked",
        "asked": "now asked",
        "cause": "because",
        "missing": "not stated",
        "absent": "none",
        "scenario": "scenario",
        "as_is": "as it is",
        "open": "undetermined",
        "none": "no value",
        "table": "Scenarios compared",
        "compared": "as of {day} · {outcomes} outcomes and {decided} decisions and derived facts change",
    },
}
_TONES: dict[str, Tone] = {
    Outcome.MET.value: "good",
    Outcome.NOT_MET.value: "severe",
    Outcome.UNDETERMINED.value: "open",
    Outcome.NOT_APPLICABLE.value: "faint",
}


def render_what_if(result: WhatIf, page: Page) -> str:
    """Every scenario with only what it changes; of several a table of their findings first."""
    text = _WORDS[page.lang]
    lines = page.flow([Run(text["title"].format(plan=printable(result.before.plan)), "strong")])
    lines.append(page.rule("═"))
    if len(result.tried) > 1:
        lines += [*section(page, text["table"]), *_table(page, result)]
    for tried in result.tried:
        lines += _scenario(page, tried)
    return "\n".join(lines) + "\n"


def _scenario(page: Page, tried: Tried) -> Lines:
    text, comparison = _WORDS[page.lang], tried.comparison
    lines = section(page, printable(tried.scenario.name) or text["edits"])
    edits = tried.scenario.edits
    for number, edit in enumerate(edits, start=1):
        lines += page.flow([Run(f"({number}) ", "faint"), *edit_runs(edit, page.lang)], "  ", "      ")
    outcomes = comparison.of("outcome")
    decided = [*comparison.of("decision"), *comparison.of("derived")]
    words_ = {"day": tried.review.as_of, "outcomes": len(outcomes), "decided": len(decided)}
    lines += page.flow([Run(text["compared"].format(**words_), "faint")], "  ")
    if not comparison.changes:
        return [*lines, *page.flow([text["same"]], "  ")]
    for kind, changes in (
        ("decision", comparison.of("decision")),
        ("derived", comparison.of("derived")),
        ("outcome", outcomes),
    ):
        lines += _changes(page, text[kind], changes)
    lines += _actions(page, comparison.of("action"))
    lines += _requests(page, comparison.of("request"))
    return lines


def _changes(page: Page, head: str, changes: Sequence[Change]) -> Lines:
    if not changes:
        return []
    lines = ["", *page.flow([Run(head, "heading")], "  ")]
    for subject, members in grouped(changes, lambda one: one.subject).items():
        lines += page.flow([Run(_subject(page, subject), "strong")], "  ")
        for change in members:
            lines += _change(page, change)
    return lines


def _change(page: Page, change: Change) -> Lines:
    text = _WORDS[page.lang]
    runs: list[Run | str] = [Run(printable(change.name), "strong")]
    runs += [f"  {printable(change.title)}"] if change.title not in ("", change.name) else []
    runs += ["  ", *_side(page, change.before, change.cause_before, change.kind)]
    runs += [Run(f"{NO_BREAK}→ ", "faint"), *_side(page, change.after, change.cause_after, change.kind)]
    lines = page.flow(runs, "    ", "      ")
    causes = [f"({number + 1})" for number in change.edits] + [
        f"{printable(name)}: {printable(old or text['open'])} → {printable(new or text['open'])}"
        for name, old, new in change.through
    ]
    if causes:
        lines += page.flow([Run(f"{text['cause']}  ", "faint"), Run(", ".join(causes), "faint")], "      ")
    if change.missing:
        missing = names([printable(one) for one in change.missing], page)
        lines += page.flow([Run(f"{text['missing']}  ", "faint"), Run(missing, "faint")], "      ")
    return lines


def _side(page: Page, value: str | None, cause: str | None, kind: str) -> list[Run | str]:
    text = _WORDS[page.lang]
    if value is None:
        word = text["open"] if kind in ("decision", "derived") else text["absent"]
        runs: list[Run | str] = [Run(word, "open")]
    elif kind == "outcome":
        runs = [Run(words(page.lang).outcomes[Outcome(value)].replace(" ", NO_BREAK), _TONES[value])]
    else:
        runs = [Run(printable(value), "good")]
    if cause is not None and value in (None, Outcome.UNDETERMINED.value):
        runs.append(Run(f" ({words(page.lang).causes[Cause(cause)]})", "faint"))
    return runs


def _actions(page: Page, changes: Sequence[Change]) -> Lines:
    text = _WORDS[page.lang]
    lines: Lines = []
    gone = [one for one in changes if one.before is not None and one.after is None]
    new = [one for one in changes if one.after is not None]
    for head, members in ((text["no_more"], gone), (text["now"], new)):
        if members:
            lines += ["", *page.flow([Run(head, "heading")], "  ")]
            for one in members:
                what = printable(one.after or one.before or "")
                lead = Run(f"{_subject(page, one.subject)} {printable(one.name)}  ", "strong")
                lines += page.flow([lead, what], "    ", "      ")
    return lines


def _requests(page: Page, changes: Sequence[Change]) -> Lines:
    text = _WORDS[page.lang]
    lines: Lines = []
    gone = [one for one in changes if one.after is None]
    new = [one for one in changes if one.after is not None]
    for head, members in ((text["answered"], gone), (text["asked"], new)):
        if members:
            lines += ["", *page.flow([Run(head, "heading")], "  ")]
            for subject, found in grouped(members, lambda one: one.subject).items():
                labels = names([printable(one.name) for one in found], page, limit=12)
                lines += page.flow([Run(f"{_subject(page, subject)}  ", "strong"), labels], "    ", "      ")
    return lines


def _table(page: Page, result: WhatIf) -> Lines:
    """Findings of each level and open outcomes, for the plan as it is and for every scenario."""
    from jichim.report.text_totals import table

    text, said = _WORDS[page.lang], words(page.lang)
    tallies = [(text["as_is"], _tally(result))]
    tallies += [(printable(tried.scenario.name), dict(tried.comparison.after)) for tried in result.tried]
    shown = [level.value for level in Level if any(level.value in tally for _, tally in tallies)]
    proposed = all(use.instrument.draft for use in result.before.policies if use.applied)
    levels = said.proposal_levels if proposed else said.levels
    heads = [levels[Level(level)] for level in shown]
    rows = [(name, [tally.get(level, 0) for level in shown]) for name, tally in tallies]
    return table(page, heads, rows)


def _tally(result: WhatIf) -> dict[str, int]:
    return dict(result.tried[0].comparison.before) if result.tried else {}


def edit_runs(edit: Edit, lang: Lang) -> list[Run | str]:
    """`서비스[I-MOD].구축비 = 3억원`, or that it is taken out."""
    runs: list[Run | str] = [Run(printable(edit.label) + ("[+]" if edit.append else ""), "strong")]
    taken = _WORDS[lang]["taken"]
    return [*runs, f"  {taken}"] if edit.says is None else [*runs, f" = {printable(edit.written)}"]


def _subject(page: Page, name: str) -> str:
    return words(page.lang).plan if name == "plan" else printable(name)
