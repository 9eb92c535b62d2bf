"""What gets a page: each provision of a list, each item of a trace, and each rule that belongs to neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jichim.authoring.lint.pack import Pack
from jichim.authoring.trace import SourceItem
from jichim.policy.model import Derivation, Rule
from jichim.provisions import Provision
from jichim.syntax import model as tree

Encoding = tuple[tree.Rule, Rule]


@dataclass(frozen=True, slots=True)
class Entry:
    """One page. `group` is what it stands under in the index: the article, or the chapter of a report."""

    instrument: str
    id: str
    group: str
    address: str
    title: str
    provision: Provision | None
    item: SourceItem | None
    rules: tuple[Encoding, ...]
    decisions: tuple[Derivation, ...]

    @property
    def file(self) -> str:
        return f"{file_name(self.instrument)}/{file_name(self.id)}.html"


def entries(pack: Pack) -> tuple[Entry, ...]:
    """In the order of the instruments, and in each of its list or, for what has none, of its files."""
    return tuple(entry for one in pack.policy.instruments for entry in _of_instrument(pack, one.name))


def _of_instrument(pack: Pack, instrument: str) -> Iterator[Entry]:
    own = [
        pair for pair in pack.pairs(tree.Rule, pack.policy.rules) if pair[1].basis.instrument == instrument
    ]
    decisions = [d for d in pack.policy.derivations if d.decision and d.basis.instrument == instrument]
    shown: set[str] = set()
    listed_ids = {row.id for one in pack.lists if one.instrument == instrument for row in one.provisions}
    for listed in pack.lists:
        for provision in listed.provisions if listed.instrument == instrument else ():
            found, made = _encoding(own, decisions, provision.id)
            shown |= {rule.name for _, rule in found}
            title = provision.gist.ko if provision.gist else provision.heading
            group = f"{provision.address.article_name} {provision.heading}".strip()
            yield Entry(instrument, provision.id, group, provision.at, title, provision, None, found, made)
    for trace in pack.traces:
        for item in trace.items if trace.instrument == instrument else ():
            if item.id in listed_ids:  # a trace may be made from the list of provisions
                continue
            found, made = _encoding(own, decisions, item.id)
            shown |= {rule.name for _, rule in found}
            cites = found[0][1].basis.citations if found else made[0].basis.citations if made else ()
            address = "; ".join(cites)
            yield Entry(instrument, item.id, item.scope, address, item.ko, None, item, found, made)
    for written, rule in own:
        if rule.name not in shown:
            address = "; ".join(rule.basis.citations)
            yield Entry(instrument, rule.name, "", address, rule.title, None, None, ((written, rule),), ())


def _encoding(
    rules: list[Encoding], decisions: list[Derivation], item: str
) -> tuple[tuple[Encoding, ...], tuple[Derivation, ...]]:
    return (
        tuple(pair for pair in rules if item in pair[1].basis.items),
        tuple(one for one in decisions if item in one.basis.items),
    )


def file_name(text: str) -> str:
    """A name that any file system takes; different texts get different names."""
    return re.sub(r"[^0-9A-Za-z가-힣_-]", lambda m: "." if m[0] == "." else f"~{ord(m[0]):x}", text).lstrip(
        "."
    )
