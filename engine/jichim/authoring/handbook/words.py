"""The fixed words of the handbook; texts of rules, plans and vocabulary are not translated."""

from __future__ import annotations

from collections.abc import Mapping

from jichim.diagnostic import Lang

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("규칙 안내서", "Rule handbook"),
    "skip": ("본문으로", "Skip to the content"),
    "search": ("찾기: 번호, 조문, 낱말", "Search: id, address, words"),
    "found": ("{}건", "{} found"),
    "declarations": ("정의·도출·판정표·기준값", "Definitions, derivations, tables, parameters"),
    "address": ("조문", "Provision"),
    "heading": ("조 제목", "Heading"),
    "gist": ("내용", "What it says"),
    "ending": ("끝말", "Ending"),
    "addressee": ("수범자", "Addressee"),
    "deadline": ("기한", "Deadline"),
    "refs": ("인용", "References"),
    "without": ("규칙이 없는 까닭", "Why there is no rule"),
    "no_rule": ("이 조문을 옮긴 규칙이 없다.", "No rule encodes this provision."),
    "duty": ("의무", "Duty"),
    "proposal": ("제안문", "Wording of the proposal"),
    "cites": ("근거", "Citation"),
    "subject": ("대상", "Subject"),
    "period": ("시행", "In force"),
    "when": ("적용되는 때", "When it applies"),
    "always": ("언제나", "always"),
    "unless": ("단서: 적용하지 않는 때", "Proviso: when it does not apply"),
    "require": ("요건", "Requirement"),
    "evidence": (
        "적혀 있는지만 가리고, 충분한지는 검토자가 본다.",
        "It asks only whether evidence is stated; whether it suffices is for the reviewer.",
    ),
    "fields": ("계획에 적을 것", "What a plan must state"),
    "gates": ("적용되는지 가리려고 읽는 것", "Read to see whether it applies"),
    "test": ("시험", "Test"),
    "field": ("항목", "Field"),
    "meaning": ("뜻", "Meaning"),
    "example": ("적는 보기", "Example"),
    "finding": ("지적", "Finding"),
    "action": ("조치", "Action"),
    "by": ("담당", "By"),
    "within": ("기한", "Within"),
    "clears": ("해소하는 항목", "Cleared by"),
    "assumed": ("가정", "Assumption"),
    "note": ("해설", "Note"),
    "reads": ("읽는 선언", "Rests on"),
    "read_by": ("이것을 읽는 규칙", "Read by"),
    "examples": ("시험에서 온 보기", "Examples from its tests"),
    "premise": ("계획에 적힌 것", "What the plan states"),
    "outcome": ("결과", "Outcome"),
    "readings": ("해석", "Readings"),
    "nothing": ("아무것도 적지 않음", "nothing"),
    "source": ("원본", "Source"),
    "draft": ("초안", "draft"),
    "others": ("그 밖의 규칙", "Further rules"),
}
DUTIES: Mapping[str, tuple[str, str]] = {
    "must strict": ("의무(강)", "must, strict"),
    "must plain": ("의무", "must"),
    "must soft": ("의무(약)", "must, soft"),
    "consider": ("고려", "consider"),
    "principle": ("원칙", "principle"),
    "endeavour": ("노력", "endeavour"),
    "should": ("권고", "should"),
    "may": ("허용", "may"),
}
WEIGHTS: Mapping[str, tuple[str, str]] = {
    "major": ("중대", "major"),
    "moderate": ("보통", "moderate"),
    "minor": ("경미", "minor"),
}


def say(key: str, lang: Lang, table: Mapping[str, tuple[str, str]] = WORDS) -> str:
    ko, en = table[key]
    return ko if lang == "ko" else en
