"""`coverage.yaml` beside the rules of an instrument: what no test covers, and why none can or need.

```yaml
gaps:
  - {name: TY3, outcome: undetermined, ko: …, en: …}
  - {name: 운영주체, case: "3", ko: …, en: …}
  - {name: TY3, condition: 단계 기재, ko: …, en: …}
```

`name` is a rule, derivation, table or definition; `case` the value of a case or the number of a row, after
the title of its reading where there are several (`총이익 기준: 예`). A reason in one language will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jichim.assessment.scheme import instrument_folders
from jichim.authoring import messages
from jichim.authoring.coverage.model import Coverage
from jichim.diagnostic import Diagnostic, Text, did_you_mean
from jichim.plan.margin import quote
from jichim.policy.model import Policy
from jichim.provisions.reader import Reader
from jichim.source import Source, Span
from jichim.vocabulary.model import normalise

FILE = "coverage.yaml"
KEYS = ("name", "outcome", "case", "condition", "ko", "en")


@dataclass(frozen=True, slots=True)
class Gap:
    """One explained gap; `what` is an outcome, a case or a condition."""

    name: str
    what: str
    is_condition: bool
    reason: Text
    span: Span


@dataclass(frozen=True, slots=True)
class Explained:
    gaps: tuple[Gap, ...] = ()
    _known: dict[tuple[str, str, bool], Gap] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for gap in self.gaps:
            self._known[normalise(gap.name), normalise(gap.what), gap.is_condition] = gap

    def goal(self, name: str, what: str) -> Text | None:
        gap = self._known.get((normalise(name), normalise(what), False))
        return gap.reason if gap is not None else None

    def condition(self, name: str, text: str) -> Text | None:
        gap = self._known.get((normalise(name), normalise(text), True))
        return gap.reason if gap is not None else None


def load_explained(policy: Policy, names: Sequence[str] = ()) -> tuple[Explained, tuple[Diagnostic, ...]]:
    """The explained gaps of the loaded instruments; `names` are those given to `load_policies`."""
    gaps: list[Gap] = []
    problems: list[Diagnostic] = []
    for _, shown, folder in instrument_folders(policy, names):
        file = folder / FILE
        if file.is_file():
            found, wrong = read_explained(Source(f"{shown}/{FILE}", file.read_text(encoding="utf-8-sig")))
            gaps += found
            problems += wrong
    return Explained(tuple(gaps)), tuple(problems)


def read_explained(source: Source) -> tuple[tuple[Gap, ...], tuple[Diagnostic, ...]]:
    """The gaps that a text explains, and every mistake; a wrong entry is left out."""
    reader = Reader(source)
    found: list[Gap] = []
    if reader.tree is not None:
        top = reader.fields(reader.tree, "gaps", ("gaps",))
        for tree in reader.outline.items(top.get("gaps")):
            entry = reader.fields(tree, "gaps", KEYS)
            name = reader.needed(entry, "name", tree)
            kinds = [key for key in ("outcome", "case", "condition") if key in entry]
            ko, en = reader.text(entry, "ko"), reader.text(entry, "en")
            if len(kinds) != 1:
                reader.shape(
                    "gaps", tree, "outcome, case, condition 가운데 하나", "one of outcome, case, condition"
                )
            elif not ko and not en:
                reader.shape("ko", tree, "까닭", "a reason")
            elif name:
                what = reader.needed(entry, kinds[0], tree)
                reason = Text(ko or en, en or ko)
                found.append(Gap(name, what, kinds[0] == "condition", reason, reader.span(tree)))
    return tuple(found), reader.diagnostics()


def check_explained(explained: Explained, coverage: Coverage) -> tuple[Diagnostic, ...]:
    """Gaps that name nothing, and gaps that are none: covered meanwhile, or shown to be unreachable."""
    return tuple(_checked(explained.gaps, coverage))


def _checked(gaps: Iterable[Gap], coverage: Coverage) -> Iterable[Diagnostic]:
    known: dict[str, dict[tuple[str, bool], bool]] = {}
    for one in coverage.declarations:
        for name in one.name.split(", "):
            entries = known.setdefault(normalise(name), {})
            for goal in one.goals:
                entries[normalise(goal.name), False] = goal.seen is None and goal.reachable
            for condition in one.conditions:
                missing = condition.decides is None or bool(condition.possible - set(condition.seen))
                key = (normalise(condition.text), True)
                entries[key] = entries.get(key, False) or missing
    names = [name for one in coverage.declarations for name in one.name.split(", ")]
    for gap in gaps:
        entries = known.get(normalise(gap.name), {})
        open_ = entries.get((normalise(gap.what), gap.is_condition))
        if open_ is None:
            near = ", ".join(f"`{one}`" for one in did_you_mean(gap.name, names))
            yield messages.UNKNOWN_GAP.at(
                gap.span, name=quote(gap.name), what=quote(gap.what), near=near or "-"
            )
        elif not open_:
            yield messages.STALE_GAP.at(gap.span, name=quote(gap.name), what=quote(gap.what))
