"""A rule on its page: when it applies, what it asks for, what it says, and examples from its tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jichim.authoring.handbook.entries import file_name
from jichim.authoring.handbook.html import Html, Node, el, together
from jichim.authoring.handbook.words import DUTIES, WEIGHTS, say
from jichim.authoring.lint.pack import Pack
from jichim.authoring.lint.reached import Fields, Reached
from jichim.authoring.lint.read_by import rule_nodes
from jichim.diagnostic import Lang
from jichim.policy.model import (
    Criterion,
    CriterionTerm,
    Definition,
    DefinitionTerm,
    Derivation,
    DerivedTerm,
    ParameterTerm,
    Period,
    Rule,
)
from jichim.policy.reads import leaves
from jichim.report import outcome_word
from jichim.syntax import model as tree
from jichim.syntax.expr_layout import lay_out
from jichim.vocabulary.model import Field, Vocabulary

Declared = Definition | Derivation | Criterion


@dataclass(frozen=True, slots=True)
class Setting:
    """What all sections share."""

    pack: Pack
    reached: Reached
    tests: dict[str, tuple[tuple[tree.Test, tree.Expect], ...]]
    homes: dict[str, str]
    """The page of each declaration that is no rule, from the top folder."""
    said: dict[str, tuple[Node, ...]]
    """What stands beside the name of a parameter or definition."""
    lang: Lang

    def word(self, key: str) -> str:
        return say(key, self.lang)


def setting_of(pack: Pack, lang: Lang) -> Setting:
    tests: dict[str, list[tuple[tree.Test, tree.Expect]]] = {}
    for test in pack.each(tree.Test):
        for expect in test.expects:
            tests.setdefault(expect.name.text.casefold(), []).append((test, expect))
    homes = {}
    policy = pack.policy
    declared: list[Declared] = [*policy.definitions, *policy.derivations, *policy.criteria]
    for one in declared:
        homes[one.name] = _home(one.basis.instrument, one.name)
    for parameter in pack.policy.parameters:
        homes[parameter.name] = _home(parameter.versions[0].basis.instrument, parameter.name)
    by_name = {name: tuple(found) for name, found in tests.items()}
    return Setting(pack, Reached(pack.policy), by_name, homes, _said(pack), lang)


def _home(instrument: str, name: str) -> str:
    return f"{file_name(instrument)}/declarations.html#{file_name(name.rpartition(':')[2])}"


def rule_section(written: tree.Rule, rule: Rule, at: Setting) -> Html:
    """The section of one rule; it can be linked to by the id of the rule."""
    word = at.word
    duty = say(rule.duty.label, at.lang, DUTIES)
    rows = [
        (word("cites"), "; ".join(rule.basis.citations)),
        (word("duty"), f"{rule.duty.phrase} — {duty}"),
        (word("proposal"), rule.proposal),
        (word("subject"), ", ".join(_subjects(rule, at.pack.policy.vocabulary))),
        (word("period"), _period(written)),
    ]
    return el(
        "section",
        el("h2", rule.title, " ", el("span", rule.name, class_="id"), id=file_name(rule.name)),
        table(rows),
        *_conditions(written, at),
        _fields(rule, at),
        *_findings(written, rule, at),
        *_remarks(written, at),
        _rests_on(rule, at),
        _examples(rule, at),
        el("p", f"{word('source')}: {written.span.source.name}:{written.span.line}", class_="soft"),
    )


def table(rows: Sequence[tuple[str, Node]]) -> Html:
    """Pairs of a heading and what it says; empty ones are left out."""
    return el(
        "table", *(el("tr", el("th", head, scope="row"), el("td", text)) for head, text in rows if text)
    )


def _subjects(rule: Rule, vocabulary: Vocabulary) -> Iterator[str]:
    for one in rule.bindings:
        yield vocabulary.node(one.node).label


def _period(written: tree.Rule) -> str:
    period = written.common.period
    return _dates(Period(period.start, period.end)) if period else ""


def _conditions(written: tree.Rule, at: Setting) -> Iterator[Node]:
    for key, expr in (("when", written.when), ("unless", written.unless), ("require", written.require)):
        if expr is None and key != "when":
            continue
        yield el("h3", at.word(key))
        if expr is None:
            yield el("p", at.word("always"))
        else:
            yield el("pre", el("code", "\n".join(lay_out(expr, "ko", 0))))
    if written.evidence_only:
        yield el("p", at.word("evidence"))


def _fields(rule: Rule, at: Setting) -> Html:
    """What the requirement reads, and apart from it what only decides whether the rule applies."""
    asked = at.reached.of((rule.require,))
    gates = at.reached.of((rule.when, rule.unless)) - asked
    return together(_field_table("fields", asked, at), _field_table("gates", gates, at))


def _field_table(title: str, fields: Fields, at: Setting) -> Html | None:
    vocabulary = at.pack.policy.vocabulary
    found = [
        (known[0] if at.lang == "ko" else f"{known[0]} ({path})", known[1])
        for node, path in sorted(fields)
        if (known := field_at(vocabulary, node, path))
    ]
    if not found:
        return None
    heads = el("tr", *(el("th", at.word(key), scope="col") for key in ("field", "meaning", "example")))
    rows = [
        el("tr", el("td", label), el("td", field.description), el("td", field.example))
        for label, field in found
    ]
    return together(el("h3", at.word(title)), el("table", el("thead", heads), el("tbody", *rows)))


def field_at(vocabulary: Vocabulary, node: str, path: str) -> tuple[str, Field] | None:
    """The labels along a dotted path and the field at its end."""
    labels: list[str] = []
    field: Field | None = None
    current: str | None = node
    for name in path.split("."):
        field = vocabulary.field(current, name) if current is not None else None
        if field is None:
            return None
        labels.append(field.label)
        current = field.node
    return (".".join(labels), field) if field is not None else None


def _findings(written: tree.Rule, rule: Rule, at: Setting) -> Iterator[Node]:
    if written.finding is not None:
        weight = say(rule.weight, at.lang, WEIGHTS)
        yield el("h3", at.word("finding"))
        yield el("p", el("strong", weight), " ", written.finding.message.text, class_="finding")
    if written.action is not None:
        yield el("h3", at.word("action"))
        yield el("p", written.action.text)
        clears = ", ".join(name.text for name in written.clears)
        within = written.within.text if written.within else None
        yield table([(at.word("by"), rule.by), (at.word("within"), within), (at.word("clears"), clears)])


def _remarks(written: tree.Rule, at: Setting) -> Iterator[Node]:
    common = written.common
    if common.assumed is not None:
        yield el("h3", at.word("assumed"))
        yield el("p", common.assumed.reason)
    if common.note is not None:
        yield el("h3", at.word("note"))
        yield el("p", common.note.text)


def _rests_on(rule: Rule, at: Setting) -> Html | None:
    named = (DefinitionTerm, DerivedTerm, CriterionTerm, ParameterTerm)
    names = dict.fromkeys(
        leaf.name for node in rule_nodes(rule) for leaf in leaves(node) if isinstance(leaf, named)
    )
    links = [
        el("li", el("a", name.rpartition(":")[2], href=f"../{at.homes[name]}"), *at.said.get(name, ()))
        for name in names
        if name in at.homes
    ]
    return together(el("h3", at.word("reads")), el("ul", *links)) if links else None


def _said(pack: Pack) -> dict[str, tuple[Node, ...]]:
    """What a parameter is, and what a definition says where that is short."""
    found: dict[str, tuple[Node, ...]] = {}
    for parameter in pack.policy.parameters:
        values = [
            version.value.span.text + (f" ({_dates(version.period)})" if len(parameter.versions) > 1 else "")
            for version in parameter.versions
        ]
        found[parameter.name] = (" = ", el("code", ", ".join(values)))
    for definition in pack.policy.definitions:
        span = getattr(definition.body, "span", None)
        text = " ".join(span.text.split()) if span is not None else ""
        if text and len(text) <= _SHORT:
            found[definition.name] = (" = ", el("code", text))
    return found


def _dates(period: Period) -> str:
    return f"{period.start or ''} ~ {period.end or ''}"


_SHORT = 160
"""Characters of a definition that is shown beside its name."""
_ORDER = {"met": 0, "not-met": 1, "undetermined": 2, "not-applicable": 3}


def _examples(rule: Rule, at: Setting) -> Html | None:
    """Every test that expects an outcome of the rule, those that pass first, then those that fail."""
    found = [(test, expect) for test, expect in at.tests.get(rule.name.casefold(), ()) if expect.outcome]
    if not found:
        return None
    found.sort(key=lambda one: _ORDER[str(one[1].outcome)])
    rows = [
        el(
            "tr",
            el("td", outcome_word(str(expect.outcome), at.lang), class_="outcome"),
            el("td", test.title.text, *_about(expect)),
            el("td", *_premises(test, at)),
        )
        for test, expect in found
    ]
    heads = el("tr", *(el("th", at.word(key), scope="col") for key in ("outcome", "test", "premise")))
    return together(el("h3", at.word("examples")), el("table", el("thead", heads), el("tbody", *rows)))


def _about(expect: tree.Expect) -> Iterator[Node]:
    if expect.subjects:
        yield el("span", " — ", ", ".join(one.text for one in expect.subjects), class_="soft")


def _premises(test: tree.Test, at: Setting) -> Iterator[Node]:
    if test.as_of is not None:
        yield el("div", test.as_of.value.isoformat(), class_="soft")
    if not test.givens:
        yield at.word("nothing")
    for given in test.givens:
        stated = [" ".join(one.span.text.split()) for one in given.assignments]
        yield el("div", f"{given.subject.text}: ", "; ".join(stated) or at.word("nothing"))
