"""The crosswalk as text for people, and as JSON and CSV: proposals beside the provisions in force."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from jichim.authoring import messages as m
from jichim.diagnostic import Diagnostic, Lang, Text
from jichim.plan.margin import quote
from jichim.policy.model import Policy
from jichim.provisions import Crosswalk, Proposal, ProvisionList, Today
from jichim.provisions.model import Verdict
from jichim.report.layout import Page, Run, Tone, printable
from jichim.report.parts import Lines, badge, keyed, section

SCHEMA = "jichim.crosswalk/1"
COLUMNS = (
    *("policy", "proposal", "ko", "en", "where", "items", "rules", "verdict"),
    *("at", "provision", "today_ko", "today_en", "today_rules", "differs_ko", "differs_en"),
)
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "ko": {
        "as_of": "{day} 기준",
        "adopted": "채택",
        "partly": "일부 채택",
        "not-found": "없음",
        "rules": "규칙",
        "today": "현행",
        "differs": "차이",
        "none": "현행 조문이 없다",
        "count": "{n}건",
    },
    "en": {
        "as_of": "as of {day}",
        "adopted": "adopted",
        "partly": "partly",
        "not-found": "not found",
        "rules": "rules",
        "today": "law",
        "differs": "differs",
        "none": "no provision in force",
        "count": "{n}",
    },
}
_TONES: Mapping[Verdict, Tone] = {"adopted": "good", "partly": "ask", "not-found": "open"}
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Side:
    """A provision in force and the rules that encode it."""

    today: Today
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A proposal with the rules that encode either side."""

    proposal: Proposal
    rules: tuple[str, ...]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Table:
    crosswalk: Crosswalk
    pairings: tuple[Pairing, ...]


def tabulate(policy: Policy, crosswalk: Crosswalk, lists: Sequence[ProvisionList] = ()) -> Table:
    """The rules of either side by the source items and provisions that they name."""
    rules: dict[str, list[tuple[str, str]]] = {}
    for rule in policy.rules:
        for item in rule.basis.items:
            rules.setdefault(item, []).append((rule.basis.instrument, rule.name))
    at = {(one.at, one.id) for listed in lists for one in listed.provisions}

    def encoding(today: Today) -> tuple[str, ...]:
        ids = today.provisions or [name for place, name in at if place == today.at]
        found = (
            name for one in sorted(ids) for owner, name in rules.get(one, ()) if owner != crosswalk.instrument
        )
        return tuple(dict.fromkeys(found))

    pairings = []
    for proposal in crosswalk.proposals:
        own = (
            name
            for item in proposal.items
            for owner, name in rules.get(item, ())
            if owner == crosswalk.instrument
        )
        sides = tuple(Side(today, encoding(today)) for today in proposal.today)
        pairings.append(Pairing(proposal, tuple(dict.fromkeys(own)), sides))
    return Table(crosswalk, tuple(pairings))


def check_crosswalk(
    crosswalk: Crosswalk, items: frozenset[str], lists: Sequence[ProvisionList]
) -> tuple[Diagnostic, ...]:
    """Ids that neither the source items nor the lists of provisions hold; nothing where none are known."""
    known = {one.id for listed in lists for one in listed.provisions}
    found = []
    for proposal in crosswalk.proposals:
        for item in proposal.items if items else ():
            if item not in items:
                found.append(m.CROSSWALK_ID.at(proposal.span, proposal=quote(proposal.id), id=quote(item)))
        for today in proposal.today if known else ():
            for one in today.provisions:
                if one not in known:
                    found.append(m.CROSSWALK_ID.at(today.span, proposal=quote(proposal.id), id=quote(one)))
    return tuple(found)


def render_crosswalk(tables: Sequence[Table], page: Page) -> str:
    """Each proposal: its verdict, where it stands and its rules, then what is in force and what differs."""
    text = _WORDS[page.lang]
    lines: Lines = []
    for table in tables:
        crosswalk = table.crosswalk
        verdicts = Counter(pairing.proposal.verdict for pairing in table.pairings)
        counted = [f"{text[one]} {text['count'].format(n=verdicts[one])}" for one in get_args(Verdict)]
        day = f" · {text['as_of'].format(day=crosswalk.as_of)}" if crosswalk.as_of else ""
        lines += section(page, printable(crosswalk.instrument), f"{' · '.join(counted)}{day}")
        for pairing in table.pairings:
            lines += _pairing(page, pairing)
    return "\n".join(lines).lstrip("\n") + "\n" if lines else ""


def _pairing(page: Page, pairing: Pairing) -> Lines:
    text, proposal = _WORDS[page.lang], pairing.proposal
    wide = max(len(text[key]) * (2 if page.lang == "ko" else 1) for key in ("rules", "today", "differs"))
    head = [
        Run(badge(text[proposal.verdict]), _TONES[proposal.verdict]),
        Run(f" {printable(proposal.id)}", "strong"),
        Run(f"  {printable(proposal.what.in_(page.lang))}"),
        Run(f"  {printable(proposal.where)}", "faint"),
    ]
    lines = ["", *page.flow(head, "  ", "    ")]
    if pairing.rules:
        lines += keyed(page, text["rules"], [_listed(pairing.rules)], indent=4, width=wide)
    if not pairing.sides:
        lines += keyed(page, text["today"], [Run(text["none"], "faint")], indent=4, width=wide)
    for position, side in enumerate(pairing.sides):
        runs: list[Run | str] = [Run(printable(side.today.at), "strong")]
        runs += [f" {printable(side.today.what.in_(page.lang))}"]
        runs += [Run(f"  {text['rules']} {_listed(side.rules)}", "faint")] if side.rules else []
        lines += keyed(page, "" if position else text["today"], runs, indent=4, width=wide)
    for position, difference in enumerate(proposal.differs):
        words = printable(difference.in_(page.lang))
        lines += keyed(page, "" if position else text["differs"], [words], indent=4, width=wide)
    return lines


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(map(printable, names[:_LISTED]))
    return f"{shown} +{len(names) - _LISTED}" if len(names) > _LISTED else shown


def crosswalk_json(tables: Sequence[Table]) -> str:
    """`jichim.crosswalk/1`: one object for each draft, one line for each proposal."""
    parts = []
    for table in tables:
        day = table.crosswalk.as_of
        head = {"policy": table.crosswalk.instrument, "as_of": day.isoformat() if day else None}
        members = [f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in head.items()]
        rows = ",\n  ".join(json.dumps(_document(one), ensure_ascii=False) for one in table.pairings)
        parts.append("{\n" + ",\n".join([*members, f'"proposals": [\n  {rows}\n]']) + "\n}")
    joined = ",\n".join(parts)
    return f'{{\n"schema": "{SCHEMA}",\n"crosswalks": [{joined}]\n}}\n'


def crosswalk_csv(tables: Sequence[Table]) -> str:
    """One line for each pair of proposal and provision in force; a proposal without one has a line too."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for table in tables:
        for pairing in table.pairings:
            one = pairing.proposal
            head = (
                *(table.crosswalk.instrument, one.id, one.what.ko, one.what.en, one.where),
                *("; ".join(one.items), "; ".join(pairing.rules), one.verdict),
            )
            differs = tuple("; ".join(text.in_(lang) for text in one.differs) for lang in get_args(Lang))
            for side in pairing.sides or (None,):
                today = ("", "", "", "", "")
                if side is not None:
                    what = side.today.what
                    today = (
                        side.today.at,
                        "; ".join(side.today.provisions),
                        what.ko,
                        what.en,
                        "; ".join(side.rules),
                    )
                writer.writerow((*head, *today, *differs))
    return out.getvalue()


def _document(pairing: Pairing) -> dict[str, object]:
    one = pairing.proposal
    return {
        "id": one.id,
        "items": one.items,
        "proposal": _text(one.what),
        "where": one.where,
        "verdict": one.verdict,
        "rules": pairing.rules,
        "today": [
            {
                "at": side.today.at,
                "provisions": side.today.provisions,
                **_text(side.today.what),
                "rules": side.rules,
            }
            for side in pairing.sides
        ],
        "differs": [_text(text) for text in one.differs],
    }


def _text(text: Text) -> dict[str, str]:
    return {"ko": text.ko, "en": text.en}
