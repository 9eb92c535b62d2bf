"""Where labels and values of submitted documents stand, and what is left for a person."""

from __future__ import annotations

import json

import pytest
from documents import DECORATED, PRINTED, WRITERS, Grid, Part, figure, lined

from jichim.plan import read_plan
from jichim.plan.intake import Draft, Reason, provenance, read_draft
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary

ONE = {name: [f"{name} 가", f"{name} 나"] for name in PRINTED}
TWO = {name: [f"{name} 다"] for name in PRINTED}


@pytest.fixture(params=WRITERS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def draft_of(parts: list[Part], form: str, shipped: Vocabulary) -> Draft:
    draft, diagnostics = read_draft(f"제출.{form}", WRITERS[form](parts), shipped)
    assert draft is not None, diagnostics
    plan, problems = read_plan(Source("draft.yaml", draft.text), shipped)
    assert plan is not None, problems
    return draft


def said(draft: Draft, shipped: Vocabulary) -> dict[str, tuple[str, str]]:
    """By the path of each value: its text and its place."""
    values = json.loads(provenance(draft.intake, shipped))["values"]
    return {
        each["path"]: (
            each["text"],
            f"{each['table']}:{each['row']},{each['column']}" if each["row"] else f"¶{each['paragraph']}",
        )
        for each in values
    }


def left(draft: Draft) -> list[tuple[Reason, str]]:
    return [(each.reason, each.text) for each in draft.intake.left]


def test_two_canvases_side_by_side_with_their_titles_above(form: str, shipped: Vocabulary) -> None:
    boxes = [*figure(ONE, PRINTED, top=1).boxes, *figure(TWO, DECORATED, top=1, left=10).boxes]
    table = Grid(9, 20, [*boxes, (0, 0, 1, 10, "① I-MOD"), (0, 10, 1, 10, "② 공유주차장")])
    found = said(draft_of([table], form, shipped), shipped)
    assert found["services[0].name"] == ("I-MOD", "1:1,1")
    assert found["services[1].name"] == ("공유주차장", "1:1,11")
    for number, blocks in enumerate((ONE, TWO)):
        for name, expected in blocks.items():
            paths = [path for path in found if path.startswith(f"services[{number}].canvas.{name}[")]
            assert [found[path][0] for path in paths] == expected


def test_two_canvases_one_below_the_other(form: str, shipped: Vocabulary) -> None:
    boxes = [*figure(ONE, PRINTED, top=1).boxes, *figure(TWO, PRINTED, top=10).boxes]
    table = Grid(18, 10, [*boxes, (0, 0, 1, 10, "1. I-MOD"), (9, 0, 1, 10, "2. 공유주차장")])
    found = said(draft_of([table], form, shipped), shipped)
    assert [found[f"services[{number}].name"][0] for number in (0, 1)] == ["I-MOD", "공유주차장"]
    assert found["services[0].canvas.social_benefits[1]"] == ("social_benefits 나", "1:9,6")
    assert found["services[1].canvas.partners[0]"] == ("partners 다", "1:12,1")


def test_labels_on_the_left_with_particulars_above(form: str, shipped: Vocabulary) -> None:
    rows = [["서비스명", "스마트신호 서비스", "분야", "교통"]]
    rows += [[label, f"- {name} 가", "", ""] for name, label in DECORATED.items()]
    found = said(draft_of([lined(rows)], form, shipped), shipped)
    assert found["services[0].name"] == ("스마트신호 서비스", "1:1,2")
    assert found["services[0].field"] == ("교통", "1:1,4")
    assert {found[f"services[0].canvas.{name}[0]"] for name in PRINTED} == {
        (f"{name} 가", f"1:{row},2") for row, name in enumerate(PRINTED, 2)
    }


def test_label_and_value_in_one_cell(form: str, shipped: Vocabulary) -> None:
    table = Grid(
        2,
        3,
        [
            (0, 0, 1, 1, "핵심 파트너\n- 가\n- 나"),
            (0, 1, 1, 1, "핵심활동: 개발\n[핵심자원]\n서버"),
            (0, 2, 1, 1, "가치제안\n(제공되는 가치)\n- 통행시간의 단축:\n  · 이동시간\n※ 2019년 기준"),
            (1, 0, 1, 2, "비용구조\n- 구축비: 26.7억원\n- 운영비(3억원/년)\n- 광고비: 3~5"),
            (1, 2, 1, 1, "매출구조\n없음"),
        ],
    )
    draft = draft_of(["[그림 3-4] 비즈니스모델 캔버스: 응급의료", table], form, shipped)
    found = {path: text for path, (text, _) in said(draft, shipped).items()}
    assert found == {
        "services[0].name": "응급의료",
        "services[0].canvas.partners[0]": "가",
        "services[0].canvas.partners[1]": "나",
        "services[0].canvas.activities[0]": "개발",
        "services[0].canvas.resources[0]": "서버",
        "services[0].canvas.value[0]": "통행시간의 단축: 이동시간",
        "services[0].canvas.costs[0]": "구축비",
        "services[0].canvas.costs[1]": "운영비",
        "services[0].canvas.costs[2]": "광고비: 3~5",
        "services[0].canvas.revenues[0]": "없음",
        "services[0].costs[0].name": "구축비",
        "services[0].costs[0].amount": "26.7억원",
        "services[0].costs[1].name": "운영비",
        "services[0].costs[1].amount": "3억원/년",
    }
    assert left(draft) == [(Reason.NOTE, "2019년 기준")]


def test_the_overview_and_the_organisation(form: str, shipped: Vocabulary) -> None:
    overview = lined(
        [
            ["계획명", "가시 스마트도시계획", "지자체", "가시"],
            ["계획기간", "2020 ~ 2024년", "총사업비", "100억원"],
        ]
    )
    unit = lined(
        [["구분", "내용"], ["명칭", "스마트도시담당관"], ["인력", "18명"], ["설치일", "작년"], ["색", "파랑"]]
    )
    parts: list[Part] = ["1. 계획 개요", overview, "2. 추진체계", "가. 전담조직", unit]
    draft = draft_of(parts, form, shipped)
    assert said(draft, shipped) == {
        "about.name": ("가시 스마트도시계획", "1:1,2"),
        "about.city": ("가시", "1:1,4"),
        "about.period.start": ("2020년", "1:2,2"),
        "about.period.end": ("2024년", "1:2,2"),
        "governance.unit.name": ("스마트도시담당관", "2:2,2"),
        "governance.unit.staff": ("18명", "2:3,2"),
    }
    assert left(draft) == [
        (Reason.UNKNOWN_LABEL, "총사업비"),
        (Reason.UNUSED, "100억원"),
        (Reason.UNREADABLE, "작년"),
        (Reason.UNKNOWN_LABEL, "색"),
        (Reason.UNUSED, "파랑"),
    ]


def test_tables_of_costs_and_revenues_go_to_their_service(form: str, shipped: Vocabulary) -> None:
    parts: list[Part] = [
        "□ I-MOD",
        figure({"costs": ["차량 임대"]}, PRINTED),
        "□ 공유주차장",
        figure({"partners": ["시"]}, PRINTED),
        "I-MOD 비용 내역 (단위: 백만원)",
        lined(
            [
                ["비목", "구분", "금액"],
                ["차량 임대", "운영", "1,200"],
                ["기타", "", "1억 안팎?"],
                ["합계", "", "1,300"],
            ]
        ),
        "수익 내역",
        lined([["항목", "구분", "금액(천원)", "연간금액"], ["이용료", "이용료", "1,000", "3"]]),
    ]
    draft = draft_of(parts, form, shipped)
    found = {path: text for path, (text, _) in said(draft, shipped).items()}
    assert found["services[0].costs[0].amount"] == "1,200백만원"
    assert found["services[0].costs[1].name"] == "기타"
    assert "services[0].costs[1].amount" not in found
    assert "services[0].costs[2].name" not in found
    assert found["services[1].revenues[0].amount"] == "1,000천원"
    assert "services[1].revenues[0].annual_amount" not in found
    assert (Reason.UNREADABLE, "1억 안팎?") in left(draft)
    assert (Reason.UNREADABLE, "3") in left(draft)
    assert (Reason.SUM, "합계 | 1,300") in left(draft)


def test_a_table_of_an_unnamed_service_is_not_given_to_another(form: str, shipped: Vocabulary) -> None:
    costs = lined([["비목", "구분", "금액"], ["서버", "구축", "1억원"]])
    parts: list[Part] = ["□ I-MOD", figure(ONE, PRINTED), "□ 전혀 다른 서비스", costs]
    draft = draft_of(parts, form, shipped)
    assert "서버" not in {text for text, _ in said(draft, shipped).values()}
    assert left(draft) == [(Reason.NO_SERVICE, "비목")]


def test_a_list_of_services_with_their_blocks_as_columns(form: str, shipped: Vocabulary) -> None:
    rows = [["서비스명", "분야", "담당부서"], ["I-MOD", "교통", "교통과"], ["안심귀가", "방범", "안전과"]]
    found = said(draft_of([lined(rows)], form, shipped), shipped)
    assert found["services[1].name"] == ("안심귀가", "1:3,1")
    assert found["services[1].field"] == ("방범", "1:3,2")
    assert found["services[1].department[0]"] == ("안전과", "1:3,3")


@pytest.mark.parametrize("corner", ["구분", "서비스명", ""])
@pytest.mark.parametrize("turned", [False, True])
def test_services_that_a_table_compares(corner: str, turned: bool, form: str, shipped: Vocabulary) -> None:
    rows = [[corner, "I-MOD", "공유주차장"]]
    rows += [[label, f"- {name} 가", f"- {name} 나"] for name, label in DECORATED.items()]
    if turned:
        rows = [list(column) for column in zip(*rows, strict=True)]
    draft = draft_of(["3. 서비스", lined(rows)], form, shipped)
    found = said(draft, shipped)
    assert found["services[0].name"] == ("I-MOD", "1:2,1" if turned else "1:1,2")
    assert found["services[1].name"] == ("공유주차장", "1:3,1" if turned else "1:1,3")
    for row, name in enumerate(DECORATED, 2):
        place = f"1:3,{row}" if turned else f"1:{row},3"
        assert found[f"services[0].canvas.{name}[0]"][0] == f"{name} 가"
        assert found[f"services[1].canvas.{name}[0]"] == (f"{name} 나", place)
    assert len([path for path in found if path.endswith("]")]) == 2 * len(DECORATED)
    assert draft.intake.left == ()


def test_a_column_of_remarks_is_no_service(form: str, shipped: Vocabulary) -> None:
    rows = [["구분", "내용", "비고"]]
    rows += [[label, f"- {name} 가", "확인"] for name, label in PRINTED.items()]
    draft = draft_of(["□ I-MOD", lined(rows)], form, shipped)
    assert "services[1].name" not in said(draft, shipped)
    assert {text for _, text in left(draft)} == {"확인"}


def test_what_is_stated_twice_is_left_and_never_replaced(form: str, shipped: Vocabulary) -> None:
    first = {"partners": ["시"], "costs": ["서버: 1억원"]}
    parts: list[Part] = [
        "□ I-MOD",
        figure(first, PRINTED),
        "□ I - MOD",
        figure({"partners": ["도"]}, PRINTED),
        "I-MOD 비용",
        lined([["비목", "금액", "산출근거"], ["서버", "2억원", "두 대"]]),
    ]
    draft = draft_of(parts, form, shipped)
    found = {path: text for path, (text, _) in said(draft, shipped).items()}
    assert found == {
        "services[0].name": "I-MOD",
        "services[0].canvas.partners[0]": "시",
        "services[0].canvas.costs[0]": "서버",
        "services[0].costs[0].name": "서버",
        "services[0].costs[0].amount": "1억원",
        "services[0].costs[0].basis": "두 대",
    }
    assert left(draft) == [(Reason.TWICE, "도"), (Reason.TWICE, "2억원")]


def test_a_nested_canvas_and_a_table_that_says_nothing(form: str, shipped: Vocabulary) -> None:
    outer = Grid(1, 1, [(0, 0, 1, 1, "바깥")], nested={(0, 0): figure(ONE, PRINTED)})
    draft = draft_of(["□ I-MOD", outer], form, shipped)
    assert said(draft, shipped)["services[0].canvas.partners[0]"] == ("partners 가", "2:2,1")
    assert left(draft) == [(Reason.UNKNOWN_TABLE, "바깥")]
    assert [each.inside for each in draft.intake.tables] == [None, 1]


def test_the_draft_says_where_each_value_comes_from(form: str, shipped: Vocabulary) -> None:
    draft = draft_of(["□ I-MOD", figure({"partners": ["차량제공 기업"]}, PRINTED)], form, shipped)
    assert "  - 이름: I-MOD  # 문단 1\n" in draft.text
    assert "        - 차량제공 기업  # 표 1, 2행 1열\n" in draft.text
    english, _ = read_draft("x", WRITERS[form](["□ I-MOD", figure(ONE, PRINTED)]), shipped, "en")
    assert english is not None
    assert "        - partners 가  # table 1, row 2, column 1\n" in english.text


HOSTILE = {
    "이름: [가]": ("이름: [가]", "끝"),
    "# 주석": ("# 주석", "끝"),
    "- - 가": ("- - 가", "끝"),
    "a: b # c": ("a: b # c", "끝"),
    "'\"\\": ("'\"\\", "끝"),
    "&x *x !!python/object": ("&x *x !!python/object", "끝"),
    "=1+1": ("=1+1", "끝"),
    "<script>alert(1)</script>": ("<script>alert(1)</script>", "끝"),
    "{가: 나}": ("{가: 나}", "끝"),
    "보이지\u202e않는\u200b문자": ("보이지않는문자", "끝"),
    "끊긴\u2028줄": ("끊긴 줄", "끝"),
    "no": ("no", "끝"),
    "null": ("끝",),
}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text(text: str, form: str, shipped: Vocabulary) -> None:
    blocks = {"partners": [text, "끝"], "value": ["가치"]}
    draft = draft_of(["□ I-MOD", figure(blocks, PRINTED)], form, shipped)
    plan, _ = read_plan(Source("draft.yaml", draft.text), shipped)
    assert plan is not None
    found = plan.root.lists["services"]
    assert isinstance(found, tuple)
    assert found[0].facts["canvas.partners"] == HOSTILE[text]
    assert set(found[0].facts) == {"name", "canvas", "canvas.partners", "canvas.value"}


def test_a_unit_in_brackets_is_no_part_of_a_heading(form: str, shipped: Vocabulary) -> None:
    costs = lined([["비목", "금액"], ["서버", "300"]])
    parts: list[Part] = ["스마트 버스", figure(ONE, PRINTED), "비용 내역 (단위: 백만원, 부가세 별도)", costs]
    found = said(draft_of(parts, form, shipped), shipped)
    assert found["services[0].costs[0].amount"] == ("300백만원", "2:2,2")


def test_blocks_that_are_paragraphs_are_listed_and_not_taken(form: str, shipped: Vocabulary) -> None:
    parts: list[Part] = [
        "스마트 버스",
        figure(ONE, PRINTED),
        "핵심ㆍ파트너 : 가나 회사",
        "채널",
        "비용이 든다",
    ]
    draft = draft_of(parts, form, shipped)
    assert "가나 회사" not in draft.text.partition("# 옮기지 않았거나")[0]
    assert left(draft) == [(Reason.OUTSIDE, "핵심ㆍ파트너 : 가나 회사")]


def test_without_a_draft_what_was_left_is_told(form: str, shipped: Vocabulary) -> None:
    parts: list[Part] = ["핵심 파트너: 가나 회사", lined([["가", "나"], ["다", "라"]])]
    draft, (nothing, *told) = read_draft(f"제출.{form}", WRITERS[form](parts), shipped)
    assert (draft, nothing.code) == (None, "P086")
    assert [(each.code, each.message.ko) for each in told] == [
        ("P089", "문단 1: 표 밖의 글이라 옮기지 않은 것: 핵심 파트너: 가나 회사"),
        ("P089", "표 1: 알아보지 못한 표: 가 | 나 | 다 | 라"),
    ]
