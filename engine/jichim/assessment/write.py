"""A sheet to fill in: every criterion of every subject, with what the plan states beside it as comments."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from jichim.assessment.model import Scheme
from jichim.assessment.settle import scale_of
from jichim.assessment.stated import fields_of, statements
from jichim.assessment.subjects import Rated, rated, section_of, sections
from jichim.diagnostic import Lang
from jichim.plan.margin import quote
from jichim.plan.model import Place, Plan
from jichim.plan.tree import HIDDEN
from jichim.policy.model import Criterion, Policy

_HEAD = {
    "ko": (
        "# 평가표. 항목마다 `점수`를 적는다. 매기지 않을 항목은 비워 둔다(0점이 아니라 '평가 없음'이 된다).",
        "#   여러 사람이 평가하면 평가자마다 파일을 나눈다. {combine}",
        "#   주석은 계획이 그 항목에 대해 적은 것이다. 적지 않은 것은 미기재라고 나온다.",
    ),
    "en": (
        "# An assessment sheet. Write a `점수` (score) for each criterion; leave open what you do not rate:",
        "#   it then counts as not rated, never as zero. One file for each evaluator. {combine}",
        "#   The comments are what the plan states on the criterion; what it leaves out is `not stated`.",
    ),
}
_COMBINE = {
    ("ko", "mean"): "점수를 매긴 사람의 평균을 쓴다.",
    ("ko", "median"): "점수를 매긴 사람의 중앙값을 쓴다.",
    ("en", "mean"): "The mean of those who rated is used.",
    ("en", "median"): "The median of those who rated is used.",
}
_PLAIN = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9_·-]*(?: [가-힣A-Za-z0-9_·-]+)*")
_WORDS = re.compile(r"(?i)y|n|yes|no|true|false|on|off|null|none")
_BREAKS = {"\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}


def blank_sheet(
    plan: Plan, policy: Policy, schemes: Mapping[str, Scheme], evaluator: str = "", lang: Lang = "ko"
) -> str:
    """The YAML of a sheet on a plan; reads back without errors once an evaluator is named.

    Pairs of subjects are left out: an evaluator adds those that need a rating.
    """
    how = next((one.combination for one in schemes.values()), "mean")
    lines = [line.format(combine=_COMBINE[lang, how]) for line in _HEAD[lang]]
    lines += ["", "평가:", f"  계획: {_text(plan.name)}", f"  평가자: {_text(evaluator)}".rstrip()]
    lines += ["  소속:", "  분야:", "  일자:  # 2020-10-31"]
    for section in sections(policy.criteria, policy.vocabulary):
        if section.size > 1:
            continue
        criteria = [one for one in policy.criteria if section_of(one.bindings, policy.vocabulary) == section]
        lines += ["", f"{section.label}:"]
        for subject in rated(section, plan):
            indent = "  " if section.size == 0 else "    "
            lines += [] if section.size == 0 else [f"  {_text(subject.title)}:"]
            for criterion in criteria:
                lines += _criterion(criterion, subject, policy, schemes, lang, indent)
    return "\n".join(lines) + "\n"


def _criterion(
    criterion: Criterion,
    subject: Rated,
    policy: Policy,
    schemes: Mapping[str, Scheme],
    lang: Lang,
    indent: str,
) -> list[str]:
    scheme = schemes.get(criterion.basis.instrument)
    low, high = scale_of(criterion, schemes)
    items = f" [{', '.join(criterion.basis.items)}]" if criterion.basis.items else ""
    lines = [_comment(indent, f"{criterion.title}{items} ({low}~{high})")]
    if criterion.question:
        lines.append(_comment(indent, criterion.question))
    paths = fields_of(criterion, policy, scheme)
    silent: list[str] = []
    for statement in statements(subject.records[0], paths, policy.vocabulary):
        if not statement.values:
            silent.append(statement.label)
            continue
        lines.append(_comment(indent, f"  {statement.label}: {values_in_words(statement.values)}"))
        if statement.left_out:
            more = f"외 {statement.left_out}건" if lang == "ko" else f"and {statement.left_out} more"
            lines.append(_comment(indent, f"    {more}"))
    if silent:
        word = "미기재" if lang == "ko" else "not stated"
        lines.append(_comment(indent, f"  {word}: {', '.join(silent)}"))
    return [*lines, f"{indent}{_text(criterion.name)}: {{점수: , 의견: }}"]


def values_in_words(values: Sequence[tuple[str, Place]]) -> str:
    """Values with their places; those from one place give it once."""
    shown: dict[str, list[str]] = {}
    for value, place in values:
        shown.setdefault(str(place), []).append(quote(value))
    return "; ".join(f"{' / '.join(words)} ({place})" for place, words in shown.items())


def _comment(indent: str, text: str) -> str:
    """One comment line: what a plan says can neither end the line nor hide in it."""
    lead = text[: len(text) - len(text.lstrip())]
    return f"{indent}# {lead}{HIDDEN.sub('?', ' '.join(text.split()))}"


def _text(text: str) -> str:
    """A scalar that YAML reads back as this text."""
    if not text or (_PLAIN.fullmatch(text) and not _WORDS.fullmatch(text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(_BREAKS.get(char, char) for char in quoted)
