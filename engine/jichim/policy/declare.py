"""Names before meanings: which instruments there are and what each declares, so that order never matters."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.diagnostic import Related, Text
from jichim.policy import messages
from jichim.policy.context import Context
from jichim.policy.model import Domain, Instrument, InstrumentFiles, Period, Type
from jichim.policy.names import Declared, DeclaredKind
from jichim.policy.reporting import duplicate
from jichim.policy.written import value_text
from jichim.source import Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import normalise


def collect(context: Context, given: Sequence[InstrumentFiles]) -> tuple[Instrument, ...]:
    """The instruments; their declarations go to the context. Files without a header are left out."""
    found: list[Instrument] = []
    headers: dict[str, tree.Header] = {}
    for files in given:
        header = _header(context, files)
        if header is None:
            continue
        earlier = headers.setdefault(normalise(header.name.text), header)
        if earlier is not header:
            context.diagnostics.append(duplicate(header.name, earlier.name.span))
            continue
        found.append(_instrument(context, header))
        for file in files.files:
            context.declarations += [(header.name.text, declaration) for declaration in file.declarations]
    return tuple(found)


def _header(context: Context, given: InstrumentFiles) -> tree.Header | None:
    headers = [file.header for file in given.files if file.header is not None]
    if not headers:
        if given.files:
            context.diagnostics.append(messages.NO_HEADER.at(Span(given.files[0].source, 0, 0)))
        return None
    for other in headers[1:]:
        related = Related(headers[0].name.span, Text("첫 머리말", "the first header"))
        context.diagnostics.append(messages.TWO_HEADERS.at(other.name.span, related=[related]))
    return headers[0]


def _instrument(context: Context, header: tree.Header) -> Instrument:
    status = header.status or "effective"
    if header.status is None:
        context.missing(header.name, "상태", "status")
    period = Period(header.period.start, header.period.end) if header.period else Period()
    if header.proposed is not None and (status == "draft" or header.period is None):
        period = Period(header.proposed.value, period.end)
    title = header.title.text if header.title else header.name.text
    promulgated = header.promulgated.value if header.promulgated else None
    if header.promulgated and period.start and header.promulgated.value > period.start:
        found = messages.LATE_PROMULGATION.at(
            header.promulgated.span, day=header.promulgated.value, start=period.start
        )
        context.diagnostics.append(found)
    source = header.source.text if header.source else ""
    return Instrument(header.name.text, title, status, period, source, promulgated)


def declare(context: Context) -> None:
    """Make every declared name known. A name of several instruments has a key for each of them."""
    _Declaring(context).run()


class _Declaring:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.first: dict[tuple[str, str], tree.Name] = {}
        self.users: dict[str, set[str]] = {}

    def run(self) -> None:
        for instrument, declaration in self.context.declarations:
            for name in _names(declaration):
                self.users.setdefault(normalise(name.text), set()).add(instrument)
        for instrument, declaration in self.context.declarations:
            self._declare(instrument, declaration)

    def _declare(self, instrument: str, declaration: tree.Declaration) -> None:
        if isinstance(declaration, tree.Rule):
            self._once("", rule_spelling(declaration.name.text), declaration.name)
        elif isinstance(declaration, tree.Parameter):
            self._parameter(instrument, declaration)
        elif isinstance(declaration, tree.Define):
            self._add(instrument, declaration.name, "definition", declaration.binders, None)
        elif isinstance(declaration, tree.Criterion):
            self._add(instrument, declaration.name, "criterion", declaration.binders, Type(Domain.NUMBER))
        elif isinstance(declaration, tree.Derive):
            groups = [reading.cases for reading in declaration.readings] or [declaration.cases]
            values = [value_text(case.value) for cases in groups for case in cases]
            self._derived(instrument, declaration.name, declaration, values)
        elif isinstance(declaration, tree.Table):
            for column, name in enumerate(output_names(declaration)):
                values = [
                    value_text(row.outputs[column]) for row in declaration.rows if column < len(row.outputs)
                ]
                self._derived(instrument, name, declaration, values)

    def _parameter(self, instrument: str, declaration: tree.Parameter) -> None:
        """Several versions of one parameter declare one name."""
        known = self.context.declared.get(normalise(declaration.name.text), ())
        own = next((one for one in known if one.instrument == instrument), None)
        if own is None or own.kind != "parameter":
            self._add(instrument, declaration.name, "parameter", None, None)

    def _derived(
        self, instrument: str, name: tree.Name, declaration: tree.Derive | tree.Table, values: list[str]
    ) -> None:
        key = self._key(instrument, name)
        if self._add(instrument, name, "derivation", declaration.binders, Type(Domain.SYMBOL, owner=key)):
            self.context.values[key] = tuple(dict.fromkeys(values))
            if declaration.hit == "collect":
                self.context.collected.add(key)

    def _add(
        self,
        instrument: str,
        name: tree.Name,
        kind: DeclaredKind,
        binders: tuple[tree.Binder, ...] | None,
        type_: Type | None,
    ) -> bool:
        """Declare a name unless the instrument already does."""
        if not self._once(instrument, normalise(name.text), name):
            return False
        nodes = () if binders is None else self.context.nodes_of(binders)
        key = self._key(instrument, name)
        declared = Declared(kind, key, instrument, nodes or (), type_, broken=nodes is None)
        self.context.declared.setdefault(normalise(name.text), []).append(declared)
        self.context.places[key] = name.span
        return True

    def _once(self, family: str, spelling: str, name: tree.Name) -> bool:
        """Rule names are unique over all instruments, other names within one."""
        earlier = self.first.setdefault((family, spelling), name)
        if earlier is not name:
            self.context.diagnostics.append(duplicate(name, earlier.span))
        return earlier is name

    def _key(self, instrument: str, name: tree.Name) -> str:
        return f"{instrument}:{name.text}" if len(self.users[normalise(name.text)]) > 1 else name.text


def output_names(table: tree.Table) -> tuple[tree.Name, ...]:
    """What a table declares: its own name, or the names of its outputs if it has several."""
    return table.outputs if len(table.outputs) > 1 else (table.name,)


def rule_spelling(name: str) -> str:
    """Two names are one rule if they differ in case only: `T-1-11` and `T-11-1` are two."""
    return name.casefold()


def _names(declaration: tree.Declaration) -> tuple[tree.Name, ...]:
    """The names that a declaration makes known to expressions."""
    if isinstance(declaration, tree.Table):
        return output_names(declaration)
    if isinstance(declaration, (tree.Parameter, tree.Define, tree.Criterion, tree.Derive)):
        return (declaration.name,)
    return ()
