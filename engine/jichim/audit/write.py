"""Results into a store, a batch of plans in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from jichim.audit.model import Entry, Problem, Reviewed, Unusable
from jichim.audit.store import Store
from jichim.policy.model import Policy

_MOST_PHRASES = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one entry: a new result, or the review of an equal text that is stored already."""

    entry: Entry
    position: int
    content: str | None
    result: Reviewed | Unusable | None
    known: int | None = None


class Writer:
    """Writes the rows of one run; `rule ids` and phrases are looked up once."""

    def __init__(self, store: Store, run: int, ruleset: int, asked: str) -> None:
        self.store = store
        self.run = run
        self.ruleset = ruleset
        self.asked = asked
        with store.reading() as connection:
            rows = connection.execute("SELECT name, id FROM rule WHERE ruleset = ?", (ruleset,))
            self.rules: dict[str, int] = dict(rows.fetchall())
        self.phrases: dict[str, int] = {}

    def write(self, rows: Sequence[Row]) -> None:
        """All of these in one transaction; a review that is stored already is only pointed to."""
        if not rows:
            return
        with self.store.writing() as connection:
            try:
                for row in rows:
                    self._row(connection, row)
            except BaseException:
                self.phrases.clear()  # some of them were undone
                raise
        if len(self.phrases) > _MOST_PHRASES:
            self.phrases.clear()

    def _row(self, connection: sqlite3.Connection, row: Row) -> None:
        review, reused, problems = row.known, row.known is not None, None
        if isinstance(row.result, Reviewed):
            assert row.content is not None
            review, reused = self._review(connection, row.content, row.result)
        elif isinstance(row.result, Unusable):
            problems = to_json(row.result.problems)
        values = (self.run, row.entry.name, row.position, row.content, review, reused, problems)
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", values)

    def _review(self, connection: sqlite3.Connection, content: str, made: Reviewed) -> tuple[int, bool]:
        """The number of the review, and whether an equal text of this run had brought it already."""
        known = connection.execute(
            "SELECT id FROM review WHERE ruleset = ? AND content = ? AND asked = ?",
            (self.ruleset, content, self.asked),
        ).fetchone()
        if known is not None:
            return int(known[0]), True
        inserted = connection.execute(
            "INSERT INTO review VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.ruleset,
                content,
                self.asked,
                made.as_of.isoformat(),
                made.plan,
                made.city,
                *made.counts,
                to_json(made.warnings),
            ),
        )
        review = inserted.lastrowid
        assert review is not None
        many = connection.executemany
        many(
            "INSERT INTO subject VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (review, one.number, one.node, one.name, one.place, _words(one.field), one.stage)
                for one in made.subjects
            ),
        )
        many(
            "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    review,
                    self.rules[one.rule],
                    *(one.codes.count(letter) for letter in "MNUA"),
                    one.codes,
                    " ".join(f"{cause}:{count}" for cause, count in one.causes),
                )
                for one in made.outcomes
            ),
        )
        phrase = self._phrases(connection, made)
        many(
            "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    review,
                    number,
                    self.rules[one.rule],
                    one.subject,
                    phrase[one.subject_name],
                    one.level,
                    phrase[one.text],
                    one.evidence,
                    phrase.get(one.action),
                    phrase.get(one.who),
                    one.due.isoformat() if one.due else None,
                )
                for number, one in enumerate(made.findings)
            ),
        )
        many(
            "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (review, one.name, one.subject, one.subject_name, one.title, one.value, one.cause)
                for one in made.decisions
            ),
        )
        many(
            "INSERT INTO supplement VALUES (?, ?, ?, ?)",
            ((review, one.subject, phrase[one.path], phrase[one.label]) for one in made.supplements),
        )
        return review, False

    def _phrases(self, connection: sqlite3.Connection, made: Reviewed) -> dict[str, int]:
        """The numbers of every text of a review; new ones are added."""
        for text in _texts(made):
            if text and text not in self.phrases:
                added = connection.execute(
                    "INSERT INTO phrase VALUES (NULL, ?) ON CONFLICT DO NOTHING RETURNING id", (text,)
                ).fetchone()
                if added is None:
                    added = connection.execute("SELECT id FROM phrase WHERE body = ?", (text,)).fetchone()
                self.phrases[text] = int(added[0])
        return self.phrases


def ruleset_of(store: Store, policy: Policy, digest: str) -> int:
    """The number of the rules in the store; they are described there the first time."""
    with store.writing() as connection:
        known = connection.execute("SELECT id FROM ruleset WHERE digest = ?", (digest,)).fetchone()
        if known is not None:
            return int(known[0])
        ruleset = connection.execute("INSERT INTO ruleset VALUES (NULL, ?)", (digest,)).lastrowid
        assert ruleset is not None
        connection.executemany(
            "INSERT INTO instrument VALUES (?, ?, ?, ?)",
            ((ruleset, one.name, one.title, one.status) for one in policy.instruments),
        )
        connection.executemany(
            "INSERT INTO rule VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    ruleset,
                    position,
                    rule.name,
                    rule.title,
                    rule.basis.instrument,
                    "; ".join(rule.basis.citations),
                    rule.duty.duty.value,
                    rule.duty.force or "",
                    rule.weight,
                    " ".join(one.node for one in rule.bindings),
                )
                for position, rule in enumerate(policy.rules)
            ),
        )
        return ruleset


def to_json(problems: Iterable[Problem]) -> str:
    return json.dumps([asdict(one) for one in problems], ensure_ascii=False)


def _words(names: str) -> str:
    """So that `LIKE '% name %'` finds whole names."""
    return f" {names} " if names else ""


def _texts(made: Reviewed) -> Iterable[str]:
    for finding in made.findings:
        yield finding.subject_name
        yield finding.text
        yield finding.action
        yield finding.who
    for one in made.supplements:
        yield one.path
        yield one.label
