"""Rules: duties, weights, texts and what clears a finding; criteria."""

from __future__ import annotations

import pytest
import yaml

from jichim.policy.endings import duty_of, read_endings, shipped_endings
from jichim.policy.model import DefinitionTerm, DutyClass, FieldTerm, ListTerm, NameTerm, ParameterTerm
from jichim.resources import folder
from jichim.vocabulary.quantity import Duration
from policy.programs import HEADER, mistakes, policy_of, resolve_texts, rule

ENDINGS = yaml.safe_load((folder("rules") / "endings.yaml").read_text(encoding="utf-8"))["endings"]
PHRASES = [
    (entry["class"], entry.get("force"), str(p)) for entry in ENDINGS for p in (*entry["ko"], *entry["en"])
]


def ruled(duty: str, weight: str = "") -> str:
    head = f'규칙 R-1\n  근거 "1조"\n  대상 서비스\n  의무 "{duty}"\n'
    return f'{head}  요건 구축비 기재\n  지적 {weight} "없다"\n'


@pytest.mark.parametrize(("kind", "force", "phrase"), PHRASES)
def test_every_ending_carries_its_duty(kind: str, force: str | None, phrase: str) -> None:
    (found,) = policy_of(ruled(phrase)).rules
    assert (found.duty.duty.value, found.duty.force, found.duty.phrase) == (kind, force, phrase)
    spaced = duty_of("  " + phrase.replace(" ", "   ").upper(), shipped_endings())
    assert spaced is not None
    assert (spaced.duty, spaced.force) == (found.duty.duty, found.duty.force)


def test_the_table_has_every_class_and_no_ending_twice() -> None:
    assert {kind for kind, _, _ in PHRASES} == {one.value for one in DutyClass}
    assert {force for kind, force, _ in PHRASES if kind == "must"} == {"strict", "plain", "soft"}
    assert {force for kind, force, _ in PHRASES if kind != "must"} == {None}
    spellings = [" ".join(phrase.split()).casefold() for _, _, phrase in PHRASES]
    assert len(spellings) == len(set(spellings)) == len(shipped_endings())


MEANINGS = [
    ("하여야 한다", DutyClass.MUST, "strict", "major"),
    ("한다", DutyClass.MUST, "plain", "moderate"),
    ("하도록 한다", DutyClass.MUST, "soft", "moderate"),
    ("고려하여야 한다", DutyClass.CONSIDER, None, "moderate"),
    ("원칙으로 한다", DutyClass.PRINCIPLE, None, "minor"),
    ("노력하여야 한다", DutyClass.ENDEAVOUR, None, "minor"),
    ("필요하다", DutyClass.SHOULD, None, "minor"),
    ("할 수 있다", DutyClass.MAY, None, "minor"),
]


@pytest.mark.parametrize(("phrase", "kind", "force", "weight"), MEANINGS)
def test_duty_and_usual_weight(phrase: str, kind: DutyClass, force: str | None, weight: str) -> None:
    (found,) = policy_of(ruled(phrase)).rules
    assert (found.duty.duty, found.duty.force, found.weight) == (kind, force, weight)
    assert found.duty.label == (f"{kind.value} {force}" if force else kind.value)
    (given,) = policy_of(ruled(phrase, "경미")).rules
    assert given.weight == "minor"


def test_the_first_phrase_of_an_entry_wins_only_once() -> None:
    table = read_endings("endings:\n  - class: may\n    ko: [할 수 있다]\n    en: [may]\n")
    assert {phrase: duty.duty for phrase, duty in table.items()} == {
        "할 수 있다": DutyClass.MAY,
        "may": DutyClass.MAY,
    }
    assert duty_of("하여야 한다", table) is None


def test_a_rule_in_full() -> None:
    text = """규칙 SUS-1 "구성요소"
  근거 수립지침 4-2-1
  근거 "표 4-2"
  대상 서비스
  의무 하도록 한다
  제안문 반영하여야 한다
  적용 단계 = 운영
  단서 강제서비스 = 예
  요건 구축비 기재
  증거만
  지적 중대 "{서비스}: {누락항목}"
  조치 "다시 낸다"
  담당 계획수립권자
  기한 30일
  해소 구축비, 비용, 캔버스.핵심자원"""
    (found,) = policy_of(text).rules
    assert (found.name, found.title, found.proposal, found.weight) == (
        "SUS-1",
        "구성요소",
        "반영하여야 한다",
        "major",
    )
    assert (found.by, found.within, found.evidence_only) == ("계획수립권자", Duration(0, 30), True)
    assert found.basis.citations == ("수립지침 4-2-1", "표 4-2")
    assert [(type(one), one.path) for one in found.clears] == [
        (FieldTerm, "build_cost"),
        (ListTerm, "costs"),
        (FieldTerm, "canvas.resources"),
    ]


def test_places_of_a_text() -> None:
    text = r"앞 \"{서비스}\" {대상} { 구축비 } {큰값} {하한} {누락항목}{서비스.이름} 뒤 {"
    policy = policy_of(
        "기준값 하한 = 3억원",
        "정의 큰값 대상 서비스 = 구축비 + 하한",
        rule("구축비 기재", more=f'  지적 중대 "{text}"\n  조치 "{{missing}}을 낸다"\n'),
    )
    (found,) = policy.rules
    assert found.finding is not None
    assert [
        part if part is None or isinstance(part, str) else type(part) for part in found.finding.parts
    ] == [
        '앞 "',
        NameTerm,
        '" ',
        NameTerm,
        " ",
        FieldTerm,
        " ",
        DefinitionTerm,
        " ",
        ParameterTerm,
        " ",
        None,
        FieldTerm,
        " 뒤 {",
    ]
    assert found.action is not None
    assert found.action.parts == (None, "을 낸다")


def test_each_wrong_place_is_underlined_where_it_stands() -> None:
    more = '  지적 중대 "\\n{하나} {하나}"\n'
    _, diagnostics = resolve_texts(f"{HEADER}{rule('구축비 기재', more=more)}")
    places = [one.span for one in diagnostics if one.span]
    assert [place.text for place in places] == ["{하나}", "{하나}"]
    assert places[1].start - places[0].start == 5


def test_a_place_may_be_ambiguous() -> None:
    assert mistakes(rule("제출일 기재", subject="계획", more='  지적 중대 "{명칭}"\n')) == [
        ("R002", "{명칭}")
    ]


def test_every_mistake_of_a_rule_is_reported_at_once() -> None:
    text = """규칙 R-1
  대상 서비스
  의무 하여야 하지
  적용 없는하나 기재
  단서 없는둘 기재
  요건 구축비 > 3명 그리고 없는셋 기재
  지적 중대 "{없는넷}"
  조치 "{없는다섯}"
  기한 3명
  해소 없는여섯"""
    assert mistakes(text) == [
        ("R012", "R-1"),
        ("R011", "하여야 하지"),
        ("R001", "없는하나"),
        ("R001", "없는둘"),
        ("R003", "구축비 > 3명"),
        ("R001", "없는셋"),
        ("R027", "{없는넷}"),
        ("R027", "{없는다섯}"),
        ("R036", "3명"),
        ("R001", "없는여섯"),
    ]


def test_criteria() -> None:
    policy = policy_of(
        '평가항목 합리성 "비용 추정의 합리성"\n  대상 서비스\n  척도 1~5\n  질문 "타당한가"',
        "평가항목 총평",
        rule("합리성 >= 3 그리고 총평 기재"),
    )
    first, second = policy.criteria
    assert (first.name, first.title, first.scale, first.question) == (
        "합리성",
        "비용 추정의 합리성",
        (1, 5),
        "타당한가",
    )
    assert [binding.node for binding in first.bindings] == ["service"]
    assert (second.title, second.scale, [binding.node for binding in second.bindings]) == (
        "총평",
        None,
        ["plan"],
    )
