"""An impact for programs: JSON with everything, CSV with one row for each result that differs."""

from __future__ import annotations

import csv
import io
import json

from jichim.authoring.impact.model import Group, Impact, PlanShift, RuleShift, Shift, Tally
from jichim.plan.formulas import is_like_formula
from jichim.report.layout import printable

SCHEMA = "jichim-rules-impact-1"
COLUMNS = (
    "plan", "plan_name", "city", "as_of", "flipped", "violations_old", "violations_new", "demands_old",
    "demands_new", "kind", "name", "title", "subject", "place", "field", "old", "old_level", "new",
    "new_level", "reasons",
)  # fmt: skip


def impact_json(impact: Impact) -> str:
    """The counts, rules and listed plans; names of outcomes and levels are those of the review schema."""
    document = {
        "schema": SCHEMA,
        "old": impact.diff.old,
        "new": impact.diff.new,
        "given": impact.given,
        "reviewed": impact.reviewed,
        "unusable": impact.given - impact.reviewed,
        "changed": impact.changed,
        "flipped": impact.flipped,
        "shifts": impact.shifts,
        "rules": [_rule(one) for one in impact.rules],
        "cities": [_group(one) for one in impact.cities],
        "fields": [_group(one) for one in impact.fields],
        "assessments": list(impact.sheets),
        "lacks": [{"side": one.side, "field": one.field, "plans": one.plans} for one in impact.lacks],
        "plans": [_plan(one) for one in impact.plans],
        "plans_left_out": impact.changed - len(impact.plans),
        "problems": [
            {"plan": name, "code": one.code, "ko": one.ko, "en": one.en, "place": one.place}
            for name, one in impact.unusable
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def impact_csv(impact: Impact) -> str:
    """Every result that differs of the listed plans; what a spreadsheet would run is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for plan in impact.plans:
        for one in plan.shifts:
            reasons = "; ".join(f"{why.side} {why.truth}: {why.text}" for why in one.reasons)
            row = (
                plan.name, plan.plan or "", plan.city or "", plan.as_of.isoformat(), int(plan.flipped),
                *plan.violations, *plan.demands, one.kind, one.name, one.title, one.subject, one.place,
                " ".join(one.field), one.old or "", one.old_level, one.new or "", one.new_level, reasons,
            )  # fmt: skip
            writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if is_like_formula(value) else text


def _rule(one: RuleShift) -> dict[str, object]:
    return {
        "kind": one.kind,
        "name": one.name,
        "title": one.title,
        "cites": list(one.cites),
        "plans": one.plans,
        "moves": [
            {"old": old, "old_level": was, "new": new, "new_level": now, "subjects": count}
            for (old, was), (new, now), count in one.moves
        ],
        "not_exercised": [gap.value for gap in one.gaps],
        "edits": list(one.edits),
        "in_force_from": one.since.isoformat() if one.since else None,
        "tallies": None if one.tallies is None else [_tally(tally) for tally in one.tallies],
    }


def _tally(one: Tally) -> dict[str, int]:
    return {
        "met": one.met,
        "not-met": one.not_met,
        "undetermined": one.undetermined,
        "not-applicable": one.inapplicable,
        "plans_not_in_force": one.out,
    }


def _group(one: Group) -> dict[str, object]:
    return {"name": one.name, "plans": one.plans, "subjects": one.services, "shifts": one.shifts}


def _plan(one: PlanShift) -> dict[str, object]:
    return {
        "plan": one.name,
        "name": one.plan,
        "city": one.city,
        "as_of": one.as_of.isoformat(),
        "flipped": one.flipped,
        "violations": list(one.violations),
        "demands": list(one.demands),
        "shifts": [_shift(shift) for shift in one.shifts],
    }


def _shift(one: Shift) -> dict[str, object]:
    return {
        "kind": one.kind,
        "name": one.name,
        "subject": one.subject,
        "place": one.place,
        "field": list(one.field),
        "old": one.old,
        "old_level": one.old_level,
        "new": one.new,
        "new_level": one.new_level,
        "reasons": [
            {"side": why.side, "condition": why.text, "truth": why.truth, "reads": list(why.reads)}
            for why in one.reasons
        ],
    }
