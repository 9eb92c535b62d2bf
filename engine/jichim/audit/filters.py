"""What part of a run a question is about: by city, field, stage, instrument, duty, rule, level, outcome."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """Empty parts admit everything; several values of one part are alternatives, parts add up.

    `field` and `stage` are canonical names of choices and concern services: with either, only what is
    about such services is counted. A pair goes by the first of its services (as findings name them), in
    outcomes and findings alike, so that parts by field add up; rules about the plan are not counted.
    `level` and `outcome` concern findings and rows of outcomes; totals of plans and rules keep all.
    """

    city: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    duty: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()

    @property
    def by_service(self) -> bool:
        return bool(self.field or self.stage)

    @property
    def by_rule(self) -> bool:
        return bool(self.instrument or self.duty or self.rule or self.level)

    def plans(self) -> tuple[str, list[str]]:
        """A condition on `review AS v`, with its values."""
        return _both(_among("v.city", self.city))

    def rules(self) -> tuple[str, list[str]]:
        """A condition on `rule AS r`, with its values."""
        return _both(
            _among("r.instrument", self.instrument),
            _among("r.duty", self.duty),
            _among("r.name", self.rule),
        )

    def subjects(self) -> tuple[str, list[str]]:
        """A condition on `subject AS s`, with its values."""
        fields = " OR ".join("s.field LIKE ?" for _ in self.field)
        return _both(
            (f"({fields})", [f"% {name} %" for name in self.field]) if self.field else ("1", []),
            _among("s.stage", self.stage),
        )

    def levels(self) -> tuple[str, list[str]]:
        """A condition on `finding AS f`, with its values; every finding is of one of two outcomes."""
        outcome = "CASE f.level WHEN 'undetermined' THEN 'undetermined' ELSE 'not-met' END"
        return _both(_among("f.level", self.level), _among(outcome, self.outcome))


def _among(column: str, values: tuple[str, ...]) -> tuple[str, list[str]]:
    if not values:
        return "1", []
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def _both(*parts: tuple[str, list[str]]) -> tuple[str, list[str]]:
    return " AND ".join(text for text, _ in parts), [value for _, values in parts for value in values]
