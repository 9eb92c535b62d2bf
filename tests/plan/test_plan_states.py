"""The three states of a field, and what each kind of field reads."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from reading import codes, read, root, service

from jichim.plan import NONE, UNPRICED, Conflict
from jichim.vocabulary import Duration, Interval

EVERY_KIND = ("목적", "목표", "예산", "인력", "비율", "기간", "제출일", "단계", "합의", "전담조직")
PATHS = {
    "목적": "purpose",
    "목표": "goals",
    "예산": "budget",
    "인력": "staff",
    "비율": "share",
    "기간": "term",
    "제출일": "submitted",
    "단계": "stage",
    "합의": "agreed",
    "전담조직": "unit",
}


@pytest.mark.parametrize("key", EVERY_KIND)
@pytest.mark.parametrize("written", ["없음", "none", "None", "해당없음", "해당 없음", "無", "[]", '"없음"'])
def test_explicit_none_for_every_kind(key: str, written: str) -> None:
    assert root(f"{key}: {written}").facts == {PATHS[key]: NONE}


@pytest.mark.parametrize("key", EVERY_KIND)
@pytest.mark.parametrize("written", ["미정", "TBD", "추후 결정", "추후결정", "협의 중", "미확정"])
def test_undecided_is_not_mentioned_with_a_note(key: str, written: str) -> None:
    assert root(f"명칭: 가\n{key}: {written}").facts == {"name": "가"}
    assert codes(f"명칭: 가\n{key}: {written}") == [("P024", written)]


@pytest.mark.parametrize("key", [*EVERY_KIND, "서비스"])
@pytest.mark.parametrize("written", ["", "~", "null", '""', "''", '"-"'])
def test_empty_is_not_mentioned(key: str, written: str) -> None:
    record = root(f"명칭: 가\n{key}: {written}")
    assert record.facts == {"name": "가"}
    assert record.lists == {}
    assert [code for code, _ in codes(f"명칭: 가\n{key}: {written}")] == ["P023"]


@pytest.mark.parametrize("text", ["전담조직: {}", "서비스: {}", "서비스: [{}]", "서비스: [{이름: }]"])
def test_empty_mappings_are_not_mentioned(text: str) -> None:
    record = root(f"명칭: 가\n{text}")
    assert (record.facts, record.lists) == ({"name": "가"}, {})
    assert [code for code, _ in codes(f"명칭: 가\n{text}")] == ["P023"]


def test_empty_values_are_one_note() -> None:
    assert [code for code, _ in codes("명칭: 가\n목적:\n목표:\n예산:\n")] == ["P023"]


@pytest.mark.parametrize(
    ("text", "path", "fact"),
    [
        ("목적: no", "purpose", "no"),
        ("목적: yes", "purpose", "yes"),
        ("목적: 010", "purpose", "010"),
        ("목적: 12:30", "purpose", "12:30"),
        ("목적: 1e3", "purpose", "1e3"),
        ("목적: 2020-10-15", "purpose", "2020-10-15"),
        ("목적: 0x1F", "purpose", "0x1F"),
        ("목적: .inf", "purpose", ".inf"),
        ("목적: |\n  첫째\n  둘째\n", "purpose", "첫째\n둘째"),
        ("목적: \u1100\u1161", "purpose", "가"),
        ("목적: 가\u200b나", "purpose", "가나"),
        ("목적: 미산정", "purpose", "미산정"),
        ("목표: 하나", "goals", ("하나",)),
        ("목표: [하나, 둘, 미정, ]", "goals", ("하나", "둘")),
        ("목표:\n- yes\n- 010", "goals", ("yes", "010")),
        ("예산: 12.4억원", "budget", 1_240_000_000),
        ("예산: 0", "budget", 0),
        ("예산: 12.4억원/년", "yearly", 1_240_000_000),
        ("예산: 월 1억원", "yearly", 1_200_000_000),
        ("예산: 분기 1억원", "yearly", 400_000_000),
        ("예산: 약 70억원/월", "yearly", Interval(65 * 12 * 10**8, 75 * 12 * 10**8)),
        ("연간예산: 3억원", "yearly", 300_000_000),
        ("연간예산: 3억원/년", "yearly", 300_000_000),
        ("예산: 2,000원/시간", "price", 2_000),
        ("예산: 3만원/주", "price", 30_000),
        ("예산: 미산정", "budget", UNPRICED),
        ("예산: 2~3억원", "budget", Interval(200_000_000, 300_000_000)),
        ("인력: 18명", "staff", 18),
        ("인력: 18인", "staff", 18),
        ("인력: 010", "staff", 10),
        ("인력: 1,518", "staff", 1518),
        ("회의 횟수: 연 4회", "meetings", 4),
        ("회의 횟수: 4회/년", "meetings", 4),
        ("회의 횟수: 4", "meetings", 4),
        ("시작: 2020", "start", 2020),
        ("시작: 2020년", "start", 2020),
        ("시작: 2020~2021년", "start", Interval(2020, 2021)),
        ("예산: 0원/년", "yearly", 0),
        ("고정액: 0원/년", "fixed", 0),
        ("비율: 8%", "share", Fraction(8, 100)),
        ("비율: 0.08", "share", Fraction(8, 100)),
        ("비율: 8~10%", "share", Interval(Fraction(8, 100), Fraction(1, 10))),
        ("기간: 3년", "term", Duration(months=36)),
        ("제출일: 2020-10-15", "submitted", datetime.date(2020, 10, 15)),
        ("제출일: 2020.10.15.", "submitted", datetime.date(2020, 10, 15)),
        ("제출일: 2020. 10. 5.", "submitted", datetime.date(2020, 10, 5)),
        ("제출일: 2020/10/15", "submitted", datetime.date(2020, 10, 15)),
        ("제출일: 20201015", "submitted", datetime.date(2020, 10, 15)),
        ("제출일: 2020. 10. 15.(목)", "submitted", datetime.date(2020, 10, 15)),
        ("제출일: 2020년 10월 15일 목요일", "submitted", datetime.date(2020, 10, 15)),
        ("제출일: 2020년 10월 15일", "submitted", datetime.date(2020, 10, 15)),
        ("제출일: 2020-02", "submitted", Interval(datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))),
        ("제출일: 2020", "submitted", Interval(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))),
        ("제출일: 2020년", "submitted", Interval(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))),
        ("제출일: 2020년도", "submitted", Interval(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))),
        (
            "제출일: 2020년 하반기",
            "submitted",
            Interval(datetime.date(2020, 7, 1), datetime.date(2020, 12, 31)),
        ),
        (
            "제출일: 2020년 3분기",
            "submitted",
            Interval(datetime.date(2020, 7, 1), datetime.date(2020, 9, 30)),
        ),
        ("단계: 운영", "stage", "running"),
        ("단계: Running", "stage", "running"),
        ("단계: 시범운영", "stage", "pilot"),
        ("분야: 교통", "fields", ("traffic",)),
        ("분야: 보건·의료·복지", "fields", ("welfare",)),
        ("분야: 보건·의료·복지, 교통", "fields", ("welfare", "traffic")),
        ("분야: 의료 또는 교통", "fields", ("medical", "traffic")),
        ("분야: 의료/교통", "fields", ("medical", "traffic")),
        ("분야: [의료, 교통]", "fields", ("medical", "traffic")),
        ("분야: 해당 없음", "fields", ("none_yet",)),
        ("합의: 예", "agreed", True),
        ("합의: yes", "agreed", True),
        ("합의: O", "agreed", True),
        ("합의: 있음", "agreed", True),
        ("합의: 아니요", "agreed", False),
        ("합의: no", "agreed", False),
        ("합의: X", "agreed", False),
    ],
)
def test_the_kind_of_the_field_decides(text: str, path: str, fact: object) -> None:
    facts = root(text).facts
    assert facts == {path: fact}
    assert type(facts[path]) is type(fact)


@pytest.mark.parametrize(
    ("text", "path", "fact"),
    [
        ("예산: -3억원", "budget", -300_000_000),
        ("예산: △3억원", "budget", -300_000_000),
        ("연간예산: 월 -1억원", "yearly", -1_200_000_000),
        ("예산: -3억원~1억원", "budget", Interval(-300_000_000, 100_000_000)),
    ],
)
def test_a_negative_amount_is_read_with_a_warning(text: str, path: str, fact: object) -> None:
    assert root(text).facts == {path: fact}
    assert codes(text) == [("P042", text.partition(": ")[2])]


def test_nothing_is_not_negative() -> None:
    assert codes("예산: 0원") == codes("예산: -0원") == []


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ("예산: 35", "P034", "35"),
        ("예산: 18명", "P035", "18명"),
        ("인력: 18건", "P035", "18건"),
        ("인력: 3억원", "P035", "3억원"),
        ("비율: 3년", "P035", "3년"),
        ("기간: 3", "P033", "3"),
        ("시작: 30개월", "P035", "30개월"),
        ("시작: -3년", "P035", "-3년"),
        ("인력: 3년", "P035", "3년"),
        ("인력: 2.5명", "P033", "2.5명"),
        ("인력: -2명", "P033", "-2명"),
        ("인력: 많음", "P033", "많음"),
        ("인력: 1e3", "P033", "1e3"),
        ("예산: 0.5원", "P036", "0.5원"),
        ("예산: 10억원 이상", "P037", "10억원 이상"),
        ("예산: 3~2억원", "P038", "3~2억원"),
        ("고정액: 3억원/년", "P039", "3억원/년"),
        ("고정액: 3원/건", "P039", "3원/건"),
        ("인력: 18명/년", "P039", "18명/년"),
        ("비율: 연 8%", "P039", "연 8%"),
        ("회의 횟수: 4회/월", "P039", "4회/월"),
        ("비율: 8", "P041", "8"),
        ("비율: 1", "P041", "1"),
        ("제출일: 2020-02-30", "P040", "2020-02-30"),
        ("제출일: 20-10-15", "P040", "20-10-15"),
        ("제출일: 2020-10-15T00:00:00", "P040", "2020-10-15T00:00:00"),
        ("제출일: 0000", "P040", "0000"),
        ("단계: 계획, 운영", "P031", "계획, 운영"),
        ("단계: 운형", "P030", "운형"),
        ("분야: 교통/교퉁", "P030", "교통/교퉁"),
        ("합의: 아마", "P032", "아마"),
        ("합의: 1", "P032", "1"),
        ("목적: [가, 나]", "P022", "[가, 나]"),
        ("목적: {가: 나}", "P022", "{가: 나}"),
        ("목표: [{가: 나}]", "P022", "{가: 나}"),
        ("목표: [없음, 가]", "P025", "없음"),
        ("서비스: [없음, 가]", "P025", "없음"),
        ("서비스: 있음", "P022", "있음"),
        ("서비스: [[가]]", "P022", "[가]"),
        ("전담조직: [가]", "P022", "[가]"),
        ("서비스: [{캔버스: 좋음}]", "P022", "좋음"),
    ],
)
def test_mistakes_are_underlined(text: str, code: str, underlined: str) -> None:
    assert codes(text) == [(code, underlined)]
    assert read(text)[0] is None


def test_a_list_that_says_a_thing_twice_counts_it_once() -> None:
    assert root("목표: [가, 나, 가]").facts["goals"] == ("가", "나")
    assert codes("목표: [가, 나, 가]") == [("P026", "가")]


def test_unknown_choices_are_helped_by_the_nearest_letters() -> None:
    _, diagnostics = read("단계: 운형")
    assert diagnostics[0].help is not None
    assert "`운영`" in diagnostics[0].help.ko
    assert "`running`" in diagnostics[0].help.en


def test_a_section_is_a_mapping_its_title_or_just_there() -> None:
    assert root("전담조직: {명칭: 가과}").facts == {"unit": True, "unit.name": "가과"}
    assert root("전담조직: 가과").facts == {"unit": True, "unit.name": "가과"}
    assert root("전담조직: 있음").facts == {"unit": True}
    assert root("전담조직: {책임자: {직급: 5급}}").facts == {
        "unit": True,
        "unit.head": True,
        "unit.head.grade": "5급",
    }
    assert root("명칭: 가\n전담조직: {명칭: , 책임자: {직급: 미정}}").facts == {"name": "가"}


def test_records_are_mappings_or_titles() -> None:
    for text in ("서비스: [{이름: 가}, 나]", "서비스: [가, {이름: 나}]", "서비스: [가, 나, 미정, {이름: }]"):
        records = root(text).lists["services"]
        assert isinstance(records, tuple)
        assert [(each.name, each.index) for each in records] == [("가", 0), ("나", 1)]
    single = root("서비스: {이름: 가}").lists["services"]
    assert isinstance(single, tuple)
    assert [each.name for each in single] == ["가"]
    assert root("서비스: 없음").lists == {"services": NONE}
    assert root("서비스: []").lists == {"services": NONE}
    assert root("서비스: [없음]").lists == {"services": NONE}
    assert root("명칭: 가\n서비스: [미정]").lists == {}


def test_records_without_a_name_and_with_the_same_name() -> None:
    text = "서비스: [{캔버스: {비용구조: [x]}}, 가, 가, 가#2, '가 ']"
    records = root(text).lists["services"]
    assert isinstance(records, tuple)
    names = [each.name for each in records]
    assert names[:3] == ["서비스 1", "가", "가#2"]
    assert len(set(names)) == 5
    assert [code for code, _ in codes(text)] == ["P050", "P050", "P050"]


def test_two_figures_for_one_thing_are_a_contradiction() -> None:
    fact = root("예산: 1억원/월\n연간예산: 10억원").facts["yearly"]
    assert isinstance(fact, Conflict)
    assert [each.value for each in fact.candidates] == [1_200_000_000, 1_000_000_000]
    assert [str(each.place) for each in fact.candidates] == ["p.yaml:1:5", "p.yaml:2:7"]
    assert root("예산: 1억원/월\n연간예산: 12억원").facts == {"yearly": 1_200_000_000}


def test_a_service_of_its_own() -> None:
    assert service("비용: [{항목: 임대, 금액: 미산정}]").name == "S"
