"""Sheets: what is read, what is refused, and where each mistake is underlined."""

from __future__ import annotations

import pytest

from assessment.rooms import marked, policy, schemes, sheet
from assessment.rooms import plan as made_plan
from jichim.assessment import leftover, read_sheet, settle
from jichim.plan.tree import MOST_BYTES
from jichim.source import Source
from steps import at_most

HEAD = "평가: {계획: 가온시 스마트도시계획, 평가자: 김평가, 소속: 시정연구원, 분야: 교통, 일자: 2020-11-01}\n"


def test_a_whole_sheet() -> None:
    text = HEAD + "계획: {충실: 3}\n서비스:\n  가온버스:\n    경험: {점수: 4, 의견: 좋다}\n    역할: 2\n"
    read, diagnostics = read_sheet(Source("s.yaml", text), policy())
    assert diagnostics == ()
    assert read is not None
    assert (read.evaluator.text, read.affiliation, read.expertise) == ("김평가", "시정연구원", "교통")
    assert str(read.day) == "2020-11-01"
    found = [
        (
            e.subject.text if e.subject else None,
            e.criterion.text,
            e.score.text if e.score else None,
            e.comment,
        )
        for e in read.entries
    ]
    assert found == [
        (None, "충실", "3", ""),
        ("가온버스", "경험", "4", "좋다"),
        ("가온버스", "역할", "2", ""),
    ]


def test_english_keys_mean_the_same() -> None:
    korean = "서비스:\n  가온버스: {경험: {점수: 4, 의견: 좋다}}\n"
    english = "services:\n  가온버스: {경험: {score: 4, comment: 좋다}}\n"
    both = [
        read_sheet(Source("s.yaml", head + text), policy())[0]
        for head, text in (("평가: {평가자: 김}\n", korean), ("assessment: {evaluator: 김}\n", english))
    ]
    entries = [
        [(e.criterion.text, e.score and e.score.text, e.comment) for e in one.entries] for one in both if one
    ]
    assert entries == [[("경험", "4", "좋다")]] * 2


@pytest.mark.parametrize("blank", ["", "~", "'-'", "null", "미정", "{점수: , 의견: }", "{점수: 미정}", "{}"])
def test_what_is_left_open_is_no_rating(blank: str) -> None:
    one = sheet(f"서비스:\n  가온버스:\n    경험: {blank}\n    역할: 3\n")
    panel, diagnostics = settle([one], policy(), made_plan(), schemes())
    assert panel is not None
    assert diagnostics == ()
    assert [rating.criterion for rating in panel.ratings] == ["역할"]


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ("평가: {계획: 가}\n서비스: {}\n", "A002", "평가"),
        ("평가: {평가자: }\n", "A002", "평가"),
        ("서비스: {가온버스: {경험: 3}}\n", "A002", "서비스: {가온버스: {경험: 3}}"),
        ("평가: {평가자: 김, 직급: 7}\n계획: {충실: 3}\n", "A003", "직급"),
        ("평가: {평가자: 김}\n서비스들: {}\n계획: {충실: 3}\n", "A003", "서비스들"),
        ("평가: {평가자: 김}\n계획: {충실: {점수: 3, 근거: 가}}\n", "A003", "근거"),
        ("평가: {평가자: 김}\n계획: 3\n", "A004", "3"),
        ("평가: {평가자: 김}\n서비스: [가온버스]\n계획: {충실: 3}\n", "A004", "[가온버스]"),
        ("평가: {평가자: 김}\n계획: {충실: [3]}\n", "A004", "[3]"),
        ("평가: {평가자: 김}\n계획: {충실: {점수: [3]}}\n", "A004", "[3]"),
        ("평가: {평가자: [김, 이]}\n계획: {충실: 3}\n", "A004", "[김, 이]"),
        ("평가: {평가자: 김}\n계획: {[가]: 3, 충실: 3}\n", "A004", "[가]"),
        ("평가: {평가자: 김}\n계획: {충실: 3, 충 실: 4}\n", "A005", "충 실"),
        ("평가: {평가자: 김}\n계획: {충실: 3}\n계획: {충실: 4}\n", "A005", "계획"),
        ("평가: {평가자: 김}\n서비스: {가온버스: {경험: 3}, 가온 버스: {역할: 3}}\n", "A005", "가온 버스"),
        ("평가: {평가자: 김, 일자: 2020-02-30}\n계획: {충실: 3}\n", "A006", "2020-02-30"),
        ("", "A001", ""),
        ("그냥 글", "A001", "그냥 글"),
        ("[1]", "A001", "[1]"),
    ],
)
def test_mistakes_of_a_sheet(text: str, code: str, underlined: str) -> None:
    read, diagnostics = read_sheet(Source("s.yaml", text), policy())
    assert read is None
    assert (code, underlined) in marked(diagnostics)
    assert all(each.help is not None for each in diagnostics)


def test_a_sheet_without_a_score_is_warned_about() -> None:
    read, diagnostics = read_sheet(Source("s.yaml", "평가: {평가자: 김}\n계획: {충실: }\n"), policy())
    assert read is not None
    assert marked(diagnostics) == [("A015", "평가")]


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ("서비스: {가온버스: {경헙: 3}}", "A007", "경헙"),
        ("서비스: {가온버스: {충실: 3}}", "A008", "충실"),
        ("계획: {경험: 3}", "A008", "경험"),
        ("서비스: {가온배스: {경험: 3}}", "A009", "가온배스"),
        ("서비스: {가온배스: {}}\n계획: {충실: 3}", None, ""),
        ("서비스: {가온버스: {경험: 셋}}", "A010", "셋"),
        ("서비스: {가온버스: {경험: 없음}}", "A010", "없음"),
        ("서비스: {가온버스: {경험: -1}}", "A010", "-1"),
        ("서비스: {가온버스: {경험: 1e0}}", "A010", "1e0"),
        ("서비스: {가온버스: {경험: nan}}", "A010", "nan"),
        ("서비스: {가온버스: {경험: 3/2}}", "A010", "3/2"),
        ("서비스: {가온버스: {경험: 99999999999}}", "A010", "99999999999"),
        ("서비스: {가온버스: {경험: 0}}", "A011", "0"),
        ("서비스: {가온버스: {경험: 5.01}}", "A011", "5.01"),
        ("서비스 쌍: {가온버스 + 가온기차: {중복: 3}}", "A009", "가온버스 + 가온기차"),
        ("서비스 쌍: {가온버스: {중복: 3}}", "A009", "가온버스"),
    ],
)
def test_mistakes_against_plan_and_policy(text: str, code: str | None, underlined: str) -> None:
    panel, diagnostics = settle([sheet(text)], policy(), made_plan(), schemes())
    assert (panel is None) == (code is not None)
    assert marked(diagnostics) == ([(code, underlined)] if code else [])


def test_hints_name_what_was_probably_meant() -> None:
    text = "서비스: {가온배스: {경험: 3}, 가온주차: {경헙: 3}}"
    _, diagnostics = settle([sheet(text)], policy(), made_plan(), schemes())
    helps = [each.help.ko for each in diagnostics if each.help]
    assert "`가온버스`" in helps[0]
    assert "`경험`" in helps[1]


@pytest.mark.parametrize("score", ["4", "4.0", "4점", "4 점", "４", "'4'"])
def test_ways_to_write_a_score(score: str) -> None:
    one = sheet(f"서비스: {{가온버스: {{경험: {score}}}}}")
    panel, _ = settle([one], policy(), made_plan(), schemes())
    assert panel is not None
    assert [rating.value for rating in panel.ratings] == [4]


@pytest.mark.parametrize("second", ["김평가", "김 평가"])
def test_one_person_has_one_sheet(second: str) -> None:
    sheets = [sheet("계획: {충실: 3}"), sheet("계획: {충실: 4}", second)]
    panel, diagnostics = settle(sheets, policy(), made_plan(), schemes())
    assert panel is None
    assert marked(diagnostics) == [("A012", second)]
    assert [related.span.text for related in diagnostics[0].related] == ["김평가"]


def test_all_mistakes_of_all_sheets_at_once() -> None:
    sheets = [sheet("계획: {충실: 9, 없는것: 3}"), sheet("서비스: {가온기차: {경험: 3}}", "이평가")]
    _, diagnostics = settle(sheets, policy(), made_plan(), schemes())
    assert [each.code for each in diagnostics] == ["A011", "A007", "A009"]


def test_a_sheet_finds_its_plan_by_name_or_file() -> None:
    plan = made_plan()
    for name, found in (
        ("가온시 스마트도시계획", True),
        ("가온시스마트도시 계획", True),
        ("가온", True),
        ("나래", False),
    ):
        text = f"평가: {{평가자: 김, 계획: {name}}}\n계획: {{충실: 3}}\n"
        one, _ = read_sheet(Source("s.yaml", text), policy())
        assert one is not None
        assert [each.code for each in leftover([one], [plan])] == ([] if found else ["A013"])


def test_several_plans_need_a_name() -> None:
    plan = made_plan()
    assert leftover([sheet("계획: {충실: 3}")], [plan]) == ()
    [missing] = leftover([sheet("계획: {충실: 3}")], [plan, plan])
    assert missing.code == "A014"


LAUGHS = "평가: {평가자: 김}\na: &a [ha,ha,ha,ha,ha,ha,ha,ha,ha]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LAUGHS, "P012"),
        ("[" * 10_000, "P011"),
        ("평가: {평가자: !!python/object/apply:os.system [ls]}", "P014"),
        ("평가: &a {평가자: *a}", "P013"),
        ("평가: {평가자: 김\u202e}\n", "P006"),
        ('평가: {평가자: "\\u202e김"}\n', "P006"),
        ("평가: {<<: {평가자: 김}}\n", "P015"),
        ("평가: {평가자: 김}\n---\n계획: {충실: 3}", "P009"),
        ("가" * (MOST_BYTES + 1), "P003"),
        ("평가: {평가자: 김", "P007"),
    ],
)
def test_hostile_sheets_cost_little(text: str, code: str) -> None:
    rules = policy()
    with at_most(calls=5_000_000):
        read, diagnostics = read_sheet(Source("s.yaml", text), rules)
    assert read is None
    assert code in [each.code for each in diagnostics]


def test_many_mistakes_are_bounded() -> None:
    lines = "".join(f"    모르는것{n}: [가]\n" for n in range(2_000))
    read, diagnostics = read_sheet(
        Source("s.yaml", f"평가: {{평가자: 김}}\n서비스:\n  가온버스:\n{lines}"), policy()
    )
    assert read is None
    assert len(diagnostics) <= 202
