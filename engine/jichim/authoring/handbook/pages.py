"""The pages of the handbook: the index with its search, the provisions, and the declarations they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from jichim.authoring.handbook.entries import Entry, entries, file_name
from jichim.authoring.handbook.html import SCRIPT, STYLE, Html, Node, document, el, together
from jichim.authoring.handbook.rule_section import Declared, Setting, rule_section, setting_of, table
from jichim.authoring.lint.pack import Pack
from jichim.authoring.lint.read_by import rule_nodes
from jichim.diagnostic import Lang
from jichim.policy.model import CriterionTerm, DefinitionTerm, DerivedTerm, Instrument, ParameterTerm
from jichim.policy.reads import leaves
from jichim.syntax import model as tree
from jichim.syntax import print_file


def handbook(pack: Pack, lang: Lang = "ko") -> Mapping[str, str]:
    """Every file by its path: `index.html`, `style.css`, and a folder for each instrument.

    The pages need no network and no script; the script of the index only filters its list. All texts of
    rules, lists and vocabulary are escaped.
    """
    found = entries(pack)
    at = setting_of(pack, lang)
    homes = {rule.name: entry.file for entry in found for _, rule in entry.rules}
    made = {"style.css": STYLE}
    for number, entry in enumerate(found):
        around = found[number - 1] if number else None, found[number + 1] if number + 1 < len(found) else None
        made[entry.file] = _entry_page(entry, pack.policy.instrument(entry.instrument), around, at)
    for instrument in pack.policy.instruments:
        if page := _declarations_page(pack, instrument, homes, at):
            made[_declarations_of(instrument)] = page
    return {**made, "index.html": _index(pack, found, frozenset(made), at)}


def _declarations_of(instrument: Instrument) -> str:
    return f"{file_name(instrument.name)}/declarations.html"


# ---- the index -----------------------------------------------------------------------------------


def _index(pack: Pack, found: tuple[Entry, ...], made: frozenset[str], at: Setting) -> str:
    title = at.word("title")
    search = el(
        "div",
        el("label", at.word("search"), for_="search"),
        el("br"),
        el("input", id="search", type="search", autocomplete="off"),
        el("p", id="told", role="status", data_found=at.word("found")),
        class_="search",
        hidden="hidden",
    )
    parts: list[Node] = [el("h1", title), search]
    for instrument in pack.policy.instruments:
        own = [entry for entry in found if entry.instrument == instrument.name]
        groups = [_group(name, list(inside), at) for name, inside in groupby(own, key=lambda one: one.group)]
        draft = f" ({at.word('draft')})" if instrument.draft else ""
        further = _declarations_of(instrument)
        rests = el("p", el("a", at.word("declarations"), href=further)) if further in made else None
        head = el("h2", instrument.title + draft, id=file_name(instrument.name))
        source = el("p", instrument.source, class_="soft")
        parts.append(el("section", head, source, *groups, rests, data_group=""))
    return document(title, at.lang, "", top=None, body=together(*parts), skip=at.word("skip"), script=SCRIPT)


def _group(name: str, inside: list[Entry], at: Setting) -> Html:
    items = [
        el(
            "li",
            el("a", f"{entry.address or entry.id} {entry.title}", href=entry.file),
            " ",
            el("span", entry.id, class_="id"),
            None if entry.rules or entry.decisions else el("span", " — ", at.word("no_rule"), class_="soft"),
            data_q=_searched(entry),
        )
        for entry in inside
    ]
    return el("section", el("h3", name or at.word("others")), el("ul", *items, class_="plain"), data_group="")


def _searched(entry: Entry) -> str:
    """The words by which the search finds a page."""
    words = [entry.id, entry.address, entry.title, entry.group]
    for written, rule in entry.rules:
        words += [rule.name, rule.title, *rule.basis.citations, *(name.text for name in written.clears)]
        words += [written.finding.message.text] if written.finding else []
    return " ".join(words)


# ---- a provision ---------------------------------------------------------------------------------


def _entry_page(
    entry: Entry, instrument: Instrument, around: tuple[Entry | None, Entry | None], at: Setting
) -> str:
    title = " ".join(part for part in (entry.address, entry.title) if part)
    sections: list[Node] = [rule_section(written, rule, at) for written, rule in entry.rules]
    if entry.decisions:
        links = [el("li", el("a", one.title, href=f"../{at.homes[one.name]}")) for one in entry.decisions]
        sections += [el("h2", at.word("reads")), el("ul", *links)]
    if not sections:
        sections = [el("p", at.word("no_rule"))]
    body = together(el("h1", title), _reference(entry, instrument, at), *sections, _around(around))
    return document(
        f"{title} · {entry.id}", at.lang, "../", top=_top(instrument, at), body=body, skip=at.word("skip")
    )


def _top(instrument: Instrument, at: Setting) -> Html:
    home = el("a", at.word("title"), href="../index.html")
    own = el("a", instrument.title, href=f"../index.html#{file_name(instrument.name)}")
    return el("nav", home, " › ", own, aria_label=at.word("title"))


def _reference(entry: Entry, instrument: Instrument, at: Setting) -> Html:
    rows: list[tuple[str, Node]] = [(at.word("source"), f"{instrument.title} — {instrument.source}")]
    provision, item = entry.provision, entry.item
    if provision is not None:
        gist = provision.gist.in_(at.lang) if provision.gist else None
        rows += [
            (at.word("address"), " ".join((provision.at, provision.part)).strip()),
            (at.word("heading"), provision.heading),
            (at.word("gist"), gist),
            (at.word("ending"), provision.ending),
            (at.word("addressee"), provision.addressee.strip("-")),
            (at.word("deadline"), provision.deadline),
            (at.word("refs"), "; ".join(text for text, _ in provision.refs)),
        ]
        if provision.without_rule is not None:
            rows.append((at.word("without"), provision.without_rule.reason.in_(at.lang)))
    elif item is not None:
        rows += [
            (at.word("address"), entry.address),
            (at.word("gist"), item.ko if at.lang == "ko" else item.en),
        ]
        for trace in at.pack.traces:
            for reason in trace.reasons:
                if trace.instrument == entry.instrument and reason.item == item.id:
                    rows.append((at.word("without"), reason.ko if at.lang == "ko" else reason.en))
    return table(rows)


def _around(around: tuple[Entry | None, Entry | None]) -> Html:
    before, after = around
    links = [
        el("a", f"← {before.address or before.id}", href=f"../{before.file}") if before else None,
        " · " if before and after else None,
        el("a", f"{after.address or after.id} →", href=f"../{after.file}") if after else None,
    ]
    return el("footer", el("nav", *links))


# ---- what rules rest on --------------------------------------------------------------------------


def _declarations_page(
    pack: Pack, instrument: Instrument, homes: Mapping[str, str], at: Setting
) -> str | None:
    read_by = _readers(pack)
    known = pack.written()
    own: list[Html] = []
    policy = pack.policy
    declared: list[Declared] = [*policy.definitions, *policy.derivations, *policy.criteria]
    spans = [(one.name, one.span, one.basis.instrument) for one in declared]
    for parameter in pack.policy.parameters:
        spans += [(parameter.name, version.span, version.basis.instrument) for version in parameter.versions]
    for name, span, owner in sorted(spans, key=lambda one: (one[1].source.name, one[1].start)):
        written = known.get((span.source.name, span.start))
        if owner == instrument.name and written is not None:
            own.append(_declaration(name, written, read_by.get(name, ()), homes, at))
    if not own:
        return None
    title = f"{instrument.title}: {at.word('declarations')}"
    body = together(el("h1", title), *own)
    return document(title, at.lang, "../", top=_top(instrument, at), body=body, skip=at.word("skip"))


def _declaration(
    name: str, written: tree.Declaration, readers: tuple[str, ...], homes: Mapping[str, str], at: Setting
) -> Html:
    plain = name.rpartition(":")[2]
    links = [
        el("li", el("a", reader, href=f"../{homes[reader]}#{file_name(reader)}"))
        for reader in readers
        if reader in homes
    ]
    bare = written
    if not isinstance(written, tree.Test):
        bare = replace(written, common=replace(written.common, comments=()))
    text = print_file(tree.PolicyFile(written.span.source, None, (bare,)), "ko")
    return el(
        "section",
        el("h2", plain, id=file_name(plain)),
        el("pre", el("code", text.rstrip())),
        together(el("h3", at.word("read_by")), el("ul", *links)) if links else None,
    )


def _readers(pack: Pack) -> dict[str, tuple[str, ...]]:
    """For each declaration the rules that read it themselves."""
    found: dict[str, dict[str, None]] = {}
    for rule in pack.policy.rules:
        for leaf in _leaves(rule_nodes(rule)):
            found.setdefault(leaf, {})[rule.name] = None
    return {name: tuple(rules) for name, rules in found.items()}


def _leaves(nodes: Iterator[object]) -> Iterator[str]:
    for node in nodes:
        for leaf in leaves(node):  # type: ignore[arg-type]
            if isinstance(leaf, (DefinitionTerm, DerivedTerm, CriterionTerm, ParameterTerm)):
                yield leaf.name
