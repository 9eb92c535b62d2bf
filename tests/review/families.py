"""The families of differential tests: what each puts into policies and plans."""

from __future__ import annotations

from strategies_policy import Family

FAMILIES = (
    Family(
        "single facts",
        subjects=("service", "plan", "office", "goal"),
        leaves=(
            "amount",
            "date",
            "duration",
            "text",
            "items",
            "stage",
            "sector",
            "topics",
            "yesno",
            "presence",
            "rated",
        ),
        depth=1,
        derivations=(0, 0),
    ),
    Family(
        "joins",
        subjects=("pair", "pair", "service"),
        leaves=(
            "joined",
            "joined",
            "joined",
            "shared",
            "derived",
            "amount",
            "text",
            "sector",
            "topics",
            "definition",
        ),
        derivations=(0, 2),
    ),
    Family(
        "kleene",
        subjects=("service", "plan"),
        leaves=("yesno", "amount", "stage", "presence", "text"),
        depth=5,
        derivations=(0, 1),
    ),
    Family(
        "strata",
        subjects=("service",),
        leaves=("derived", "derived", "definition", "amount", "yesno", "sector"),
        derivations=(3, 9),
        chained=True,
        rules=(1, 2),
    ),
    Family(
        "readings",
        subjects=("service", "plan", "pair"),
        leaves=("derived", "derived", "derived", "amount", "yesno", "presence", "joined"),
        derivations=(1, 3),
        readings=3,
    ),
    Family(
        "figures",
        subjects=("service", "service", "pair", "plan"),
        leaves=("total", "total", "total", "aggregate", "derived", "presence", "definition", "joined"),
        derivations=(0, 2),
        readings=2,
        contradictory=True,
    ),
    Family(
        "aggregates",
        subjects=("service", "plan", "office"),
        leaves=("aggregate", "aggregate", "quantified", "quantified", "presence"),
        derivations=(0, 1),
    ),
    Family("everything", derivations=(0, 3), readings=2),
)
