"""`checklist.yaml` of an instrument: what an application for approval needs, and which fields show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jichim.diagnostic import Diagnostic, Text, did_you_mean
from jichim.plan.margin import quote
from jichim.plan.tree import Tree
from jichim.provisions import messages as m
from jichim.provisions.model import ChecklistForm, ChecklistLine, Clock
from jichim.provisions.reader import Reader
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary
from jichim.vocabulary.quantity import Duration, parse_quantity

LINE = ("id", "group", "what", "at", "provision", "done_on", "done_if", "listed", "value", "before", "lead")
CLOCK = ("id", "what", "at", "provision", "received", "answered", "within")


def read_checklist(
    source: Source, instrument: str, vocabulary: Vocabulary
) -> tuple[ChecklistForm, tuple[Diagnostic, ...]]:
    """The form that a text writes; every path in it is one of the vocabulary, from the plan on."""
    reader = _ChecklistReader(source, vocabulary)
    if reader.tree is None:
        return ChecklistForm(instrument, Text("", ""), (), (), ()), reader.diagnostics()
    top = reader.fields(reader.tree, "checklist", ("title", "sections", "lines", "clocks"))
    title = reader.needed_both(top.get("title"), "title", reader.tree)
    sections = reader.paths(top.get("sections"))
    lines = tuple(one for tree in reader.outline.items(top.get("lines")) for one in reader.line(tree))
    clocks = tuple(one for tree in reader.outline.items(top.get("clocks")) for one in reader.clock(tree))
    return ChecklistForm(instrument, title, sections, lines, clocks), reader.diagnostics()


class _ChecklistReader(Reader):
    def __init__(self, source: Source, vocabulary: Vocabulary) -> None:
        super().__init__(source)
        self.known = _paths(vocabulary)

    def line(self, tree: Tree) -> Iterator[ChecklistLine]:
        found = self.fields(tree, "lines", LINE)
        name = self.needed(found, "id", tree)
        shown = ("done_on", "done_if", "listed")
        if not any(key in found for key in shown):
            self.shape(
                "lines",
                tree,
                "`done_on`, `done_if`, `listed` 가운데 하나",
                "one of `done_on`, `done_if`, `listed`",
            )
        yield ChecklistLine(
            id=name,
            group=self.needed_both(found.get("group"), "group", tree),
            what=self.needed_both(found.get("what"), "what", tree),
            at=self.needed(found, "at", tree),
            provision=self.text(found, "provision"),
            done_on=self.path(found.get("done_on")),
            done_if=self.paths(found.get("done_if")),
            listed=self.path(found.get("listed")),
            value=self.text(found, "value"),
            before=self.paths(found.get("before")),
            lead=self.days(found.get("lead"), "lead"),
        )

    def clock(self, tree: Tree) -> Iterator[Clock]:
        found = self.fields(tree, "clocks", CLOCK)
        if "within" not in found:
            self.shape("within", tree, "`30일` 같은 날수", "a number of days such as `30일`")
        if within := self.days(found.get("within"), "within"):
            yield Clock(
                id=self.needed(found, "id", tree),
                what=self.needed_both(found.get("what"), "what", tree),
                at=self.needed(found, "at", tree),
                provision=self.text(found, "provision"),
                received=self.path(found.get("received")),
                answered=self.path(found.get("answered")),
                within=within,
            )

    def path(self, tree: Tree | None) -> str:
        found = self.paths(tree)
        return found[0] if found else ""

    def paths(self, tree: Tree | None) -> tuple[str, ...]:
        for each in self.outline.items(tree):
            word = self.outline.text(each)
            if word not in self.known:
                near = ", ".join(f"`{one}`" for one in did_you_mean(word, self.known))
                ko = f"혹시 {near}?" if near else "어휘에 있는 경로를 적는다. 예: `procedure.hearing_date`"
                en = (
                    f"did you mean {near}?"
                    if near
                    else "write a path of the vocabulary, such as `procedure.hearing_date`"
                )
                self.margin.report(m.UNKNOWN_FIELD, each, path=quote(word), hint_ko=ko, hint_en=en)
        return self.outline.texts(tree)

    def days(self, tree: Tree | None, key: str) -> int:
        """A number of days; 0 where none is written."""
        if tree is None:
            return 0
        read = parse_quantity(self.outline.text(tree))
        if read is None or not isinstance(read.value, Duration) or read.value.months or read.value.days < 1:
            self.shape(key, tree, "`30일` 같은 날수", "a number of days such as `30일`")
            return 0
        return read.value.days


def _paths(vocabulary: Vocabulary) -> Sequence[str]:
    """The dotted paths of the plan itself, through its sections and not through its lists."""
    found: list[str] = []

    def walk(node: str, before: str, depth: int) -> None:
        for field in vocabulary.nodes[node].fields:
            path = before + field.name
            found.append(path)
            if field.node and field.kind.value == "section" and depth < 8:
                walk(field.node, f"{path}.", depth + 1)

    walk(vocabulary.root, "", 0)
    return found
