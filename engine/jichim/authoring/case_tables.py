"""Tables of cases beside the rules (`*.cases.yaml`): one plan for each row, and what it must come to.

```yaml
tables:
  - title: 수익원의 지속성
    subject: 서비스
    as_of: 2020-10-31
    always: {단계: 운영}
    given: [이름, 매출원]
    expect: [REV-1, 경제성]
    rows:
      - [셔틀, [정부사업비(중앙)], 부적합, 손실]
      - [버스, [버스요금], 적합, ~]
```

`given` names fields as a plan file does, sections joined with dots; a cell of `~` leaves the field out,
`없음` states that there is none. `expect` names rules, whose cells are outcomes, and derivations, whose cells
are values; `~` expects nothing. `subject` is the plan unless it is given, `as_of` the first day of the
instrument, `always` holds fields of every row. docs/rule-tests.md shows the Korean keys.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jichim.assessment.scheme import instrument_folders
from jichim.authoring import messages as m
from jichim.diagnostic import Diagnostic, Message, did_you_mean, reason_of
from jichim.plan.margin import quote
from jichim.plan.tree import ListNode, MapNode, Scalar, Tree
from jichim.policy.model import Derivation, Expectation, Policy, Rule, RuleTest
from jichim.policy.names import list_paths, written_name
from jichim.provisions.reader import Reader
from jichim.resources import Traversable
from jichim.source import Source
from jichim.vocabulary.model import normalise

SUFFIX = ".cases.yaml"
EMPTY = ("", "~", "null")
KEYS: Mapping[str, str] = {
    "표": "tables",
    "제목": "title",
    "대상": "subject",
    "기준일": "as_of",
    "공통": "always",
    "전제": "given",
    "기대": "expect",
    "행": "rows",
}
Word = Literal["met", "not-met", "undetermined", "not-applicable"]
OUTCOMES: Mapping[str, Word] = {
    "적합": "met",
    "met": "met",
    "부적합": "not-met",
    "notmet": "not-met",
    "판단불가": "undetermined",
    "undetermined": "undetermined",
    "해당없음": "not-applicable",
    "notapplicable": "not-applicable",
}


def load_cases(
    policy: Policy, names: Sequence[str] = (), files: Sequence[str] = ()
) -> tuple[tuple[RuleTest, ...], tuple[Diagnostic, ...]]:
    """The cases beside the loaded instruments, then those of the given files.

    `names` are those given to `load_policies`. Beside a lone policy file `x.jichim` stands `x.cases.yaml`.
    """
    files_of: list[tuple[str, Path | Traversable, str]] = []
    for instrument, shown, folder in instrument_folders(policy, names):
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            if file.name.endswith(SUFFIX):
                files_of.append((f"{shown}/{file.name}", file, instrument))
    for name in names:
        beside = Path(name).with_suffix(SUFFIX)
        if Path(name).is_file() and beside.is_file():
            files_of.append((str(beside), beside, ""))
    files_of += [(file, Path(file), "") for file in files]
    tests: list[RuleTest] = []
    problems: list[Diagnostic] = []
    for shown, file, instrument in files_of:
        try:
            source = Source(shown, file.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            problems.append(m.UNREADABLE_RULES.about(shown, path=shown, reason=reason_of(error)))
            continue
        read, wrong = read_cases(source, policy, instrument)
        tests += read
        problems += wrong
    return tuple(tests), tuple(problems)


def read_cases(
    source: Source, policy: Policy, instrument: str = ""
) -> tuple[tuple[RuleTest, ...], tuple[Diagnostic, ...]]:
    """The cases that a text tabulates, in order, and every mistake; a wrong row or table is left out.

    Without an instrument a case belongs to that of the first rule or derivation that it expects something of.
    """
    reader = _CaseReader(source, policy, instrument)
    return tuple(reader.tests()), reader.reader.diagnostics()


@dataclass(frozen=True, slots=True)
class _Table:
    title: str
    node: str
    as_of: datetime.date | None
    always: Mapping[str, Any]
    given: tuple[str, ...]
    expect: tuple[Rule | Derivation, ...]


class _CaseReader:
    def __init__(self, source: Source, policy: Policy, instrument: str) -> None:
        self.reader = Reader(source)
        self.policy = policy
        self.instrument = instrument
        self.lists = list_paths(policy.vocabulary)
        declared: list[Rule | Derivation] = [*policy.derivations, *policy.rules]
        self.declared = {normalise(written_name(one.name)): one for one in declared}

    def tests(self) -> list[RuleTest]:
        reader = self.reader
        if reader.tree is None:
            return []
        top = self._fields(reader.tree, ("tables",))
        if "tables" not in top:
            self._shape("tables", reader.tree, "표의 목록", "a list of tables")
        found: list[RuleTest] = []
        for tree in reader.outline.items(top.get("tables")):
            found += self._table(tree)
        return found

    def _table(self, tree: Tree) -> Iterator[RuleTest]:
        found = self._fields(tree, ("title", "subject", "as_of", "always", "given", "expect", "rows"))
        node = self._node(found.get("subject"))
        expect = [self._declared(one) for one in self.reader.outline.items(found.get("expect"))]
        for key, ko, en in (
            ("expect", "규칙이나 도출의 이름", "names"),
            ("rows", "행의 목록", "a list of rows"),
        ):
            if key not in found:
                self._shape(key, tree, ko, en)
        day, readable = self._day(found.get("as_of"))
        known = [one for one in expect if one is not None]
        if node is None or len(known) < len(expect) or not known or not readable:
            return
        always = found.get("always")
        table = _Table(
            title=self.reader.text(found, "title") or self.reader.file,
            node=node,
            as_of=day,
            always=_plain(always) if isinstance(always, MapNode) else {},
            given=self.reader.outline.texts(found.get("given")),
            expect=tuple(known),
        )
        for number, row in enumerate(self.reader.outline.items(found.get("rows")), start=1):
            test = self._row(table, number, row)
            if test is not None:
                yield test

    def _row(self, table: _Table, number: int, row: Tree) -> RuleTest | None:
        cells = row.items if isinstance(row, ListNode) else (row,)
        wanted = len(table.given) + len(table.expect)
        if len(cells) != wanted:
            self.reader.margin.report(m.CASE_WIDTH, row, got=len(cells), wanted=wanted)
            return None
        record: dict[str, Any] = {}
        for name, value in table.always.items():
            _put(record, name, value)
        for name, cell in zip(table.given, cells, strict=False):
            if not _is_empty(cell):
                _put(record, name, _plain(cell))
        pairs = zip(table.expect, cells[len(table.given) :], strict=True)
        asked = [(declared, cell) for declared, cell in pairs if not _is_empty(cell)]
        expectations = [self._expectation(declared, cell) for declared, cell in asked]
        if not asked or None in expectations:
            return None
        title = self.policy.vocabulary.node(table.node).title_field
        if not record and title is not None:  # a record of nothing would not be there at all
            _put(record, title, f"{table.title} {number}")
        content: dict[str, Any] = record
        if table.node in self.lists:
            *sections, last = self.lists[table.node].split(".")
            content = {last: [record]}
            for section in reversed(sections):
                content = {section: content}
        return RuleTest(
            title=f"{table.title} · {number}",
            instrument=self.instrument or table.expect[0].basis.instrument,
            as_of=table.as_of,
            content=content,
            expectations=tuple(one for one in expectations if one is not None),
            span=self.reader.span(row),
        )

    def _expectation(self, declared: Rule | Derivation, cell: Tree) -> Expectation | None:
        span = self.reader.span(cell)
        word = self.reader.outline.text(cell)
        outcome = OUTCOMES.get(normalise(word).replace("-", ""))
        if isinstance(declared, Rule):
            if outcome is not None:
                return Expectation(declared.name, (), outcome, None, span)
            known = ["적합", "부적합", "판단불가", "해당없음"]
        else:
            if outcome == "undetermined":
                return Expectation(declared.name, (), outcome, None, span)
            values = {normalise(one): one for one in declared.values}
            if normalise(word) in values or declared.hit == "collect":
                return Expectation(declared.name, (), None, values.get(normalise(word), word), span)
            known = [*declared.values, "판단불가"]
        listed = ", ".join(f"`{one}`" for one in known)
        self.reader.margin.report(
            m.CASE_VALUE, cell, name=written_name(declared.name), word=quote(word), known=listed
        )
        return None

    # ---- names ---------------------------------------------------------------------------------------

    def _fields(self, tree: Tree, known: Sequence[str]) -> Mapping[str, Tree]:
        """The entries of a mapping by English key."""
        if not isinstance(tree, MapNode):
            self._shape("tables", tree, "`키: 값`의 묶음", "a mapping")
            return {}
        found: dict[str, Tree] = {}
        for key, value in self.reader.outline.entries(tree):
            name = KEYS.get(key.text, key.text)
            if name in known and name not in found:
                found[name] = value
            else:
                words = ", ".join(f"`{one}`" for one in known)
                self.reader.margin.report(
                    m.CASE_KEY, key, file=self.reader.file, key=quote(key.text), known=words
                )
        return found

    def _node(self, tree: Tree | None) -> str | None:
        vocabulary = self.policy.vocabulary
        if tree is None:
            return vocabulary.root
        word = self.reader.outline.text(tree)
        nodes = [vocabulary.node(name) for name in (vocabulary.root, *self.lists)]
        for node in nodes:
            if normalise(word) in {normalise(one) for one in (node.name, node.label, *node.aliases)}:
                return node.name
        self._unknown(m.CASE_SUBJECT, tree, word, [node.label for node in nodes])
        return None

    def _declared(self, tree: Tree) -> Rule | Derivation | None:
        word = self.reader.outline.text(tree)
        found = self.declared.get(normalise(word))
        if found is None:
            self._unknown(m.CASE_NAME, tree, word, [written_name(one.name) for one in self.declared.values()])
        return found

    def _day(self, tree: Tree | None) -> tuple[datetime.date | None, bool]:
        if tree is None:
            return None, True
        try:
            return datetime.date.fromisoformat(self.reader.outline.text(tree)), True
        except ValueError:
            self._shape("as_of", tree, "`2020-10-31` 같은 날짜", "a date such as `2020-10-31`")
            return None, False

    def _unknown(self, message: Message, tree: Tree, word: str, known: Sequence[str]) -> None:
        near = ", ".join(f"`{one}`" for one in did_you_mean(word, known))
        ko = f"혹시 {near}?" if near else "이름을 확인한다"
        en = f"did you mean {near}?" if near else "check the name"
        self.reader.margin.report(message, tree, name=quote(word), near_ko=ko, near_en=en)

    def _shape(self, key: str, tree: Tree, ko: str, en: str) -> None:
        file = self.reader.file
        self.reader.margin.report(m.CASE_SHAPE, tree, file=file, key=key, expected_ko=ko, expected_en=en)


def _is_empty(tree: Tree) -> bool:
    return isinstance(tree, Scalar) and tree.text.strip() in EMPTY


def _plain(tree: Tree) -> Any:
    """A cell as a plan document would hold it."""
    if isinstance(tree, ListNode):
        return [_plain(item) for item in tree.items]
    if isinstance(tree, MapNode):
        return {key.text: _plain(value) for key, value in tree.entries if isinstance(key, Scalar)}
    return tree.text


def _put(record: dict[str, Any], name: str, value: Any) -> None:
    """A value below the sections that its dotted name goes through."""
    *sections, last = name.split(".")
    for section in sections:
        inner = record.setdefault(section, {})
        if not isinstance(inner, dict):
            inner = record[section] = {}
        record = inner
    record[last] = value
