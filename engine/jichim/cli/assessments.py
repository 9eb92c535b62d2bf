"""`--assessment FILE` of `jichim check`: sheets are read first and matched to the plans as these are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jichim.assessment import (
    Assessment,
    Scheme,
    Sheet,
    assess,
    is_about,
    leftover,
    load_schemes,
    read_sheet_file,
    settle,
)
from jichim.cli.output import show
from jichim.diagnostic import Diagnostic, Lang, has_errors
from jichim.plan.model import Plan
from jichim.policy.model import Policy


@dataclass(slots=True)
class Sheets:
    """The sheets of a run, and the plans seen so far."""

    policy: Policy
    sheets: tuple[Sheet, ...]
    schemes: Mapping[str, Scheme]
    single: bool
    """Whether one plan is reviewed: a sheet need not name it then."""
    plans: list[Plan] = field(default_factory=list)

    def assess(self, plan: Plan) -> tuple[Assessment | None, tuple[Diagnostic, ...]]:
        """What the sheets on a plan say; nothing, without a diagnostic, where there are none."""
        self.plans.append(plan)
        about = [
            sheet for sheet in self.sheets if is_about(sheet, plan) or (self.single and sheet.plan is None)
        ]
        if not about:
            return None, ()
        panel, diagnostics = settle(about, self.policy, plan, self.schemes)
        if panel is None:
            return None, diagnostics
        return assess(panel, self.policy, plan, self.schemes), diagnostics

    def leftover(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Why sheets were not used, by file."""
        found: dict[str, tuple[Diagnostic, ...]] = {}
        for sheet in self.sheets:
            if diagnostics := leftover([sheet], self.plans):
                found[sheet.file] = diagnostics
        return found


def read_sheets(
    files: Sequence[str], policy: Policy, policy_names: Sequence[str], plans: Sequence[str], lang: Lang
) -> Sheets | None:
    """The sheets in these files; None, with the diagnostics shown, if one of them cannot be used.

    A review without ratings that were given would say something else, so one bad sheet stops the run.
    """
    schemes, problems = load_schemes(policy, policy_names)
    show(problems, lang)
    unusable = has_errors(problems)
    sheets: list[Sheet] = []
    for file in files:
        sheet, diagnostics = read_sheet_file(file, policy)
        show(diagnostics, lang)
        unusable = unusable or sheet is None
        sheets += [sheet] if sheet is not None else []
    return None if unusable else Sheets(policy, tuple(sheets), schemes, len(plans) == 1)
