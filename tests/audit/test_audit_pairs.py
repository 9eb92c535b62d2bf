"""Rules about pairs under a filter of services: a pair counts once, with the first of its services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.audited import audited
from jichim.audit import Settings
from jichim.audit import queries as q
from jichim.audit.filters import Filter
from jichim.audit.overview import overview
from jichim.audit.queries import Tally
from jichim.audit.store import Store
from jichim.audit.tables import TABLES
from jichim.report.audit_report_words import ReportWords, reconciled

POLICY = (
    '정책 짝\n  제목 "짝의 규칙"\n  상태 시행\n  시행 2020-01-01 부터\n'
    '\n규칙 P-1 "둘 다 관리된다"\n  근거 "제1조"\n  대상 서비스 a, 서비스 b\n  의무 하여야 한다\n'
    '  요건 a.유지관리계획 기재 그리고 b.유지관리계획 기재\n  지적 "{a}, {b}: 관리되지 않는다"\n'
    '\n규칙 P-2 "관리된다"\n  근거 "제2조"\n  대상 서비스\n  의무 하여야 한다\n'
    '  요건 유지관리계획 기재\n  지적 "{서비스}: 관리되지 않는다"\n'
)
# Three services and so three pairs; by their names the order is 가, 나, 다, in the plan 다, 나, 가.
PLAN = """계획: {명칭: 짝 계획, 지자체: 가람시, 제출일: 2021-03-02}
서비스:
  - {이름: 다, 분야: 교통, 단계: 계획}
  - {이름: 나, 분야: 안전, 단계: 계획, 유지관리계획: [점검]}
  - {이름: 가, 분야: 교통, 단계: 계획, 유지관리계획: [점검]}
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "pairs.jichim").write_text(POLICY, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    chosen = Settings((str(tmp_path / "pairs.jichim"),))
    assert audited([tmp_path / "plan.yaml"], tmp_path / "s.db", chosen).totals.reviewed == 1
    with Store.open(str(tmp_path / "s.db")) as opened:
        yield opened


def _fields(store: Store) -> list[str]:
    rows = store.connection.execute("SELECT trim(field) FROM subject WHERE number > 0 ORDER BY number")
    return [field for (field,) in rows]


def test_a_pair_goes_by_its_first_service_in_outcomes_and_findings(store: Store) -> None:
    transport, safety, again = _fields(store)
    assert transport == again != safety
    # The pairs are 나·다 (first 나), 가·다 (first 가), 가·나 (first 가, both managed).
    expected = {
        transport: {"P-1": Tally(1, 1), "P-2": Tally(1, 1)},
        safety: {"P-1": Tally(0, 1), "P-2": Tally(1, 0)},
    }
    for field, counts in expected.items():
        chosen = Filter(field=(field,))
        assert {one.rule: one.tally for one in q.provisions(store, 1, chosen)} == counts
        found = list(q.findings(store, 1, chosen))
        not_met = sum(tally.not_met for tally in counts.values())
        assert len(found) == not_met
        rows = list(TABLES["outcomes"][1](store, 1, chosen))
        assert {one.rule: (one.met, one.not_met) for one in rows} == {
            rule: (tally.met, tally.not_met) for rule, tally in counts.items()
        }
    texts = [one.text for one in q.findings(store, 1, Filter(field=(safety,)))]
    assert texts == ["나, 다: 관리되지 않는다"]


def test_fields_of_one_service_each_add_up_to_the_whole(store: Store) -> None:
    whole = {one.rule: one.tally for one in q.provisions(store, 1)}
    assert whole == {"P-1": Tally(1, 2), "P-2": Tally(2, 1)}
    summed: dict[str, Tally] = {}
    for field in set(_fields(store)):
        for one in q.provisions(store, 1, Filter(field=(field,))):
            summed[one.rule] = summed.get(one.rule, Tally()) + one.tally
    assert summed == whole


def test_the_report_of_a_field_says_that_its_sums_agree(store: Store) -> None:
    for field in set(_fields(store)):
        found = overview(store, 1, Filter(field=(field,)))
        sums = reconciled(found, ReportWords("ko"))
        assert [name for name, *_ in sums] == ["받은 계획", "규칙·대상별 결과", "부적합"]
        assert all(agrees for *_, agrees in sums)
