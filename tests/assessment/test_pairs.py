"""A rating of a pair reaches the rule about it, whichever service the plan or the sheet names first."""

from __future__ import annotations

import datetime
import json

import pytest

from jichim.assessment import assess, read_sheet, settle
from jichim.plan import read_plan
from jichim.policy import InstrumentFiles, Policy, resolve, shipped_vocabulary
from jichim.policy.endings import shipped_endings
from jichim.review import Reviewer
from jichim.source import Source
from jichim.syntax import parse

POLICY = """정책 쌍견본
  제목 "쌍 견본"
  상태 시행
  시행 2020-01-01 부터

평가항목 같은일 "두 서비스가 같은 일을 하는가"
  대상 서비스 a, 서비스 b
  척도 0~1
  질문 "같은 일을 하는가"
  근거 "견본"

규칙 쌍-1 "같은 일을 하지 않는다"
  근거 "견본"
  대상 서비스 a, 서비스 b
  의무 하여야 한다
  요건 같은일(a, b) = 0
  지적 "{a}와 {b}"
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    tree, wrong = parse(Source("pairs.jichim", POLICY))
    made, unresolved = resolve([InstrumentFiles("쌍견본", (tree,))], vocabulary, shipped_endings())
    assert [one for one in (*wrong, *unresolved) if one.is_error] == []
    return made


@pytest.mark.parametrize("listed", [["하늘", "가람"], ["가람", "하늘"]])
@pytest.mark.parametrize("rated", ["하늘 + 가람", "가람 + 하늘"])
def test_a_rated_pair_is_decided(policy: Policy, listed: list[str], rated: str) -> None:
    document = {"계획": {"명칭": "쌍 계획"}, "서비스": [{"이름": name} for name in listed]}
    text = json.dumps(document, ensure_ascii=False)
    plan, _ = read_plan(Source("plan.json", text), policy.vocabulary, format="json")
    assert plan is not None
    source = Source(
        "sheet.yaml", f"평가: {{계획: 쌍 계획, 평가자: 가}}\n서비스 쌍: {{{rated}: {{같은일: 1}}}}\n"
    )
    sheet, wrong = read_sheet(source, policy)
    assert sheet is not None, wrong
    panel, wrong = settle([sheet], policy, plan, {})
    assert panel is not None, wrong
    ratings = assess(panel, policy, plan, {}).ratings
    review = Reviewer(policy).review(plan, as_of=datetime.date(2021, 1, 1), ratings=ratings)
    assert [(one.subject.name, one.outcome.value) for one in review.outcomes] == [("가람 + 하늘", "not-met")]
    assert review.findings[0].message == "가람와 하늘"
