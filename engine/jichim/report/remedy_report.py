"""A remedy as text for people: what has to be true and stated, for which finding, and what no edit clears."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.diagnostic import Lang
from jichim.remedy.model import Bound, Cleared, Part, Remedy, Step, Unclearable, Why
from jichim.report.layout import Page, Run, Tone, printable
from jichim.report.parts import Lines, badge, keyed, section
from jichim.report.words import words
from jichim.review.model import Level

_WORDS: dict[Lang, dict[str, str]] = {
    "ko": {
        "title": "{plan}: 지적을 풀려면",
        "note": "참이어야 하고 계획에 적혀 있어야 하는 것이다. 그것이 참이라는 말이 아니므로, 사실이 "
        "아니면 적지 말고 계획의 내용을 먼저 바꾼다.",
        "clear": "{n}가지를 고치면 이 수준({level})의 지적이 남지 않는다 (고친 계획을 다시 검토하여 확인함)",
        "left": "{n}가지를 고쳐도 이 수준({level})의 것이 {left}건 남는다 (고친 계획을 다시 검토하여 확인함)",
        "nothing": "이 수준({level})의 지적이 없다",
        "violation": "위반·요구 미충족",
        "recommendation": "권고까지",
        "undetermined": "판단불가까지",
        "state": "적는다",
        "change": "바꾼다",
        "add": "더한다",
        "remove": "뺀다",
        "open": "사실대로",
        "or": "또는",
        "or_none": "없으면 없음",
        "if_none": "그것이 사실이면 없음",
        "clears": "풀리는 것",
        "basis": "근거",
        "action": "조치",
        "condition": "조건",
        "example": "보기",
        "side": "값의 조건",
        "changed": "지금 적힌 것과 다르다. 사실이 바뀌어야 한다",
        "alternatives": "같은 수로 푸는 다른 길",
        "more": "같은 수로 푸는 길이 {n}가지 더 있다 (--format json에 모두 있다)",
        "instead_of": "",
        "instead": " 대신 ",
        "otherwise": "적을 것이 있으면",
        "cut": "지금까지 찾은 것",
        "cut-note": "`지금까지 찾은 것`이라고 적은 {n}곳은 끝까지 찾지 못하였다: 더 작은 것이 있을 수 있다 "
        "(--seconds를 늘린다)",
        "unclearable": "계획을 고쳐서 풀리지 않는 것",
        "conflict": "함께 지킬 수 없는 요구",
        "judgement": "평가자가 평가표를 매겨야 한다",
        "provision": "근거 조문이 정하지 않아 무엇을 적어도 정해지지 않는다",
        "world": "계획에 무엇을 적어도 요건이 서지 않는다: 날짜·기준값·평가가 먼저 달라져야 한다",
        "act": "이미 한 일이거나 하지 않은 일이다: 적힌 것을 고쳐서 풀 수 없고, 일을 다시 하거나 한 뒤에 "
        "한 대로 적는다",
        "acts": "적힌 일",
        "no-way": "찾아본 길 가운데는 푸는 것이 없다 (다른 길이 없다는 뜻은 아니다)",
        "added": "고치면서 더한 기록에 대한 것이다: 그 기록에 무엇을 적는지에 달려 있다",
        "not-found": "정한 시간 안에 다 찾아보지 못하였다",
        "once-done": "적는 것으로 되는 일이 아니다: 실제로 한 뒤에 한 대로 적는다",
        "state-act": "한 뒤에 적는다",
        "add-act": "한 뒤에 더한다",
        "parts": "고칠 것",
        "new": "새 기록",
    },
    "en": {
        "title": "{plan}: what would clear it",
        "note": "This is what has to be true and stated. It does not say that it is true: what is not must "
        "not be stated, and the plan has to change first.",
        "clear": "{n} edits leave nothing of this level ({level}), confirmed by a review of the edited plan",
        "left": "{n} edits leave {left} of this level ({level}), confirmed by a review of the edited plan",
        "nothing": "there is no finding of this level ({level})",
        "violation": "violations and unmet demands",
        "recommendation": "up to recommendations",
        "undetermined": "up to undetermined",
        "state": "state",
        "change": "change",
        "add": "add",
        "remove": "take out",
        "open": "whatever is true",
        "or": "or",
        "or_none": "none if there is none",
        "if_none": "none, if that is true",
        "clears": "clears",
        "basis": "basis",
        "action": "action",
        "condition": "condition",
        "example": "such as",
        "side": "on the value",
        "changed": "the plan says otherwise now: the facts have to change",
        "alternatives": "other ways with as many edits",
        "more": "{n} more ways with as many edits (all of them with --format json)",
        "instead_of": "instead of ",
        "instead": ": ",
        "otherwise": "where there is something to state",
        "cut": "best found",
        "cut-note": "the search was ended for {n} marked `best found`: smaller ones may exist (give more "
        "--seconds)",
        "unclearable": "What no edit of the plan clears",
        "conflict": "requirements that cannot hold together",
        "judgement": "an evaluator has to rate it on an assessment sheet",
        "provision": "the provision does not decide, whatever is stated",
        "world": "the requirement is false whatever the plan states: a date, parameter or rating decides",
        "act": "it rests on an act that took place, or did not: no edit changes that; it has to be repeated "
        "or done, and is then stated as it was done",
        "acts": "as stated",
        "no-way": "none of the ways that were tried clears it, which does not mean that there is none",
        "added": "it is about a record that the edits add, and depends on what is stated in it",
        "not-found": "the time was up before all ways were tried",
        "once-done": "stating is not enough: it has to be done first, and is then stated as it was done",
        "state-act": "state once done",
        "add-act": "add once done",
        "parts": "Edits",
        "new": "new record",
    },
}
_OPS: dict[Lang, dict[str, str]] = {
    "ko": {">=": "{} 이상", "<=": "{} 이하", ">": "{} 초과", "<": "{} 미만", "=": "{}"},
    "en": {">=": "at least {}", "<=": "at most {}", ">": "more than {}", "<": "less than {}", "=": "{}"},
}
_MOST_SHOWN = 3
"""Alternatives of one part that are shown."""


def render_remedy(remedy: Remedy, page: Page) -> str:
    """The edits part by part, each with the findings that need it, then what no edit clears."""
    text = _WORDS[page.lang]
    lines = page.flow([Run(text["title"].format(plan=printable(remedy.before.plan)), "strong")])
    lines.append(page.rule("═"))
    edits = len(remedy.steps)
    key = "nothing" if not edits and remedy.clear else "clear" if remedy.clear else "left"
    said = {"n": edits, "left": remedy.left, "level": text[remedy.until]}
    lines += page.flow([Run(text[key].format(**said), "good" if remedy.clear else "ask")], "  ")
    if remedy.parts:
        lines += page.flow([Run(text["note"], "faint")], "  ")
        if cut := sum(part.cut for part in remedy.parts):
            lines += page.flow([Run(text["cut-note"].format(n=cut), "ask")], "  ")
        lines += section(page, text["parts"], str(edits))
        for part in remedy.parts:
            lines += _part(page, part)
    if remedy.unclearable:
        lines += section(page, text["unclearable"])
        for why, members in _by_reason(remedy.unclearable):
            lines += page.flow([Run(text[why.value], "strong")], "  ")
            for one in members:
                for cleared in one.findings:
                    lines += _finding(page, cleared, "    ")
                if one.acts:
                    stated = "; ".join(f"{each.label} {each.value}".strip() for each in one.acts)
                    lines += page.flow([Run(f"{text['acts']}  {printable(stated)}", "faint")], "      ")
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _by_reason(unclearable: Sequence[Unclearable]) -> list[tuple[Why, tuple[Unclearable, ...]]]:
    """Each reason once with all that it explains; a conflict is a reason of its own."""
    found: dict[object, list[Unclearable]] = {}
    for number, one in enumerate(unclearable):
        found.setdefault(number if one.why is Why.CONFLICT else one.why, []).append(one)
    return [(members[0].why, tuple(members)) for members in found.values()]


def _part(page: Page, part: Part) -> Lines:
    text = _WORDS[page.lang]
    lines: Lines = []
    for step in part.steps:
        lines += _step(page, step)
    if part.cut:
        lines += page.flow([Run(badge(text["cut"]), "ask")], "    ")
    swaps = _swaps(part)
    for replaced, others in swaps[:_MOST_SHOWN]:
        whole = len(replaced) == len(part.steps)
        instead = [
            Run(text["instead_of"], "faint"),
            *_sum_of(replaced, page.lang),
            Run(text["instead"], "faint"),
        ]
        runs = [*([] if whole else instead), *_sum_of(others, page.lang)]
        lines += page.flow([Run(f"{text['alternatives']}  ", "faint"), *runs], "    ", "      ")
    if len(swaps) > _MOST_SHOWN:
        more = text["more"].format(n=len(swaps) - _MOST_SHOWN)
        lines += page.flow([Run(more, "faint")], "    ", "      ")
    if part.otherwise:
        runs = _sum_of(part.otherwise, page.lang)
        lines += page.flow([Run(f"{text['otherwise']}  ", "faint"), *runs], "    ", "      ")
    return [*lines, ""]


def _swaps(part: Part) -> list[tuple[tuple[Step, ...], tuple[Step, ...]]]:
    """Of every alternative what it leaves out and what it has instead; not several of them at once.

    A set can be long, and an alternative to one edit of it short.
    """
    first = {one.proposal.key for one in part.steps}
    sets = [{one.proposal.key for one in steps} - first for steps in part.alternatives]
    return [
        (
            tuple(one for one in part.steps if one.proposal.key not in {each.proposal.key for each in steps}),
            tuple(one for one in steps if one.proposal.key in own),
        )
        for steps, own in zip(part.alternatives, sets, strict=True)
        if not any(other < own for other in sets)
    ]


def _sum_of(steps: tuple[Step, ...], lang: Lang) -> list[Run | str]:
    runs: list[Run | str] = []
    for number, step in enumerate(steps):
        runs += [Run(" + ", "faint")] if number else []
        runs += [Run(f"{badge(_doing(step, lang))} ", "faint")] if step.proposal.act else []
        runs += [printable(_label(step, lang)), " ", Run(_value(step, lang), "good")]
    return runs


def _step(page: Page, step: Step) -> Lines:
    text = _WORDS[page.lang]
    kind = step.proposal.kind
    style: Tone = "ask" if kind in ("change", "remove") else "good"
    runs: list[Run | str] = [Run(badge(_doing(step, page.lang)), style), " "]
    runs = [
        *runs,
        Run(printable(_label(step, page.lang)), "strong"),
        "  ",
        Run(_value(step, page.lang), "good"),
    ]
    lines = page.flow(runs, "  ", "    ")
    changed = kind in ("change", "remove")
    if step.proposal.act or changed:
        note = "once-done" if step.proposal.act else "changed"
        lines += page.flow([Run(text[note], "ask")], "    ")
    if step.proposal.condition and step.proposal.value in ("bound", "example"):
        lines += keyed(page, text["condition"], [printable(step.proposal.condition)], indent=4, width=6)
    for one in step.conditions:
        runs_: list[Run | str] = [printable(one.condition), Run(f"  {printable(one.rule)}", "faint")]
        lines += keyed(page, text["side"], runs_, indent=4, width=9)
    for cleared in step.clears:
        lines += _finding(page, cleared, "    ")
    return lines


def _finding(page: Page, cleared: Cleared, indent: str) -> Lines:
    text = _WORDS[page.lang]
    known = words(page.lang)
    level = (known.proposal_levels if cleared.draft else known.levels)[Level(cleared.level)]
    subject = words(page.lang).plan if cleared.subject == "plan" else printable(cleared.subject)
    runs: list[Run | str] = [
        Run(badge(level), "faint"),
        f" {printable(cleared.rule)} {printable(cleared.title)} — {subject}",
    ]
    lines = page.flow(runs, indent, indent + "  ")
    lines += page.flow([Run(f"{text['basis']}  {printable(cleared.citation)}", "faint")], indent + "  ")
    if cleared.action:
        lines += page.flow([Run(f"{text['action']}  {printable(cleared.action)}", "faint")], indent + "  ")
    return lines


def _doing(step: Step, lang: Lang) -> str:
    """What is to be done with the field; what records an act only after it."""
    kind = step.proposal.kind
    return _WORDS[lang][f"{kind}-act" if step.proposal.act else kind]


def _label(step: Step, lang: Lang) -> str:
    new = _WORDS[lang]["new"]
    edit = step.proposal.edit
    return edit.label.replace("[…]", f"[{new}]") + (f"[{new}]" if edit.append else "")


def _value(step: Step, lang: Lang) -> str:
    """What the value is: a bound, choices, an answer, or whatever is true."""
    text, proposal = _WORDS[lang], step.proposal
    if proposal.kind == "remove":
        return ""
    if proposal.value == "open":
        none = f" ({text['or_none']})" if "없음" in step.values else ""
        return f"{text['open']}{none}"
    if proposal.value == "example":
        return f"{text['open']} ({text['example']} {printable(proposal.edit.written)})"
    if proposal.bound is not None:
        return bound_words(proposal.bound, lang)
    values = list(step.values) or [proposal.edit.written]
    if values == ["없음"]:
        return text["if_none"]
    return f" {text['or']} ".join(printable(one) for one in values if one) or text["open"]


def bound_words(bound: Bound, lang: Lang) -> str:
    """`3억원 이상`."""
    return _OPS[lang][bound.op].format(printable(bound.value))
