"""The scheme of an instrument (`assessment.yaml` beside its rules): data of the analysts, read with places.

```yaml
scale: 1~5
combine: {rule: mean, assumed: …}
items: [{criterion: 평가-파트너-1, item: EI01.1, block: partners}]
blocks: [{name: partners, label: 핵심 파트너, criteria: [CR1, CR2]}]
criteria: [{id: CR1, label: 사업 운영 주체의 신뢰성}]
weights: {items: {}, blocks: {}, criteria: {}, assumed: …}
thresholds: {high: 4, low: 3, assumed: …}
```

A weight that is not given is 1. `assumed` says what no source gives and why it was chosen so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import cast, get_args

from jichim.assessment import messages as m
from jichim.assessment.model import (
    DEFAULT_SCALE,
    Assumed,
    Block,
    Combination,
    Scheme,
    SchemeItem,
    Standard,
)
from jichim.assessment.outline import Outline
from jichim.diagnostic import Diagnostic, did_you_mean, has_errors
from jichim.plan import read_document
from jichim.plan.margin import Margin, quote
from jichim.plan.tree import MapNode, Scalar, Tree
from jichim.policy import shipped_names
from jichim.policy.model import Criterion, Definition, Derivation, Policy, Rule
from jichim.resources import Traversable, folder
from jichim.source import Source
from jichim.vocabulary.model import normalise

FILE = "assessment.yaml"
KEYS = ("scale", "combine", "items", "blocks", "criteria", "weights", "thresholds")
REMARKS = ("title", "source", "note", "instrument", "cites", "assumed")
"""Keys for the reader of the file, at any place."""

_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})?|\d{1,6}/[1-9]\d{0,5}")
_SCALE = re.compile(r"(\d{1,4})\s*[~∼～-]\s*(\d{1,4})\s*점?")


def load_schemes(
    policy: Policy, names: Sequence[str] = ()
) -> tuple[Mapping[str, Scheme], tuple[Diagnostic, ...]]:
    """The schemes of the instruments that were loaded by these names, by instrument.

    An instrument whose folder has no such file has no scheme, and so has one that was given as a single file.
    """
    schemes: dict[str, Scheme] = {}
    problems: list[Diagnostic] = []
    for instrument, shown, where in instrument_folders(policy, names):
        if not (where / FILE).is_file():
            continue
        text = (where / FILE).read_text("utf-8-sig")
        scheme, wrong = read_scheme(Source(f"{shown}/{FILE}", text), instrument, policy)
        problems += wrong
        if scheme is not None:
            schemes[instrument] = scheme
    return schemes, tuple(problems)


def instrument_folders(policy: Policy, names: Sequence[str] = ()) -> tuple[tuple[str, str, Traversable], ...]:
    """Instrument, the name that it was asked for by, and its folder, for those that have one.

    `names` are those given to `load_policies`; none stand for everything that ships.
    """
    found: dict[str, tuple[str, str, Traversable]] = {}
    for name in names or shipped_names():
        where: Traversable = folder("rules") / name if name in shipped_names() else Path(name)
        if where.is_dir():
            clauses: list[Rule | Criterion | Derivation | Definition] = [*policy.rules, *policy.criteria]
            for clause in [*clauses, *policy.derivations, *policy.definitions]:
                if clause.span.source.name.startswith(f"{name.rstrip('/')}/"):
                    found.setdefault(clause.basis.instrument, (clause.basis.instrument, name, where))
    return tuple(found.values())


def read_scheme(
    source: Source, instrument: str, policy: Policy
) -> tuple[Scheme | None, tuple[Diagnostic, ...]]:
    """The scheme that a text writes, or None with every mistake."""
    tree, problems = read_document(source, format="yaml", empty=m.NOT_A_SHEET)
    if tree is None:
        return None, problems
    reader = _SchemeReader(source, instrument, policy)
    for problem in problems:
        reader.margin.add(problem)
    scheme = reader.read(tree)
    diagnostics = reader.margin.diagnostics()
    return (None if has_errors(diagnostics) else scheme), diagnostics


class _SchemeReader:
    def __init__(self, source: Source, instrument: str, policy: Policy) -> None:
        self.margin = Margin(source)
        self.outline = Outline(source)
        self.instrument = instrument
        self.criteria: dict[str, Criterion] = {
            normalise(one.name.rpartition(":")[2]): one
            for one in policy.criteria
            if one.basis.instrument == instrument
        }
        self.assumed: list[Assumed] = []

    def read(self, tree: MapNode) -> Scheme:
        top = self._fields(tree, "평가 체계", KEYS)
        scale = self._scale(top.get("scale"))
        self._assume("척도", top.get("scale"))
        combination = self._combination(top.get("combine"))
        weights = self._fields(top.get("weights"), "weights", ("items", "blocks", "criteria"))
        self._assume("가중치", top.get("weights"))
        if "weights" not in top:
            self.assumed.append(Assumed("가중치", "출처에 가중치가 없어 모두 같게 두었다"))
        standards = tuple(self._standards(top.get("criteria"), self._weights(weights.get("criteria"))))
        known = [one.name for one in standards]
        blocks = tuple(self._blocks(top.get("blocks"), known, self._weights(weights.get("blocks"))))
        names = [one.name for one in blocks]
        items = tuple(self._items(top.get("items"), names, scale, self._weights(weights.get("items"))))
        limits = self._fields(top.get("thresholds"), "thresholds", ("high", "low"))
        self._assume("기준점", top.get("thresholds"))
        high, low = (self._number(limits.get(name), name) for name in ("high", "low"))
        if high is not None and low is not None and low > high:
            self._shape("low", limits["low"], "high 이하의 수", "a number not above `high`")
        return Scheme(
            self.instrument, items, blocks, standards, scale, high, low, combination, tuple(self.assumed)
        )

    # ---- parts -----------------------------------------------------------------------------------

    def _standards(self, tree: Tree | None, weights: Mapping[str, Fraction]) -> Iterator[Standard]:
        seen: dict[str, Tree] = {}
        for each in self.outline.items(tree):
            found = self._fields(each, "criteria", ("id", "label", "weight"))
            name = self._name(found, "id", each, seen)
            if name:
                label = self.outline.text(found.get("label")) or name
                yield Standard(name, label, self._weight(found, weights.get(name)))

    def _blocks(
        self, tree: Tree | None, standards: Sequence[str], weights: Mapping[str, Fraction]
    ) -> Iterator[Block]:
        seen: dict[str, Tree] = {}
        for each in self.outline.items(tree):
            found = self._fields(each, "blocks", ("name", "label", "criteria", "weight"))
            name = self._name(found, "name", each, seen)
            for one in self.outline.items(found.get("criteria")):
                self._known(one, standards, "평가기준(criteria)", "the criteria")
            if name:
                label = self.outline.text(found.get("label")) or name
                linked = self.outline.texts(found.get("criteria"))
                yield Block(name, label, linked, self._weight(found, weights.get(name)))

    def _items(
        self,
        tree: Tree | None,
        blocks: Sequence[str],
        scale: tuple[int, int],
        weights: Mapping[str, Fraction],
    ) -> Iterator[SchemeItem]:
        seen: dict[str, Tree] = {}
        for each in self.outline.items(tree):
            found = self._fields(each, "items", ("criterion", "item", "block", "weight"))
            name = self._name(found, "criterion", each, seen)
            criterion = self.criteria.get(normalise(name))
            if name and criterion is None:
                known = [one.name for one in self.criteria.values()]
                self._known(found["criterion"], known, "기준의 평가항목", "the criteria of the instrument")
            elif criterion is not None and criterion.scale not in (None, scale):
                own = "~".join(map(str, criterion.scale or ()))
                shown = "~".join(map(str, scale))
                self.margin.report(m.SCHEME_SCALE, found["criterion"], name=name, own=own, scale=shown)
            block = found.get("block")
            if block is None:
                self._shape("block", each, "블록의 이름", "the name of a block")
            else:
                self._known(block, blocks, "blocks", "the blocks")
            if criterion is not None:
                item = self.outline.text(found.get("item"))
                weight = self._weight(found, weights.get(name) or weights.get(item))
                yield SchemeItem(criterion.name, item, self.outline.text(block), weight)

    def _scale(self, tree: Tree | None) -> tuple[int, int]:
        """`1~5`, `[1, 5]` or `{low: 1, high: 5}`; 1 to 5 where it is not given."""
        if tree is None:
            self.assumed.append(Assumed("척도", "출처에 척도가 없어 1~5로 두었다"))
            return DEFAULT_SCALE
        if isinstance(tree, MapNode):
            ends = [self.outline.get(tree, *names) for names in (("low", "min"), ("high", "max"))]
            words = [self.outline.text(end) for end in ends]
        elif isinstance(tree, Scalar) and (match := _SCALE.fullmatch(tree.text.strip())):
            words = [*match.groups()]
        else:
            words = [*self.outline.texts(tree)]
        if len(words) != 2 or not all(word.isdecimal() for word in words) or int(words[0]) >= int(words[1]):
            self._shape("scale", tree, "`1~5` 같은 척도", "a scale such as `1~5`")
            return DEFAULT_SCALE
        return int(words[0]), int(words[1])

    def _combination(self, tree: Tree | None) -> Combination:
        self._assume("평가자 종합", tree)
        if tree is None:
            reason = "출처에 여러 평가자를 종합하는 규칙이 없어, 점수를 매긴 평가자의 평균으로 두었다"
            self.assumed.append(Assumed("평가자 종합", reason))
            return "mean"
        rule = self.outline.get(tree, "rule") if isinstance(tree, MapNode) else tree
        word = self.outline.text(rule)
        known = get_args(Combination)
        if word not in known:
            self._known(rule or tree, known, "종합 규칙", "the rules of combination")
            return "mean"
        return cast(Combination, word)

    # ---- words -----------------------------------------------------------------------------------

    def _assume(self, name: str, tree: Tree | None) -> None:
        word = self.outline.text(self.outline.get(tree, "assumed"))
        if word:
            reason = "" if word.casefold() in ("true", "yes", "예") else word
            self.assumed.append(Assumed(name, reason))

    def _fields(self, tree: Tree | None, where: str, known: Sequence[str]) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        if tree is not None and not isinstance(tree, MapNode):
            self._shape(where, tree, "`키: 값`의 묶음", "a mapping")
        for key, value in self.outline.entries(tree):
            if key.text in found:
                self.margin.report(m.SCHEME_TWICE, key, name=quote(key.text))
            elif key.text in known:
                found[key.text] = value
            elif not key.text.startswith(REMARKS):
                near = did_you_mean(key.text, known) or known
                listed = ", ".join(f"`{word}`" for word in near)
                ko, en = f"다음 가운데 하나를 적는다: {listed}", f"write one of: {listed}"
                shown = quote(key.text)
                self.margin.report(m.SCHEME_KEY, key, key=shown, where=where, hint_ko=ko, hint_en=en)
        return found

    def _name(self, found: Mapping[str, Tree], key: str, tree: Tree, seen: dict[str, Tree]) -> str:
        name = self.outline.text(found.get(key))
        if not name:
            self._shape(key, tree, "이름", "a name")
        elif name in seen:
            self.margin.report(m.SCHEME_TWICE, found[key], first=seen[name], name=quote(name))
            return ""
        else:
            seen[name] = found[key]
        return name

    def _known(self, tree: Tree, known: Sequence[str], ko: str, en: str) -> None:
        word = self.outline.text(tree)
        if word not in known:
            near = ", ".join(f"`{one}`" for one in did_you_mean(word, known) or known[:8])
            self.margin.report(
                m.SCHEME_NAME,
                tree,
                name=quote(word),
                kind_ko=ko,
                kind_en=en,
                hint_ko=f"있는 이름을 적는다: {near}",
                hint_en=f"use a name that exists: {near}",
            )

    def _weights(self, tree: Tree | None) -> dict[str, Fraction]:
        """By name; `equal` or nothing leaves every weight at 1."""
        if tree is None or self.outline.text(tree) in ("equal", "같음"):
            return {}
        if not isinstance(tree, MapNode):
            self._shape("weights", tree, "이름마다의 수나 `equal`", "numbers by name, or `equal`")
        found = ((key.text, self._number(value, key.text)) for key, value in self.outline.entries(tree))
        return {name: number for name, number in found if number is not None}

    def _weight(self, found: Mapping[str, Tree], given: Fraction | None) -> Fraction:
        own = self._number(found.get("weight"), "weight")
        return own if own is not None else given if given is not None else Fraction(1)

    def _number(self, tree: Tree | None, name: str) -> Fraction | None:
        if tree is None:
            return None
        word = self.outline.text(tree)
        if _NUMBER.fullmatch(word) and Fraction(word) > 0:
            return Fraction(word)
        self._shape(name, tree, "0보다 큰 수", "a number above zero")
        return None

    def _shape(self, key: str, tree: Tree, ko: str, en: str) -> None:
        self.margin.report(m.SCHEME_SHAPE, tree, key=key, expected_ko=ko, expected_en=en)
