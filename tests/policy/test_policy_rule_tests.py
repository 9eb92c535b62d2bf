"""Tests in the language as plan documents."""

from __future__ import annotations

import datetime

from policy.programs import HEADER, mistakes, policy_of, resolve_texts, rule

DERIVED = "도출 등급 대상 서비스\n  경우 높음 적용 구축비 > 3억원\n  경우 낮음 적용 구축비 <= 3억원"


def content(*givens: str) -> object:
    text = '시험 "하나"\n' + "".join(f"  전제 {given}\n" for given in givens) + "  기대 R-1 적합"
    return policy_of(rule("구축비 기재"), text).tests[0].content


def test_values_are_written_as_in_a_plan() -> None:
    assert content(
        '서비스 이름 = "버스" 단계 = 운영 구축비 = 3억원 강제서비스 = 예 운영개시일 = 2020-10-31'
        ' 사회비용 = 없음 대상지역 = ["영종", "송도"] 분야 = [교통, 행정] 총수익 = -3억원'
    ) == {
        "services": [
            {
                "name": "버스",
                "stage": "운영",
                "build_cost": "3억원",
                "compulsory": "예",
                "started": "2020-10-31",
                "social_costs": "없음",
                "areas": ["영종", "송도"],
                "field": ["교통", "행정"],
                "total_revenue": "-3억원",
            }
        ]
    }


def test_records_nest() -> None:
    assert content(
        '서비스 수익 = [{항목 = "버스요금", 구분 = 이용료}, {항목 = "국비"}] 핵심자원 = ["차량"]'
        ' 규제검토 = {검토결과 = clear, 규제목록 = [{규제명 = "면허"}]}'
    ) == {
        "services": [
            {
                "revenues": [{"name": "버스요금", "type": "이용료"}, {"name": "국비"}],
                "canvas": {"resources": ["차량"]},
                "regulation": {"result": "clear", "constraints": [{"name": "면허"}]},
            }
        ]
    }


def test_several_subjects() -> None:
    assert content(
        '서비스 이름 = "가"',
        '스마트도시서비스 이름 = "나"',
        "계획 제출일 = 2020-10-15",
        "재원계획 총사업비 = 400억원",
        '계획 계획.명칭 = "도시" 공동활용 = [{공동자원 = "망"}]',
    ) == {
        "services": [{"name": "가"}, {"name": "나"}],
        "about": {"submitted": "2020-10-15", "name": "도시"},
        "funding_plan": {"total": "400억원"},
        "shared_use": [{"resource": "망"}],
    }


def test_an_empty_subject_is_a_record() -> None:
    assert content("서비스") == {"services": [{}]}


def test_expectations() -> None:
    text = """시험 "하나"
  기준일 2021-03-01
  전제 서비스 이름 = "가"
  기대 r-1 "가" 부적합
  기대 등급 = 높음
  기대 등급 판단불가
  기대 주체판정 "가" = 공공"""
    table = (
        "판정표 주체판정 대상 서비스\n  | 등급 | => 주체판정 |\n  | 높음 | => 공공 |\n  | 낮음 | => 민간 |"
    )
    (test,) = policy_of(DERIVED, table, rule("구축비 기재"), text).tests
    assert (test.title, test.instrument, test.as_of) == ("하나", "가", datetime.date(2021, 3, 1))
    assert [(one.name, one.subjects, one.outcome, one.value) for one in test.expectations] == [
        ("R-1", ("가",), "not-met", None),
        ("등급", (), None, "높음"),
        ("등급", (), "undetermined", None),
        ("주체판정", ("가",), None, "공공"),
    ]


def test_a_wrong_rule_is_still_a_rule_for_its_tests() -> None:
    text = '시험 "하나"\n  전제 서비스 구축비 = 1원\n  기대 R-1 적합\n  기대 등급 = 높음'
    wrong = "도출 등급 대상 서비스\n  경우 높음 적용 구춥비 > 1원\n  경우 낮음 그밖에"
    assert mistakes(wrong, rule("없는것 기재"), text) == [("R001", "구춥비"), ("R001", "없는것")]


def test_all_mistakes_of_a_test_at_once() -> None:
    text = """시험 "하나"
  전제 서비쓰 이름 = "가"
  전제 서비스 없는하나 = 1원 비용 = [{없는둘 = 3}]
  전제 계획 명칭 = "가"
  기대 R-9 적합
  기대 R-1 = 높음"""
    assert mistakes(rule("구축비 기재"), text) == [
        ("R008", "서비쓰"),
        ("R001", "없는하나"),
        ("R001", "없는둘"),
        ("R002", "명칭"),
        ("R020", "R-9"),
        ("R038", "기대 R-1 = 높음"),
    ]


def test_each_instrument_expects_its_own_derivation() -> None:
    test = '시험 "{}"\n  전제 서비스 구축비 = 1원\n  기대 등급 = 낮음\n'
    other = '정책 나\n  제목 "나"\n  상태 시행\n'
    policy, diagnostics = resolve_texts(
        f"{HEADER}{DERIVED}\n{test.format('하나')}", f"{other}{DERIVED}\n{test.format('둘')}"
    )
    assert not diagnostics
    assert [(one.title, one.expectations[0].name) for one in policy.tests] == [
        ("하나", "가:등급"),
        ("둘", "나:등급"),
    ]
