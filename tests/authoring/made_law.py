"""A made instrument in force and a draft, with all the files beside their rules, written to a folder."""

from __future__ import annotations

from pathlib import Path

from jichim.policy import load_policies
from jichim.policy.model import Policy

LAW = """
정책 made-law
  제목 "만든 지침"
  상태 시행
  공포 2025-12-01
  시행 2025-12-19 부터

규칙 M20-3 "평가지표"
  근거 만든지침 제20조③  항목 M20-3
  대상 계획
  의무 설정하여야 한다
  요건 성과관리.평가지표 기재
  지적 중대 "평가지표가 없다"
  조치 "평가지표를 적는다"  해소 성과관리.평가지표

규칙 M20-4 "내년의 조문"
  근거 제20조④  항목 M20-4
  시행 2027-01-01 부터
  대상 계획
  의무 한다
  요건 성과관리.평가지표 기재
  지적 보통 "아직 시행되지 않은 조문"

시험 "지표를 적은 계획"
  전제 계획 성과관리.평가지표 = ["만족도"]
  기대 M20-3 적합
"""
PROVISIONS = """
provisions:
  - {id: M20-1, at: 제20조①, heading: 성과관리, ending: 말한다, modality: definition, force: none,
     ko: 성과관리의 뜻, en: what it is, without_rule: {kind: definition, ko: 뜻이다, en: a definition}}
  - {id: M20-2, at: 제20조②, heading: 성과관리, ending: 요청할 수 있다, modality: procedure-of-ministry,
     force: none, without_rule: {kind: not-the-plan, ko: 장관의 일이다, en: for the ministry}}
  - {id: M20-3, at: 제20조③, heading: 성과관리, ending: 설정하여야 한다, modality: obligation, force: strict,
     refs: ["제20조①", "제21조②", "영 제1조"]}
  - {id: M20-4, at: 제20조④, heading: 성과관리, ending: 한다, modality: obligation, force: directive}
  - {id: M21-1, at: 제21조, heading: 세부계획, ending: 고려한다, modality: obligation-to-consider,
     force: directive, without_rule: {kind: judgement, ko: 판단이 필요하다, en: needs judgement}}
"""
NAMING = "names: [만든지침]\ncomplete: [제20조~제21조]\nlast: 제21조\n"
DEFECTS = """
defects:
  - {at: 제20조③, cites: 제99조, ko: 제99조가 없다, en: there is no article 99,
     effect_ko: 빼고 읽는다, effect_en: ignore it}
  - {at: 제21조, ko: 글자가 빠졌다, en: a word is missing}
"""
CHECKLIST = """
title: {ko: 점검표, en: Checklist}
sections: [procedure, approval]
lines:
  - {id: notice, group: 공청회, what: {ko: 공고, en: notice}, at: 제20조①, done_on: procedure.notice_date,
     before: [procedure.hearing_planned, procedure.hearing_date], lead: 14일}
  - {id: agencies, group: 협의, what: {ko: 협의, en: consultation}, at: 제20조②,
     done_on: procedure.agencies_consulted_on, done_if: [procedure.agency_results]}
  - {id: draft, group: 서류, what: {ko: 계획안, en: draft plan}, at: 제20조③,
     listed: approval.attachments, value: draft}
clocks:
  - {id: supplement, what: {ko: 보완 통지, en: answer}, at: 제21조, received: approval.supplement_received,
     answered: approval.supplement_notified, within: 30일}
"""
DRAFT = """
정책 made-draft
  제목 "만든 제안"
  상태 초안
  제안 2020-10-31

규칙 P-1 "지표의 설정"
  근거 "[표 4-3]"  항목 T1
  대상 계획
  의무 한다
  요건 성과관리.평가지표 기재
  지적 중대 "지표가 없다"
  조치 "지표를 적는다"  해소 성과관리.평가지표

규칙 P-2 "운영기관"
  근거 "[표 4-4]"  항목 T2
  대상 서비스
  의무 한다
  요건 운영기관 기재
  지적 보통 "{서비스}: 운영기관이 없다"
"""
TRACE = """
items:
  - {id: T1, kind: clause, scope: plan, ko: 지표, en: indicators}
  - {id: T2, kind: clause, scope: service, ko: 운영기관, en: operator}
"""
CROSSWALK = """
as_of: "2026-11-22"
proposals:
  - id: R1
    items: [T1]
    proposal: {ko: 지표를 정한다, en: set indicators}
    where: "[표 4-3]"
    verdict: adopted
    today:
      - {at: 제20조③, provision: M20-3, ko: 지표를 정해야 한다, en: indicators must be set}
      - {at: 제20조④, provision: M20-4, ko: 내년부터, en: from next year}
    differs: [{ko: 세졌다, en: stricter}]
  - id: R2
    items: [T2]
    proposal: {ko: 운영기관을 적는다, en: name the operator}
    where: "[표 4-4]"
    verdict: not-found
    today: [{at: 제21조, provision: M21-1, ko: 가장 가깝다, en: the nearest}]
"""


def write(folder: Path, **changed: str) -> tuple[str, str]:
    """The two instruments as folders of `folder`; `changed` replaces the text of a file by its name here."""
    files = {
        "law/rules.jichim": ("law", LAW),
        "law/provisions.yaml": ("provisions", PROVISIONS),
        "law/citation.yaml": ("naming", NAMING),
        "law/defects.yaml": ("defects", DEFECTS),
        "law/checklist.yaml": ("checklist", CHECKLIST),
        "draft/rules.jichim": ("draft", DRAFT),
        "draft/trace.yaml": ("trace", TRACE),
        "draft/crosswalk.yaml": ("crosswalk", CROSSWALK),
    }
    for name, (key, text) in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(changed.get(key, text), "utf-8")
    return str(folder / "law"), str(folder / "draft")


def loaded(names: tuple[str, ...]) -> Policy:
    policy, problems = load_policies(names)
    assert policy is not None, problems
    return policy
