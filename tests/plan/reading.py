"""A small vocabulary with a field of every kind, and short ways to read plans with it."""

from __future__ import annotations

from jichim.diagnostic import Diagnostic
from jichim.plan import Plan, Record, read_plan
from jichim.source import Source
from jichim.vocabulary import Vocabulary, read_vocabulary

VOCABULARY_TEXT = """
root: plan
source: test
nodes:
  plan:
    label: 계획서
    description: 문서
    title: name
    fields:
      name: {label: 명칭, kind: text, description: 이름}
      purpose: {label: 목적, kind: text, description: 목적}
      goals: {label: 목표, kind: items, description: 목표들}
      budget: {label: 예산, kind: money, annual: yearly, unit_price: price, description: 예산}
      yearly: {label: 연간예산, kind: money, annual: yearly, description: 해마다}
      price: {label: 단가, kind: money, unit_price: price, description: 한 번}
      fixed: {label: 고정액, kind: money, description: 총액만}
      staff: {label: 인력, kind: count, unit: 명, description: 사람}
      meetings: {label: 회의 횟수, kind: count, unit: 회/년, description: 회의}
      start: {label: 시작, kind: count, unit: 년, description: 첫해}
      share: {label: 비율, kind: ratio, description: 비율}
      term: {label: 기간, kind: duration, description: 기간}
      submitted: {label: 제출일, kind: date, description: 날짜}
      stage:
        label: 단계
        kind: choice
        description: 단계
        choices: {planning: 계획, pilot: {label: 실증, aliases: [시범 운영]}, running: 운영}
      fields:
        label: 분야
        kind: choice
        many: true
        description: 분야
        choices:
          welfare: 보건·의료·복지
          medical: {label: 의료, within: welfare}
          traffic: 교통
          none_yet: 해당 없음
      agreed: {label: 합의, kind: yesno, description: 합의}
      unit:
        label: 전담조직
        kind: section
        title: name
        description: 조직
        fields:
          name: {label: 명칭, kind: text, description: 이름}
          head:
            label: 책임자
            kind: section
            description: 사람
            fields: {grade: {label: 직급, kind: text, description: 직급}}
      services: {label: 서비스, kind: records, node: service, description: 서비스들}
  service:
    label: 서비스
    description: 하나
    title: name
    fields:
      name: {label: 이름, kind: text, description: 이름, aliases: [서비스명]}
      canvas:
        label: 캔버스
        kind: section
        description: 캔버스
        fields:
          costs: {label: 비용구조, kind: items, mirrors: costs, description: 비용 칸}
      build:
        label: 구축비
        kind: money
        description: 구축 총액
        parts: {records: costs, amount: amount, where: {phase: build}}
      running:
        label: 운영비
        kind: money
        annual: running
        description: 해마다
        parts: {records: costs, amount: annual_amount, where: {phase: run}}
      total: {label: 총비용, kind: money, description: 총액, parts: {records: costs, amount: amount}}
      costs:
        label: 비용
        kind: records
        title: item
        description: 비용들
        fields:
          item: {label: 항목, kind: text, description: 이름}
          phase:
            label: 구분
            kind: choice
            description: 구분
            choices:
              build: {label: 구축, recognise: [구축, 설치]}
              site: {label: 부지, within: build, recognise: [부지]}
              run: {label: 운영, recognise: [임대, 유지]}
          amount: {label: 금액, kind: money, annual: annual_amount, description: 금액}
          annual_amount: {label: 연간금액, kind: money, annual: annual_amount, description: 해마다}
"""


def _load() -> Vocabulary:
    vocabulary, diagnostics = read_vocabulary([Source("small.yaml", VOCABULARY_TEXT)])
    assert diagnostics == ()
    return vocabulary


VOCABULARY = _load()


def read(text: str, name: str = "p.yaml") -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    return read_plan(Source(name, text), VOCABULARY)


def root(text: str, name: str = "p.yaml") -> Record:
    plan, diagnostics = read(text, name)
    assert plan is not None, [each.message.en for each in diagnostics]
    return plan.root


def service(text: str) -> Record:
    """The only service of a plan whose other fields do not matter; `text` is in flow style."""
    services = root(f"서비스: [{{이름: S, {text}}}]").lists["services"]
    assert isinstance(services, tuple)
    return services[0]


def codes(text: str, name: str = "p.yaml") -> list[tuple[str, str]]:
    """Code and underlined text of every diagnostic."""
    return [(each.code, each.span.text if each.span else "") for each in read(text, name)[1]]
