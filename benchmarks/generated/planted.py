"""The defects that generated plans can have, each with what its rule must then say, and why.

The outcome is worked out from the text of the rule (quoted in `why` in our words), never from what a review
printed. Defects that change the same fields share a `slot`, and a plan or service gets one of each slot.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["not_met", "undetermined"]
Plant = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Defect:
    name: str
    slot: str
    rule: str
    """The rule that must show it; empty where only the decision does."""
    outcome: Outcome
    why: str
    plant: Plant
    decision: str | None = None
    """For defects of the slot `money`: what the table 운영주체 must say."""


SOUND_SERVICE = json.dumps(
    {
        "이름": "",
        "분야": "",
        "단계": "",
        "사업유형": "지자체 사업",
        "강제서비스": "아니오",
        "대상지역": ["시 외곽 마을"],
        "운영주체": "공공",
        "담당부서": ["스마트도시과"],
        "캔버스": {},
        "비용": [
            {"항목": "시스템 구축비", "구분": "구축", "금액": "10억원", "산출근거": "세 업체의 견적"},
            {"항목": "운영 인건비", "구분": "인건비", "금액": "2억원/년", "산출근거": "6명의 임금"},
            {"항목": "시스템 유지보수비", "구분": "유지관리", "금액": "1억원/년", "산출근거": "구축비의 10%"},
        ],
        "수익": [
            {
                "항목": "이용 요금",
                "구분": "이용료",
                "반복": "예",
                "금액": "1억원/년",
                "산출근거": "연 8만 건",
            },
        ],
        "재원확보": [{"재원명": "운영 시비", "구분": "지방비", "금액": "3억원/년", "확보상태": "확보"}],
        "사회비용": [
            {
                "내용": "기존 사업자의 매출 감소",
                "금액": "1억원/년",
                "대책": "공동 운영",
                "추정방법": "이용자 감소분",
            }
        ],
        "사회이익": [{"내용": "이동시간 단축", "금액": "6억원/년", "추정방법": "시간가치"}],
        "이용채널": [
            {"수단": "모바일 앱", "구분": "디지털", "반복": "예"},
            {"수단": "전화 호출", "구분": "비디지털", "반복": "예"},
        ],
        "소통창구": ["콜센터"],
        "운영연수": 10,
        "취약계층": ["고령자"],
        "취약계층지원": ["전화 호출"],
        "이용조건": ["교통카드나 현금"],
        "해결과제": ["긴 대기시간"],
        "수요분석": ["시간대별 통행량 조사"],
        "개인정보활용": "예",
        "개인정보대책": ["이용자 동의와 가명처리"],
        "사업협약": {"협의완료일": "2020-02-20"},
        "착수일": "2020-03-02",
        "성과지표": [{"지표명": "평균 대기시간", "목표값": "10분"}],
    },
    ensure_ascii=False,
)
"""A service that every rule named below finds met; name, field, stage and canvas are filled in.

Its operator is decided: earned 1 and spent 3 a year is a loss of 2, or of 3 with the build cost of 10 spread
over 10 years; social benefits of 6, or of 5 less the social costs, bear either (report, figure 4-4).
"""

SOUND_PLAN = json.dumps(
    {
        "계획": {
            "명칭": "",
            "유형": "스마트도시계획",
            "지자체": "",
            "기간": {"시작": 2021, "종료": 2025},
            "제출일": "2021-03-02",
            "계획목표": ["이동 편의"],
        },
        "추진체계": {
            "전담조직": {"명칭": "스마트도시과", "인력": "12명", "설치일": "2019-01-01"},
            "전담관": {"직위": "정보화책임관", "권한": ["사업 예산 사전 검토"], "도입검토": "예"},
            "지원기관": [{"기관명": "건축공간연구원", "평가수행": "예"}],
        },
        "집행관리": {
            "계획평가": ["간략 캔버스를 쓴 사전 평가"],
            "운영평가": ["2년마다 운영 평가"],
            "평가기구": ["지원기관"],
        },
    },
    ensure_ascii=False,
)


def _without(*path: str) -> Plant:
    def plant(target: dict[str, Any]) -> None:
        for step in path[:-1]:
            target = target[step]
        del target[path[-1]]

    return plant


def _late_agreement(service: dict[str, Any]) -> None:
    service["사업협약"] = {"협의완료일": "2020-04-20"}


def _no_grounds(service: dict[str, Any]) -> None:
    del service["비용"][1]["산출근거"]


def _only_an_app(service: dict[str, Any]) -> None:
    del service["취약계층지원"]
    service["이용채널"] = [{"수단": "모바일 앱", "구분": "디지털", "반복": "예"}]
    service["캔버스"]["채널"] = ["모바일 앱"]


def _social_loss(service: dict[str, Any]) -> None:
    service["사회비용"][0]["금액"] = "9억원/년"


def _two_totals(service: dict[str, Any]) -> None:
    service["연간총비용"] = "0.5억원/년"


def _no_officer(plan: dict[str, Any]) -> None:
    plan["추진체계"]["전담관"] = {"도입검토": "아니오"}


SERVICE_DEFECTS = (
    Defect(
        "no-indicators",
        "indicators",
        "KPI-1",
        "not_met",
        "asks for an indicator with a target; indicators that are not stated count as lacking",
        _without("성과지표"),
    ),
    Defect(
        "no-privacy-measures",
        "privacy",
        "PRIVACY-1",
        "not_met",
        "personal information is used, and measures are not stated",
        _without("개인정보대책"),
    ),
    Defect(
        "late-agreement",
        "agreement",
        "AGREEMENT-2",
        "not_met",
        "the agreement (20 April) came after the start (2 March)",
        _late_agreement,
    ),
    Defect(
        "no-grounds-of-cost",
        "grounds",
        "EI08.1",
        "not_met",
        "every cost needs its grounds stated; one has none",
        _no_grounds,
    ),
    Defect(
        "no-demand-analysis",
        "demand",
        "EI07.1",
        "not_met",
        "asks that an analysis of demand is stated",
        _without("수요분석"),
    ),
    Defect(
        "only-an-app",
        "channels",
        "CHANNEL-VULNERABLE",
        "not_met",
        "users are old, all channels are digital, and no support is stated",
        _only_an_app,
    ),
    Defect(
        "conditions-not-stated",
        "conditions",
        "EI05.1",
        "undetermined",
        "the conditions of use are asked for as given or none; silence is neither",
        _without("이용조건"),
    ),
    Defect(
        "benefits-not-stated",
        "money",
        "EI11.2",
        "not_met",
        "social benefits must be stated; without them the table cannot tell either",
        _without("사회이익"),
        None,
    ),
    Defect(
        "social-loss",
        "money",
        "",
        "not_met",
        "money lost (1 earned, 3 spent a year) and social costs (9) above benefits (6): think again",
        _social_loss,
        "재검토",
    ),
    Defect(
        "two-totals",
        "money",
        "",
        "undetermined",
        "stated yearly total 0.5, sum of parts 3: a gain by one figure, a loss by the other",
        _two_totals,
        None,
    ),
)

PLAN_DEFECTS = (
    Defect(
        "no-operating-evaluation",
        "evaluation",
        "EX-4-3-1-6",
        "not_met",
        "both planning and operation must be evaluated; a committee, which would be exempt, is not chosen",
        _without("집행관리", "운영평가"),
    ),
    Defect(
        "no-officer",
        "officer",
        "CIO",
        "not_met",
        "the plan says that an officer was not even considered and names none",
        _no_officer,
    ),
)
