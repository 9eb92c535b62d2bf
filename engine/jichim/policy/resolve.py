"""Declarations of the tree to the typed policy: names bound, duties looked up, tables made derivations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jichim.diagnostic import Diagnostic, Related, Text
from jichim.policy import messages
from jichim.policy.cases import resolve_derive, resolve_table, value_text
from jichim.policy.endings import duty_of
from jichim.policy.exclusive import check_cases
from jichim.policy.expressions import TRUTH, Expressions, Unresolved, near_words, term_type
from jichim.policy.model import (
    ROOT_FRAME,
    Always,
    Basis,
    Binding,
    Cond,
    Constant,
    Criterion,
    Definition,
    Derivation,
    Domain,
    Duty,
    FieldTerm,
    Instrument,
    InstrumentFiles,
    ListTerm,
    Parameter,
    ParameterVersion,
    Period,
    Policy,
    Rule,
    RuleTest,
    Term,
    Type,
)
from jichim.policy.names import Declared, Frame, Scope, bind, find, root_frame, subjects
from jichim.policy.rule_tests import resolve_test
from jichim.policy.strata import order_definitions, stratify
from jichim.policy.table_check import check_table
from jichim.policy.words import resolve_words
from jichim.source import Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import Vocabulary, normalise
from jichim.vocabulary.quantity import Duration, parse_quantity


def resolve(
    instruments: Sequence[InstrumentFiles], vocabulary: Vocabulary, endings: Mapping[str, Duty]
) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """All instruments together as one policy. Total: what could not be resolved is left out and reported."""
    resolver = _Resolver(vocabulary, endings)
    for instrument in instruments:
        resolver.add_instrument(instrument)
    return resolver.finish()


_Declaration = tuple[str, tree.Declaration]


class _Resolver:
    def __init__(self, vocabulary: Vocabulary, endings: Mapping[str, Duty]) -> None:
        self.vocabulary = vocabulary
        self.endings = endings
        self.subjects = subjects(vocabulary)
        self.diagnostics: list[Diagnostic] = []
        self.instruments: list[Instrument] = []
        self.declarations: list[_Declaration] = []
        self.declared: dict[str, list[Declared]] = {}
        self.values: dict[str, tuple[str, ...]] = {}
        self.seen: dict[tuple[str, str], Span] = {}

    # ---- collecting ------------------------------------------------------------------------------

    def add_instrument(self, given: InstrumentFiles) -> None:
        headers = [file.header for file in given.files if file.header is not None]
        if not headers:
            if given.files:
                start = Span(given.files[0].source, 0, 0)
                self.diagnostics.append(messages.NO_HEADER.at(start))
            return
        header = headers[0]
        for other in headers[1:]:
            related = Related(header.span, Text("첫 머리말", "the first header"))
            self.diagnostics.append(messages.TWO_HEADERS.at(other.name.span, related=[related]))
        self.instruments.append(self._instrument(header))
        for file in given.files:
            self.declarations += [(header.name.text, declaration) for declaration in file.declarations]

    def _instrument(self, header: tree.Header) -> Instrument:
        status = header.status or "effective"
        if header.status is None:
            self._missing(header.name, "상태", "status")
        if header.period is not None:
            period = self._period(header.period)
        else:
            proposed = header.proposed.value if header.proposed else None
            period = Period(start=proposed)
        title = header.title.text if header.title else header.name.text
        return Instrument(
            header.name.text, title, status, period, header.source.text if header.source else ""
        )

    def finish(self) -> tuple[Policy, tuple[Diagnostic, ...]]:
        for instrument, declaration in self.declarations:
            self._declare(instrument, declaration)
        parameters = self._parameters()
        definitions = self._definitions()
        derivations = self._derivations()
        criteria = [
            self._criterion(instrument, declaration)
            for instrument, declaration in self.declarations
            if isinstance(declaration, tree.Criterion)
        ]
        rules = [
            rule
            for instrument, declaration in self.declarations
            if isinstance(declaration, tree.Rule)
            and (rule := self._rule(instrument, declaration)) is not None
        ]
        tests = self._tests(derivations, rules)
        ordered, problems = order_definitions(definitions)
        self.diagnostics += problems
        stratified, levels, problems = stratify(derivations, ordered)
        self.diagnostics += problems
        policy = Policy(
            self.vocabulary,
            tuple(self.instruments),
            tuple(parameters),
            ordered,
            stratified,
            tuple(criteria),
            tuple(replace(rule, stratum=levels.of_rule(rule)) for rule in rules),
            tuple(tests),
        )
        return policy, tuple(self.diagnostics)

    # ---- names -----------------------------------------------------------------------------------

    def _declare(self, instrument: str, declaration: tree.Declaration) -> None:
        """Make a declared name known before any expression is read, so that order never matters."""
        if isinstance(declaration, tree.Test):
            return
        if isinstance(declaration, tree.Rule):
            self._once(instrument, declaration.name, "rule")
            return
        nodes = tuple(node for node, _ in self._subject_nodes(getattr(declaration, "binders", ())))
        if isinstance(declaration, tree.Parameter):
            if not any(
                d.instrument == instrument for d in self.declared.get(normalise(declaration.name.text), [])
            ):
                self._add(declaration.name, instrument, "parameter", (), self._parameter_type(declaration))
            return
        if isinstance(declaration, tree.Define):
            self._once(instrument, declaration.name, "name")
            self._add(declaration.name, instrument, "definition", nodes, Type(Domain.TRUTH))
        elif isinstance(declaration, tree.Criterion):
            self._once(instrument, declaration.name, "name")
            self._add(declaration.name, instrument, "criterion", nodes, Type(Domain.NUMBER))
        elif isinstance(declaration, tree.Derive):
            self._once(instrument, declaration.name, "name")
            groups = [reading.cases for reading in declaration.readings] or [declaration.cases]
            values = [value_text(case.value) for cases in groups for case in cases]
            self._add_derived(declaration.name, instrument, nodes, values)
        else:
            self._declare_table(instrument, declaration, nodes)

    def _declare_table(self, instrument: str, table: tree.Table, nodes: tuple[str, ...]) -> None:
        self._once(instrument, table.name, "name")
        names = [table.name] if len(table.outputs) == 1 else list(table.outputs)
        for column, name in enumerate(names):
            values = [value_text(row.outputs[column]) for row in table.rows if column < len(row.outputs)]
            self._add_derived(name, instrument, nodes, values)

    def _once(self, instrument: str, name: tree.Name, family: str) -> None:
        """Rule names are unique over all instruments, other names within one."""
        key = (family if family == "rule" else instrument, normalise(name.text))
        if key in self.seen:
            related = Related(self.seen[key], Text("앞선 정의", "declared here first"))
            self.diagnostics.append(messages.DUPLICATE.at(name.span, name=name.text, related=[related]))
        else:
            self.seen[key] = name.span

    def _add_derived(
        self, name: tree.Name, instrument: str, nodes: tuple[str, ...], values: list[str]
    ) -> None:
        key = self._key(name.text, instrument)
        self.values[key] = tuple(dict.fromkeys(values))
        if not values:
            self.diagnostics.append(messages.NOT_YET_DEFINED.at(name.span, name=name.text))
        self._add(name, instrument, "derivation", nodes, Type(Domain.SYMBOL, owner=key))

    def _add(self, name: tree.Name, instrument: str, kind: str, nodes: tuple[str, ...], type_: Type) -> None:
        declared = Declared(kind, self._key(name.text, instrument), instrument, nodes, type_)  # type: ignore[arg-type]
        self.declared.setdefault(normalise(name.text), []).append(declared)

    def _key(self, name: str, instrument: str) -> str:
        taken = [other for other in self.declared.get(normalise(name), []) if other.instrument != instrument]
        return f"{instrument}:{name}" if taken else name

    def _declared_as(self, name: tree.Name, instrument: str) -> Declared:
        return next(d for d in self.declared[normalise(name.text)] if d.instrument == instrument)

    # ---- subjects and scopes ---------------------------------------------------------------------

    def _subject_nodes(self, binders: Sequence[tree.Binder]) -> list[tuple[str, str]]:
        return [
            self.subjects[normalise(binder.subject.text)]
            for binder in binders
            if normalise(binder.subject.text) in self.subjects
        ]

    def _scope(self, instrument: str, binders: Sequence[tree.Binder]) -> tuple[Scope, tuple[Binding, ...]]:
        """The root frame and one frame for each bound subject; none bound means the plan itself."""
        frames = [root_frame(self.vocabulary)]
        bindings: list[Binding] = []
        for position, binder in enumerate(binders, start=1):
            word = binder.subject.text
            found = self.subjects.get(normalise(word))
            if found is None:
                labels = [self.vocabulary.node(node).label for node, _ in self.subjects.values()]
                words = near_words(word, sorted(set(labels)))
                self.diagnostics.append(messages.UNKNOWN_SUBJECT.at(binder.subject.span, name=word, **words))
                continue
            node, path = found
            alias = binder.alias.text if binder.alias else word
            bindings.append(bind(self.vocabulary, node, path, alias, position))
            words_for = (alias,) if binder.alias else (word, self.vocabulary.node(node).label, node)
            owner = self.vocabulary.root if path or node == self.vocabulary.root else node
            frames.append(Frame(bindings[-1].frame, owner, words_for, path))
        if not bindings:
            root = self.vocabulary.node(self.vocabulary.root)
            bindings.append(Binding(root.name, root.label, ROOT_FRAME))
        return Scope(self.vocabulary, instrument, tuple(frames), self.declared), tuple(bindings)

    def _expressions(self, scope: Scope) -> Expressions:
        return Expressions(scope, lambda key: self.values.get(key, ()))

    # ---- declarations ----------------------------------------------------------------------------

    def _parameter_type(self, declaration: tree.Parameter) -> Type:
        scope = Scope(self.vocabulary, "", (root_frame(self.vocabulary),), {})
        try:
            return term_type(self._expressions(scope).term(declaration.value))
        except Unresolved:
            return Type(Domain.NUMBER)

    def _parameters(self) -> list[Parameter]:
        versions: dict[str, list[tuple[tree.Parameter, ParameterVersion]]] = {}
        types: dict[str, Type] = {}
        for instrument, declaration in self.declarations:
            if not isinstance(declaration, tree.Parameter):
                continue
            scope, _ = self._scope(instrument, ())
            expressions = self._expressions(scope)
            try:
                value = expressions.term(declaration.value)
            except Unresolved:
                self.diagnostics += expressions.diagnostics
                continue
            if not isinstance(value, Constant):
                text = declaration.value.span.text
                self.diagnostics.append(messages.NOT_A_VALUE.at(declaration.value.span, text=text))
                continue
            basis = self._basis(instrument, declaration.common)
            key = self._declared_as(declaration.name, instrument).key
            types[key] = value.type
            version = ParameterVersion(value, basis.period, basis, declaration.span)
            versions.setdefault(key, []).append((declaration, version))
        for group in versions.values():
            self._check_periods(group)
        return [Parameter(key, types[key], tuple(v for _, v in group)) for key, group in versions.items()]

    def _check_periods(self, group: list[tuple[tree.Parameter, ParameterVersion]]) -> None:
        ordered = sorted(group, key=lambda pair: str(pair[1].period.start or ""))
        for (_, earlier), (declaration, later) in zip(ordered, ordered[1:], strict=False):
            if (
                earlier.period.end is None
                or later.period.start is None
                or later.period.start <= earlier.period.end
            ):
                related = Related(earlier.span, Text("앞선 값", "the earlier value"))
                self.diagnostics.append(
                    messages.PERIODS_OVERLAP.at(
                        declaration.name.span, name=declaration.name.text, related=[related]
                    )
                )

    def _definitions(self) -> list[Definition]:
        """Types of definitions depend on each other; those that fail to resolve are tried again."""
        waiting = [(i, d) for i, d in self.declarations if isinstance(d, tree.Define)]
        done: list[Definition] = []
        while waiting:
            unknown = {normalise(declaration.name.text) for _, declaration in waiting}
            ready = [pair for pair in waiting if not (_names_in(pair[1].value) & unknown - {""})] or waiting
            for instrument, declaration in ready:
                found = self._definition(instrument, declaration)
                if found is not None:
                    done.append(found)
            waiting = [pair for pair in waiting if pair not in ready]
        return done

    def _definition(self, instrument: str, declaration: tree.Define) -> Definition | None:
        scope, bindings = self._scope(instrument, declaration.binders)
        expressions = self._expressions(scope)
        try:
            body: Cond | Term = (
                expressions.cond(declaration.value)
                if _is_condition(declaration.value)
                else expressions.term(declaration.value)
            )
        except Unresolved:
            self.diagnostics += expressions.diagnostics
            return None
        type_ = TRUTH if _is_condition(declaration.value) else term_type(body)  # type: ignore[arg-type]
        declared = self._declared_as(declaration.name, instrument)
        slot = self.declared[normalise(declaration.name.text)]
        slot[slot.index(declared)] = replace(declared, type=type_)
        basis = self._basis(instrument, declaration.common)
        return Definition(declared.key, bindings, body, type_, basis, declaration.span)

    def _derivations(self) -> list[Derivation]:
        found: list[Derivation] = []
        for instrument, declaration in self.declarations:
            if not isinstance(declaration, (tree.Derive, tree.Table)):
                continue
            scope, bindings = self._scope(instrument, declaration.binders)
            expressions = self._expressions(scope)
            basis = self._basis(instrument, declaration.common)
            if isinstance(declaration, tree.Derive):
                key = self._declared_as(declaration.name, instrument).key
                derivation = resolve_derive(declaration, key, bindings, basis, expressions)
                self.diagnostics += expressions.diagnostics
                if derivation is not None:
                    self.diagnostics += check_cases(derivation)
                    found.append(derivation)
                continue
            keys = [
                self._declared_as(name, instrument).key
                for name in ([declaration.name] if len(declaration.outputs) == 1 else declaration.outputs)
            ]
            tables = resolve_table(declaration, keys, bindings, basis, expressions)
            self.diagnostics += expressions.diagnostics
            if not expressions.diagnostics and tables:
                self.diagnostics += check_table(declaration, tables[0], self.values)
            found += tables
        return found

    def _criterion(self, instrument: str, declaration: tree.Criterion) -> Criterion:
        _, bindings = self._scope(instrument, declaration.binders)
        scale = parse_quantity(declaration.scale.text) if declaration.scale else None
        low_high = (
            (int(scale.value.lo), int(scale.value.hi)) if scale and hasattr(scale.value, "lo") else None
        )  # type: ignore[union-attr]
        return Criterion(
            self._declared_as(declaration.name, instrument).key,
            declaration.title.text if declaration.title else declaration.name.text,
            bindings,
            low_high,
            declaration.question.text if declaration.question else "",
            self._basis(instrument, declaration.common),
            declaration.span,
        )

    def _rule(self, instrument: str, declaration: tree.Rule) -> Rule | None:
        scope, bindings = self._scope(instrument, declaration.binders)
        expressions = self._expressions(scope)
        duty = self._duty(declaration)
        if declaration.require is None:
            self._missing(declaration.name, "요건", "require")
        if not declaration.common.citations:
            self._missing(declaration.name, "근거", "cites")
        conditions = [
            self._condition(expressions, declaration.when, True),
            self._condition(expressions, declaration.unless, False),
            self._condition(expressions, declaration.require, True),
        ]
        finding = resolve_words(declaration.finding.message, expressions) if declaration.finding else None
        action = resolve_words(declaration.action, expressions) if declaration.action else None
        clears = self._clears(expressions, declaration)
        within = self._within(declaration)
        self.diagnostics += expressions.diagnostics
        if duty is None or None in conditions:
            return None
        when, unless, require = (condition for condition in conditions if condition is not None)
        return Rule(
            name=declaration.name.text,
            title=declaration.title.text if declaration.title else declaration.name.text,
            bindings=bindings,
            duty=duty,
            proposal=declaration.proposal.text if declaration.proposal else None,
            when=when,
            unless=unless,
            require=require,
            evidence_only=declaration.evidence_only,
            weight=(declaration.finding.weight if declaration.finding else None) or _usual_weight(duty),
            finding=finding,
            action=action,
            by=declaration.by.text if declaration.by else "",
            within=within,
            clears=clears,
            stratum=0,
            basis=self._basis(instrument, declaration.common),
            span=declaration.span,
        )

    def _condition(self, expressions: Expressions, expr: tree.Expr | None, otherwise: bool) -> Cond | None:
        if expr is None:
            return Always(otherwise)
        try:
            return expressions.cond(expr)
        except Unresolved:
            return None

    def _duty(self, declaration: tree.Rule) -> Duty | None:
        if declaration.duty is None:
            self._missing(declaration.name, "의무", "duty")
            return None
        duty = duty_of(declaration.duty.text, self.endings)
        if duty is None:
            known = [found.phrase for found in self.endings.values()]
            words = near_words(declaration.duty.text, known)
            self.diagnostics.append(
                messages.UNKNOWN_DUTY.at(declaration.duty.span, phrase=declaration.duty.text, **words)
            )
        return duty

    def _clears(self, expressions: Expressions, declaration: tree.Rule) -> tuple[FieldTerm | ListTerm, ...]:
        found: list[FieldTerm | ListTerm] = []
        for name in declaration.clears:
            target = find(expressions.scope, name.text, name.span)
            if isinstance(target, (FieldTerm, ListTerm)):
                found.append(target)
            else:
                words = near_words(name.text, [])
                self.diagnostics.append(messages.UNKNOWN_NAME.at(name.span, name=name.text, **words))
        return tuple(found)

    def _within(self, declaration: tree.Rule) -> Duration | None:
        if declaration.within is None:
            return None
        measured = parse_quantity(declaration.within.text)
        if measured is None or not isinstance(measured.value, Duration):
            text = declaration.within.text
            self.diagnostics.append(messages.BAD_QUANTITY.at(declaration.within.span, text=text))
            return None
        return measured.value

    def _tests(self, derivations: Sequence[Derivation], rules: Sequence[Rule]) -> list[RuleTest]:
        known = {normalise(rule.name): rule.name for rule in rules}
        tests: list[RuleTest] = []
        for instrument, declaration in self.declarations:
            if not isinstance(declaration, tree.Test):
                continue
            names = dict(known)
            for derivation in derivations:
                if derivation.basis.instrument == instrument:
                    names[normalise(derivation.name.rpartition(":")[2])] = derivation.name
            test, problems = resolve_test(declaration, instrument, self.vocabulary, self.subjects, names)
            self.diagnostics += problems
            if test is not None:
                tests.append(test)
        return tests

    # ---- clauses ---------------------------------------------------------------------------------

    def _basis(self, instrument: str, common: tree.Common) -> Basis:
        return Basis(
            instrument,
            tuple(citation.text for citation in common.citations),
            tuple(item.text for item in common.items),
            self._period(common.period) if common.period else Period(),
            common.assumed.reason if common.assumed else None,
            common.note.text if common.note else None,
        )

    def _period(self, period: tree.Period) -> Period:
        if period.start and period.end and period.end < period.start:
            self.diagnostics.append(messages.EMPTY_PERIOD.at(period.span))
        return Period(period.start, period.end)

    def _missing(self, name: tree.Name, clause_ko: str, clause_en: str) -> None:
        self.diagnostics.append(
            messages.MISSING_CLAUSE.at(name.span, name=name.text, clause_ko=clause_ko, clause_en=clause_en)
        )


def _usual_weight(duty: Duty) -> tree.Weight:
    """Weighed by the force of the duty where the analyst gives no weight."""
    if duty.force == "strict":
        return "major"
    return "moderate" if duty.duty.value in ("must", "consider") else "minor"


def _is_condition(expr: tree.Expr) -> bool:
    if isinstance(expr, tree.Unary):
        return expr.op == "not"
    if isinstance(expr, tree.Binary):
        return expr.op not in ("+", "-", "*", "/")
    return isinstance(expr, (tree.Presence, tree.Quantified))


def _names_in(expr: tree.Expr | None) -> set[str]:
    """The last words of every name that an expression mentions, normalised."""
    if expr is None:
        return set()
    if isinstance(expr, tree.Ref):
        return {normalise(expr.name.text), normalise(expr.name.text.rpartition(".")[2])}
    if isinstance(expr, (tree.Unary, tree.Presence)):
        return _names_in(expr.operand)
    if isinstance(expr, tree.Binary):
        return _names_in(expr.left) | _names_in(expr.right)
    if isinstance(expr, tree.ListLiteral):
        return set().union(*(_names_in(item) for item in expr.items))
    if isinstance(expr, tree.Aggregate):
        return _names_in(expr.where) | {normalise(expr.path.text.rpartition(".")[2])}
    if isinstance(expr, tree.Quantified):
        return _names_in(expr.where) | _names_in(expr.body)
    return set()
