"""An impact as one HTML page: no scripts, nothing from elsewhere, everything of a plan escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from jichim.authoring.diff.diff_html import POLICY, STYLE
from jichim.authoring.diff.sheet import summary
from jichim.authoring.impact.impact_text import field_label
from jichim.authoring.impact.model import Impact, PlanShift, RuleShift, Shift
from jichim.authoring.impact.words import WORDS, counts_word, lack_word, result_word, rule_remarks
from jichim.diagnostic import Lang
from jichim.report.layout import printable
from jichim.vocabulary.model import Vocabulary


def impact_html(impact: Impact, lang: Lang, vocabulary: Vocabulary) -> str:
    """The numbers, the rules, then a section for each listed plan."""
    words = WORDS[lang]
    numbers = [
        ", ".join(summary(impact.diff, lang)) or words.same,
        words.given.format(
            given=impact.given, reviewed=impact.reviewed, unusable=impact.given - impact.reviewed
        ),
    ]
    if impact.sheets:
        numbers.append(words.sheets.format(n=len(impact.sheets)))
    if impact.changed:
        numbers.append(words.changed.format(changed=impact.changed, shifts=impact.shifts))
        numbers.append(words.flipped.format(flipped=impact.flipped))
    else:
        numbers.append(words.nothing)
    parts = [
        f"<h1>{words.title}</h1>",
        f'<p class="sides">{_text(impact.diff.old)} → {_text(impact.diff.new)}</p>',
    ]
    parts.append(_list(map(_text, numbers)))
    if impact.rules:
        parts += [f"<h2>{words.rules}</h2>", _list(_rule(one, lang) for one in impact.rules)]
    for title, groups in ((words.cities, impact.cities), (words.fields, impact.fields)):
        if groups:
            named = [(field_label(one.name, vocabulary) if lang == "ko" else one.name, one) for one in groups]
            told = (
                words.group.format(
                    name=name or words.unnamed, plans=one.plans, services=one.services, shifts=one.shifts
                )
                for name, one in named
            )
            parts += [f"<h2>{title}</h2>", _list(map(_text, told))]
    if impact.plans:
        parts += [f"<h2>{words.plans}</h2>", *(_plan(one, lang) for one in impact.plans)]
        if (more := impact.changed - len(impact.plans)) > 0:
            parts.append(f"<p>{_text(words.more.format(n=more))}</p>")
    if impact.lacks:
        parts += [f"<h2>{words.lacks}</h2>", _list(_text(lack_word(one, lang)) for one in impact.lacks)]
    if impact.unusable:
        told = (f"{name}: {one.code} {one.ko if lang == 'ko' else one.en}" for name, one in impact.unusable)
        parts += [f"<h2>{words.unusable}</h2>", _list(map(_text, told))]
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{words.title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def _rule(one: RuleShift, lang: Lang) -> str:
    words = WORDS[lang]
    head = f"<b>{_text(one.name)}</b> {_text(one.title)} <small>{_text('; '.join(one.cites))}</small>"
    moves = [
        words.moved.format(
            old=result_word(old, was, one.kind, lang), new=result_word(new, now, one.kind, lang), n=count
        )
        for (old, was), (new, now), count in one.moves
    ] or [words.no_effect]
    moves += rule_remarks(one, lang)
    return head + _list(map(_text, moves))


def _plan(plan: PlanShift, lang: Lang) -> str:
    words = WORDS[lang]
    flip = f" [{words.flip}]" if plan.flipped else ""
    head = f"<h3>{_text(plan.name)} {_text(plan.plan or '')} — {_text(counts_word(plan, lang) + flip)}</h3>"
    return head + _list(_shift(one, lang) for one in plan.shifts)


def _shift(one: Shift, lang: Lang) -> str:
    words = WORDS[lang]
    before = result_word(one.old, one.old_level, one.kind, lang)
    after = result_word(one.new, one.new_level, one.kind, lang)
    subject = one.subject or words.whole
    place = f" ({one.place})" if one.place and one.subject else ""
    head = f"<b>{_text(one.name)}</b> {_text(subject + place)}: {_text(before)} → {_text(after)}"
    why = (
        f"{words.sides[each.side]} {words.truths[each.truth]}: {each.text}"
        + (f" — {'; '.join(each.reads)}" if each.reads else "")
        for each in one.reasons
    )
    return head + (_list(map(_text, why)) if one.reasons else "")


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
