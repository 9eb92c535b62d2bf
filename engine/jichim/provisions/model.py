"""What the files beside the rules say, with the place of each entry."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from jichim.diagnostic import Text
from jichim.provisions.address import Address, Documents
from jichim.source import Span

Modality = Literal[
    "obligation",
    "obligation-to-consider",
    "principle",
    "endeavour",
    "permission",
    "definition",
    "procedure-of-ministry",
]
Force = Literal["strict", "directive", "soft", "norm", "none"]
Kind = Literal["definition", "permission", "judgement", "not-the-plan", "out-of-scope"]
Verdict = Literal["adopted", "partly", "not-found"]

KINDS: tuple[Kind, ...] = ("definition", "permission", "judgement", "not-the-plan", "out-of-scope")
"""Why a provision has no rule, in the order of reports."""


@dataclass(frozen=True, slots=True)
class WithoutRule:
    """Why a provision has no rule."""

    kind: Kind
    reason: Text
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Provision:
    """One duty of one sentence: a sentence with two duties is two provisions at one address."""

    id: str
    at: str
    """The address as the list writes it, with the name of its instrument where that has one: `법 제8조①`."""
    address: Address
    part: str
    """`1/2` for the first of two duties at one address."""
    heading: str
    ending: str
    modality: Modality
    force: Force
    addressee: str
    checkable: str
    deadline: str
    refs: tuple[tuple[str, Span], ...]
    gist: Text | None
    without_rule: WithoutRule | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ProvisionList:
    """The provisions of one instrument in the order of its text.

    `complete` tells for which articles every provision is listed; of others only those that matter are.
    """

    instrument: str
    provisions: tuple[Provision, ...]
    complete: tuple[tuple[int, int], ...] = ()
    """Pairs of first and last article, both included."""
    last: int = 0
    """The last article that the instrument has; 0 where it is not known."""

    def knows(self, address: Address) -> bool:
        """Whether the list says all there is about the article of an address."""
        if self.last and address.article > self.last:
            return True
        return any(low <= address.article <= high for low, high in self.complete)

    def holds(self, address: Address) -> bool:
        return any(address.covers(provision.address) for provision in self.provisions)


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong in the text of an instrument itself; `cites` is a reference that leads nowhere."""

    instrument: str
    at: str
    cites: str
    what: Text
    effect: Text
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Today:
    """An address in force beside a proposal; `provisions` are ids of the list where it names any."""

    at: str
    provisions: tuple[str, ...]
    what: Text
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal of an instrument that is a draft, and what became of it."""

    id: str
    items: tuple[str, ...]
    """Ids of the source items that make the proposal, as rules name them after `항목`."""
    what: Text
    where: str
    verdict: Verdict
    today: tuple[Today, ...]
    differs: tuple[Text, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The proposals of an instrument beside the law as it stood on a day."""

    instrument: str
    as_of: datetime.date | None
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One thing that an application for approval needs, and the fields that show it.

    It is done on the day in `done_on`, or done where one of `done_if` is given, or where the choices or
    items in `listed` hold `value`. `lead` days must lie between `done_on` and the first stated of `before`.
    """

    id: str
    group: Text
    what: Text
    at: str
    provision: str
    done_on: str = ""
    done_if: tuple[str, ...] = ()
    listed: str = ""
    value: str = ""
    before: tuple[str, ...] = ()
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline counted from a day that the plan states."""

    id: str
    what: Text
    at: str
    provision: str
    received: str
    answered: str
    within: int
    """Days."""


@dataclass(frozen=True, slots=True)
class ChecklistForm:
    """What to look for before an approval; `sections` are those whose mention asks for the checklist."""

    instrument: str
    title: Text
    sections: tuple[str, ...]
    lines: tuple[ChecklistLine, ...]
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the rules that a review refers to; empty where no instrument has such files."""

    crosswalks: tuple[Crosswalk, ...] = ()
    lists: tuple[ProvisionList, ...] = ()
    documents: Documents = field(default_factory=lambda: Documents({}))
    forms: tuple[ChecklistForm, ...] = ()
