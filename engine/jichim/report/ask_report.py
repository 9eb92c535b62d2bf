"""Open questions as a checklist: for a terminal, as Markdown to send to a city, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from jichim.diagnostic import Lang
from jichim.report.layout import Page, Run, printable
from jichim.report.parts import Lines, grouped, names
from jichim.report.words import words
from jichim.review.model import Review
from jichim.scenario.questions import Question
from jichim.version import VERSION
from jichim.vocabulary.model import Kind

SCHEMA = "jichim.questions/1"
_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("글", "text"),
    Kind.ITEMS: ("목록: [가, 나]", "list: [a, b]"),
    Kind.MONEY: ("금액", "an amount"),
    Kind.COUNT: ("수", "a count"),
    Kind.RATIO: ("비율", "a ratio"),
    Kind.DURATION: ("기간", "a duration"),
    Kind.DATE: ("날짜", "a date"),
    Kind.CHOICE: ("선택", "a choice"),
    Kind.YESNO: ("예 또는 아니오", "yes or no"),
    Kind.SECTION: ("묶음: {필드: 값}", "a mapping: {field: value}"),
    Kind.RECORDS: ("목록: [{필드: 값}]", "a list: [{field: value}]"),
}
_WORDS: dict[Lang, dict[str, str]] = {
    "ko": {
        "title": "{plan}: 물을 것 {n}가지",
        "note": "답하면 가장 많은 것이 정해지는 차례이다. 없으면 `없음`, 정하지 않았으면 `미정`이라고 "
        "답한다.",
        "none": "물을 것이 없다",
        "answer": "답",
        "settles": "이 답까지 있으면 {n}건을 판단한다",
        "for": "기다리는 것",
    },
    "en": {
        "title": "{plan}: {n} questions",
        "note": "In the order in which answers settle most. Answer `none` where there is none and `TBD` "
        "where it is undecided.",
        "none": "nothing to ask",
        "answer": "answer",
        "settles": "with this, {n} results are decided",
        "for": "waiting",
    },
}


def render_questions(review: Review, asked: Sequence[Question], page: Page) -> str:
    """A checklist for a terminal, in the order of the questions."""
    text = _WORDS[page.lang]
    lines = page.flow([Run(_title(review, asked, page.lang), "strong")])
    lines.append(page.rule("═"))
    lines += page.flow([Run(text["note"] if asked else text["none"], "faint")], "  ")
    for number, question in enumerate(asked, start=1):
        lines += ["", *_question(page, number, question)]
    return "\n".join(lines) + "\n"


def _question(page: Page, number: int, question: Question) -> Lines:
    text = _WORDS[page.lang]
    lead = f"  [ ] {number}. "
    lines = page.flow([Run(printable(question.path), "strong")], lead, " " * len(lead))
    rest = " " * 6
    lines += page.flow([answer_form(question, page.lang)], rest)
    if question.field.description:
        lines += page.flow([Run(printable(question.field.description), "faint")], rest)
    waiting = names([printable(rule.rpartition(":")[2]) for rule, _ in question.waiting], page)
    runs: list[Run | str] = [Run(f"{text['for']}  {waiting}", "faint")]
    if question.settled:
        runs.append(Run(f" · {text['settles'].format(n=question.settled)}", "good"))
    return [*lines, *page.flow(runs, rest)]


def questions_markdown(review: Review, asked: Sequence[Question], lang: Lang) -> str:
    """A checklist by subject, to be filled in by the city; numbers keep the order that settles most."""
    text = _WORDS[lang]
    lines = [f"# {_escaped(_title(review, asked, lang))}", "", text["note"] if asked else text["none"]]
    numbered = list(enumerate(asked, start=1))
    for subject, members in grouped(numbered, lambda pair: pair[1].subject).items():
        name = words(lang).plan if subject == "plan" else subject
        lines += ["", f"## {_escaped(printable(name))}", ""]
        for number, question in members:
            lines.append(f"- [ ] {number}. **{_escaped(printable(question.path))}**")
            lines.append(f"  - {_escaped(answer_form(question, lang))}")
            if question.field.description:
                lines.append(f"  - {_escaped(printable(question.field.description))}")
            lines.append(f"  - {text['answer']}: ")
    return "\n".join(lines) + "\n"


def questions_json(review: Review, asked: Sequence[Question]) -> str:
    """The questions in their order, for programs."""
    document = {
        "schema": SCHEMA,
        "version": VERSION,
        "plan": review.plan,
        "file": review.file,
        "as_of": review.as_of.isoformat(),
        "questions": [
            {
                "subject": one.subject,
                "path": one.path,
                "kind": one.field.kind.value,
                "unit": one.field.unit,
                "choices": [choice.label for choice in one.field.choices],
                "many": one.field.many,
                "description": one.field.description,
                "waiting": [{"name": name, "subject": subject} for name, subject in one.waiting],
                "settled": one.settled,
            }
            for one in asked
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def answer_form(question: Question, lang: Lang) -> str:
    """What an answer looks like: the choices, or the kind with its unit and an example."""
    field, side = question.field, 0 if lang == "ko" else 1
    if field.choices:
        labels = " | ".join(choice.label if lang == "ko" else choice.name for choice in field.choices)
        several = (" (여럿 가능)" if lang == "ko" else " (several)") if field.many else ""
        return f"{labels}{several}"
    unit = f" ({field.unit})" if field.unit else ""
    example = f", {'예: ' if lang == 'ko' else 'e.g. '}{field.example}" if field.example else ""
    return f"{_KINDS[field.kind][side]}{unit}{example}"


def _title(review: Review, asked: Sequence[Question], lang: Lang) -> str:
    return _WORDS[lang]["title"].format(plan=printable(review.plan), n=len(asked))


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)
