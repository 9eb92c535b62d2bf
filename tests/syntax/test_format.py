"""The formatter's layout, and that it keeps every comment at its clause."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jichim.source import Source
from jichim.syntax import model, parse, print_file

MESSY = """# 머리 주석
규칙   A "제목"   # 제목 옆
   조치 "낸다"  # 조치 옆
   # 요건 위
   요건 a 기재 그리고   # 요건 첫 줄
        b 기재          # 요건 끝 줄
   근거 제1조 항목 X  # 항목 옆
판정표 T
  # 머리 위
  | a | => b |
  | 긴이름, c | => 3 |  # 행 옆
  | -  => 4
# 끝
"""
TIDY = """# 머리 주석
규칙 A "제목"  # 제목 옆
  근거   제1조  항목 X  # 항목 옆
  # 요건 위
  # 요건 끝 줄
  요건   a 기재 그리고 b 기재  # 요건 첫 줄
  조치   "낸다"  # 조치 옆

판정표 T
  # 머리 위
  | a         | => b |
  | 긴이름, c | => 3 |  # 행 옆
  | -         | => 4 |

# 끝
"""


def formatted(text: str, lang: str = "ko") -> str:
    tree, diagnostics = parse(Source("x", text))
    assert not diagnostics, diagnostics
    return print_file(tree, lang)  # type: ignore[arg-type]


def test_layout() -> None:
    assert formatted(MESSY) == TIDY
    assert formatted(TIDY) == TIDY


def test_translation() -> None:
    text = """규칙 A 의무 한다
  적용 a 있음 그리고 아님 b 없음 지적 중대 "x"
시험 "t" 전제 s a = 예 기대 A 판단불가
"""
    english = """rule A
  duty      한다
  when      a given and not b none
  finding   major "x"

test "t"
  given s  a = yes
  expect A undetermined
"""
    assert formatted(text, "en") == english
    assert formatted(english, "ko") == formatted(text)


def test_a_long_condition_is_broken_at_its_outermost_operator() -> None:
    parts = " 그리고 ".join(f"아주긴이름의항목{i} 기재" for i in range(8))
    lines = formatted(f"규칙 A\n  요건 {parts}").splitlines()
    assert lines[1:] == ["  요건   아주긴이름의항목0 기재"] + [
        f"         그리고 아주긴이름의항목{i} 기재" for i in range(1, 8)
    ]


QUOTING = [
    ("의무 하여야 한다", "의무 하여야 한다"),
    ('의무 "하여야 한다"', "의무 하여야 한다"),
    ('의무 "적용 대상이다"', '의무 "적용 대상이다"'),
    ('근거 "가 # 나"', '근거 "가 # 나"'),
    ('근거 "가 항목 나"', '근거 "가 항목 나"'),
    ('근거 ""', '근거 ""'),
    ('담당 "계획수립권자"', "담당 계획수립권자"),
    ('담당 "시장 또는 군수"', '담당 "시장 또는 군수"'),
    ('담당 "조치"', '담당 "조치"'),
    ("해소 `항목`, a.항목, 중대", "해소 `항목`, a.항목, 중대"),
]


@pytest.mark.parametrize(("written", "printed"), QUOTING)
def test_quotes_and_backticks_only_where_needed(written: str, printed: str) -> None:
    keyword, text = printed.split(" ", 1)
    assert formatted(f"규칙 A\n  {written}") == f"규칙 A\n  {keyword}   {text}\n"


LAID_OUT = [
    (
        "정의 x 대상 s = 어떤(기록 중 가나다라마바사 기재 그리고 가나다라마바사 있음 "
        "그리고 아자차카타파하 = 하나 그리고 (둘 = 1 또는 셋 = 2 그리고 넷 = 3): 다섯 기재)",
        """정의 x 대상 s =
    어떤(기록 중 가나다라마바사 기재 그리고 가나다라마바사 있음
         그리고 아자차카타파하 = 하나
         그리고 (둘 = 1 또는 (셋 = 2 그리고 넷 = 3)):
           다섯 기재)
""",
    ),
    (
        '규칙 A 근거 제1조 항목 X, Y 조치 "낸다" 해소 a, b 담당 시장 기한 30일',
        """규칙 A
  근거   제1조  항목 X, Y
  조치   "낸다"
         담당 시장  기한 30일  해소 a, b
""",
    ),
    ("규칙 A 담당 시장 기한 30일", "규칙 A\n  담당   시장\n  기한   30일\n"),
    ('규칙 A 근거 "제1조" 항목 `항목`', "규칙 A\n  근거   제1조\n  항목   `항목`\n"),
    (
        "도출 d 경우 예 적용 a 경우 아니오 적용 b 경우 높음 그밖에",
        "도출 d\n  경우 예     적용 a\n  경우 아니오 적용 b\n  경우 높음   그밖에\n",
    ),
    (
        f'시험 "t" 전제 s a = 예 b = [{{c = "{"가" * 20}"}}, {{c = "{"나" * 20}"}}, {{c = "다"}}]\n'
        "기대 A 적합",
        f"""시험 "t"
  전제 s  a = 예
       b = [{{c = "{"가" * 20}"}},
            {{c = "{"나" * 20}"}},
            {{c = "다"}}]
  기대 A 적합
""",
    ),
    (
        "# 파일\n\n# 규칙의 위\n규칙 A 요건 a\n\n# 아래\n\n",
        "# 파일\n\n# 규칙의 위\n규칙 A\n  요건   a\n\n# 아래\n",
    ),
]


@pytest.mark.parametrize(("written", "printed"), LAID_OUT)
def test_what_belongs_together_stands_together(written: str, printed: str) -> None:
    assert formatted(written) == printed
    assert formatted(printed) == printed


LINES = [
    '규칙 A "x"',
    "  근거 제1조",
    "  근거 제2조 항목 X",
    "  요건 a 기재",
    "    그리고 b 기재",
    '  조치 "x" 담당 b',
    "정의 x 대상 s",
    "  = a",
    "도출 d",
    '  해석 "r"',
    "  경우 1 적용 a",
    "  경우 2 그밖에",
    "판정표 T",
    "  | a => b",
    "  | 1 => 2",
    '시험 "t" 기준일 2020-01-01',
    "  전제 s a = 1",
    "  기대 A 적합",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=len(LINES), max_size=len(LINES)))
def test_no_comment_is_lost_wherever_it_stands(where: list[tuple[bool, bool]]) -> None:
    lines = []
    for number, (line, (above, beside)) in enumerate(zip(LINES, where, strict=True)):
        lines += [f"# 위{number}."] * above + [line + f"  # 옆{number}." * beside]
    text = "\n".join([*lines, "# 끝."])
    for lang in ("ko", "en"):
        once = formatted(text, lang)
        assert sorted(re.findall(r"# \S+", once)) == sorted(re.findall(r"# \S+", text))
        assert formatted(once, lang) == once


def test_comments_are_no_part_of_equality() -> None:
    with_, _ = parse(Source("x", "# 위\n기준값 a = 1  # 옆"))
    without, _ = parse(Source("x", "기준값 a = 1"))
    assert with_ == without
    (parameter,) = with_.declarations
    assert isinstance(parameter, model.Parameter)
    assert parameter.common.comments == (model.Comment("위"), model.Comment("옆", "", True))
