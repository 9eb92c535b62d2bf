"""Whole audits of generated plans: what was planted is what is found.

`JICHIM_CORPUS=10000` chooses how many plans the slow test audits (1,000 unless it is set).
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

import corpus
import planted
from audit.audited import asked, audited, codes_by_name
from jichim.audit import Finished, Settings, Store
from jichim.audit.overview import overview
from jichim.network.compile import in_force
from jichim.policy import load_policies
from jichim.report.audit_report_words import ReportWords, reconciled
from unusable_files import UNUSABLE

SHIPPED = Settings(policies=("report-2020-3",))


def _found(store: Path, made: corpus.Corpus) -> dict[tuple[str, str], int]:
    return {
        (rule, outcome): asked(
            store,
            f"SELECT sum(outcome.{outcome}) FROM outcome JOIN rule ON rule.id = outcome.rule WHERE name = ?",
            rule,
        )[0][0]
        for rule, outcome in made.expected()
    }


def reconcile(made: corpus.Corpus, finished: Finished, store: Path) -> None:
    """What was planted was found, nothing was lost, and the report says that its sums agree."""
    totals = finished.totals
    assert totals.given == made.plans + len(made.unusable)
    assert (totals.reviewed, totals.unusable) == (made.plans, len(made.unusable))
    assert _found(store, made) == made.expected()
    decisions = "SELECT value, count(*) FROM decision WHERE name LIKE '%운영주체' GROUP BY value"
    assert dict(asked(store, decisions)) == made.decisions()
    (outcomes,) = asked(
        store, "SELECT sum(met + not_met + undetermined + not_applicable), sum(length(codes)) FROM outcome"
    )
    assert outcomes[0] == outcomes[1]
    with Store.open(str(store)) as opened:
        found = overview(opened, most_plans=0)
    assert [name for name, _, _, agrees in reconciled(found, ReportWords("ko")) if not agrees] == []


def test_two_hundred_plans_with_defects_and_unusable_files(tmp_path: Path) -> None:
    made = corpus.write(tmp_path / "plans", 200, 3, unusable=True)
    assert all(made.planted[one.name] for one in (*planted.SERVICE_DEFECTS, *planted.PLAN_DEFECTS))
    finished = audited([made.path], tmp_path / "s.db", SHIPPED, jobs=2)
    reconcile(made, finished, tmp_path / "s.db")
    codes = codes_by_name(tmp_path / "s.db")
    got = {name.partition("!")[0]: found for name, found in codes.items()}
    assert got == {one.name: [one.code] for one in UNUSABLE}


def test_rules_that_are_not_in_force_are_counted_nowhere(tmp_path: Path) -> None:
    made = corpus.write(tmp_path / "plans", 4, 3)
    day = datetime.date(2021, 3, 2)  # before the guideline of 2024
    finished = audited([made.path], tmp_path / "s.db", Settings(as_of=day))
    reconcile(made, finished, tmp_path / "s.db")
    policy, _ = load_policies([])
    assert policy is not None
    later = {rule.name for rule in policy.rules} - {rule.name for rule in in_force(policy, day)}
    stored = {name for (name,) in asked(tmp_path / "s.db", _STORED)}
    assert later
    assert not later & stored
    assert len(stored) == len(policy.rules) - len(later)


_STORED = "SELECT DISTINCT name FROM outcome JOIN rule ON rule.id = outcome.rule"


@pytest.mark.slow
def test_thousands_of_plans_of_twenty_services(tmp_path: Path) -> None:
    count = int(os.environ.get("JICHIM_CORPUS", "1000"))
    made = corpus.write(tmp_path / "plans", count, 20, seed=7, form="zip", unusable=True)
    finished = audited([made.path], tmp_path / "s.db", SHIPPED, jobs=2)
    reconcile(made, finished, tmp_path / "s.db")


@pytest.mark.parametrize("form", ["jsonl", "zip"])
def test_the_form_of_a_corpus_changes_nothing(form: corpus.Form, tmp_path: Path) -> None:
    found = []
    for one in ("yaml", form):
        made = corpus.write(tmp_path / one, 12, 3, seed=3, form=one)  # type: ignore[arg-type]
        finished = audited([made.path], tmp_path / f"{one}.db", SHIPPED)
        reconcile(made, finished, tmp_path / f"{one}.db")
        found.append(asked(tmp_path / f"{one}.db", "SELECT codes, causes FROM outcome ORDER BY review, rule"))
    assert found[0] == found[1]


def test_a_corpus_follows_from_its_seed(tmp_path: Path) -> None:
    first, same, other = (
        corpus.write(tmp_path / str(n), 3, 4, seed=seed) for n, seed in enumerate((5, 5, 6))
    )
    texts = [[path.read_text() for path in sorted(one.path.rglob("*.yaml"))] for one in (first, same, other)]
    assert texts[0] == texts[1]
    assert texts[0] != texts[2]
    assert first.planted == same.planted


def test_defects_of_one_slot_never_meet() -> None:
    money = {one.name for one in planted.SERVICE_DEFECTS if one.slot == "money"}
    for _, found in corpus.plans(50, 1, seed=2):
        assert sum(found[name] for name in money) <= 1
