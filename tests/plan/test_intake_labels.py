"""Labels as documents write them, and what a cell lists."""

from __future__ import annotations

import pytest

from jichim.plan.intake.document import Cell
from jichim.plan.intake.items import amount_at_end, listed
from jichim.plan.intake.labels import Labels
from jichim.plan.intake.naming import service_name, stated_unit
from jichim.plan.intake.registers import header_parts, with_unit
from jichim.vocabulary.model import Vocabulary


@pytest.fixture(scope="module")
def canvas(shipped: Vocabulary) -> Labels:
    return Labels.of(shipped, "canvas")


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("핵심 파트너", "partners"),
        ("핵심파트너", "partners"),
        ("① 핵심 파트너 :", "partners"),
        ("1) 핵심 파트너", "partners"),
        ("가. 핵심  파트너", "partners"),
        ("□ 핵심 파트너(Key Partners)", "partners"),
        ("KEY PARTNERS\u3000핵심 파트너", "partners"),
        ("【핵심 파트너】", "partners"),
        ("핵심 파트너*", "partners"),
        ("핵심 파트너1)", "partners"),
        ("사회ㆍ환경 비용", "social_costs"),
        ("사회․환경 비용", "social_costs"),
        ("사회·환경·비용", "social_costs"),
        ("사회 환경 비용(부정적)", "social_costs"),
        ("사회적 비용", "social_costs"),
        ("가치제안 (제공되는 가치)", "value"),
        ("매출구조(수익흐름, 수익원)", "revenues"),
        ("⑪ 사회・환경적 이익", "social_benefits"),
        ("핵심 파트너 기업", None),
        ("핵심 파트너 핵심 활동", None),
        ("파트너십", None),
        ("핵심", None),
        ("", None),
        ("①", None),
        ("핵심 파트너" * 20, None),
    ],
)
def test_a_label_however_it_is_written(written: str, field: str | None, canvas: Labels) -> None:
    found = canvas.find(written)
    assert (found.name if found else None) == field


def test_several_blocks_in_one_cell(canvas: Labels) -> None:
    lines = ("핵심 활동: 개발", "- 채널", "[핵심 자원]", "서버", "드론")
    blocks = canvas.blocks(Cell(0, 0, 1, 1, lines))
    assert [(each.field.name, each.lines) for each in blocks] == [
        ("activities", ("개발", "- 채널")),
        ("resources", ("서버", "드론")),
    ]
    assert canvas.blocks(Cell(0, 0, 1, 1, ("- 채널",))) == ()
    assert canvas.blocks(Cell(0, 0, 1, 1, ("다른 글", "핵심 자원"))) == ()


@pytest.mark.parametrize(
    ("lines", "items", "notes"),
    [
        (("- 가", "- 나"), ("가", "나"), ()),
        (("가", "나"), ("가", "나"), ()),
        (("가, 나", "다"), ("가, 나", "다"), ()),
        (("• 가나다", "라마바", "• 사"), ("가나다 라마바", "사"), ()),
        (("- 거주자*", "* 교통취약지역"), ("거주자*",), ("교통취약지역",)),
        (("* 가", "* 나"), ("가", "나"), ()),
        (("- 단축:", "· 이동시간", "· 대기시간", "- 안전"), ("단축: 이동시간", "단축: 대기시간", "안전"), ()),
        (("1) 가", "2) 나"), ("가", "나"), ()),
        (("-5% 절감",), ("-5% 절감",), ()),
        (("3.5억원",), ("3.5억원",), ()),
        (("-",), (), ()),
        ((), (), ()),
    ],
)
def test_what_a_cell_lists(lines: tuple[str, ...], items: tuple[str, ...], notes: tuple[str, ...]) -> None:
    found = listed(lines)
    assert (found.items, found.notes) == (items, notes)


@pytest.mark.parametrize(
    ("item", "parted"),
    [
        ("유지관리비: 0.4억원/년", ("유지관리비", "0.4억원/년")),
        ("구축비(26.7억원)", ("구축비", "26.7억원")),
        ("이용료: 2,000원/시간", ("이용료", "2,000원/시간")),
        ("인건비: 3명", None),
        ("광고비: 3~5", None),
        ("구축비 26.7억원", None),
        ("이용료: 베이직 10,000원 / 레귤러 20,000원", None),
        ("주차장 사용료(시간 당 2,000원): 사업자 30%", None),
        ("0.4억원/년", None),
    ],
)
def test_an_amount_is_parted_only_where_it_is_plain(item: str, parted: tuple[str, str] | None) -> None:
    assert amount_at_end(item) == parted


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("□ I-MOD (Incheon Mobility On Demand)", "I-MOD (Incheon Mobility On Demand)"),
        ("[그림 3-3] 비즈니스모델 캔버스: 교통", "교통"),
        ("<표 2-1> 공유주차장의 비즈니스 모델 캔버스", "공유주차장"),
        ("① 응급의료 서비스", "응급의료 서비스"),
        ("비즈니스모델 캔버스", ""),
        ("- 3. ", ""),
    ],
)
def test_the_name_in_a_heading(heading: str, name: str) -> None:
    assert service_name(heading) == name


def test_units_that_a_table_states() -> None:
    assert header_parts("금액(단위: 백만원)") == ("금액", "백만원")
    assert header_parts("금액(천 원/년)") == ("금액", "천원/년")
    assert header_parts("수량(대)") == ("수량(대)", None)
    assert stated_unit(["(단위 : 백만 원)", "표 3"]) == "백만원"
    assert stated_unit(["단위: 백만원", "단위: 천원"]) is None
    assert stated_unit(["단위: 명"]) is None
    assert with_unit("1,200", "백만원") == "1,200백만원"
    assert with_unit("1,200원", "백만원") is None
    assert with_unit("약 3", "백만원") is None
    assert with_unit("3", None) is None
