"""A plan as it is seen in a world: the figures taken, and the derived facts as the readings give them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from jichim.network.interpret import Context, Frames, Ratings
from jichim.network.program import Program, Signature
from jichim.plan.model import Plan, Record
from jichim.review.subjects import frames_of
from jichim.review.verdicts import Derived, Key, Subjects
from jichim.review.worlds import ChoicePoint, Dependent, Figure, Substitution, World, substitute


class Setting(NamedTuple):
    """What a review is made with, besides the plan."""

    as_of: datetime.date
    parameters: Mapping[str, Any]
    ratings: Ratings


class Views:
    """What conditions read, in every world; grows with the derived facts while a plan is evaluated."""

    def __init__(
        self,
        program: Program,
        plan: Plan,
        setting: Setting,
        figures: Sequence[Figure],
        derived: Mapping[tuple[str, Key], Dependent[Derived]],
    ) -> None:
        self.program = program
        self.plan = plan
        self.setting = setting
        self._figures = {figure.point: figure for figure in figures}
        self._derived = derived
        self._substitutions: dict[tuple[tuple[ChoicePoint, int], ...], Substitution] = {}

    def frames(self, world: World, signature: Signature, records: Subjects) -> Frames:
        """The records of some subjects by frame, with the figures of a world."""
        found = self.substitution(world)
        if found is None:
            return frames_of(self.plan.root, signature, records)
        return frames_of(found.root, signature, tuple(found.of(record) for record in records))

    def context(self, world: World) -> Context:
        """What conditions read besides the records; a fact on which open choices disagree is unknown."""
        substitution, known = self.substitution(world), self._derived

        def derived(name: str, records: Iterable[Record]) -> str | None:
            if substitution is not None:
                records = map(substitution.original_of, records)
            result = known.get((name, tuple(map(id, records))))
            if result is None:
                return None
            points = result.points
            if not points:
                found: Derived | None = result.table[()]
            else:
                # Past the bound of worlds an item is tried in none of them: what they disagree on is unknown.
                found = result.at(world) if all(point in world for point in points) else result.settled
            return found.value if found is not None and found.status == "value" else None

        setting = self.setting
        return Context(setting.as_of, self.program.definitions, setting.parameters, derived, setting.ratings)

    def substitution(self, world: World) -> Substitution | None:
        """The plan with the figures of a world; None where it takes none."""
        chosen = tuple((point, option) for point, option in world.items() if point.kind == "figure")
        if not chosen:
            return None
        found = self._substitutions.get(chosen)
        if found is None:
            found = substitute(self.plan, [(self._figures[point], option) for point, option in chosen])
            self._substitutions[chosen] = found
        return found
