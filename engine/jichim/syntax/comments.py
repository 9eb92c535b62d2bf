"""Which clause a comment belongs to, so that the formatter keeps it there."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from jichim.syntax.lexer import CommentLexeme
from jichim.syntax.model import Comment
from jichim.syntax.raw import Clause, RawDeclaration

CLAUSE_ORDER = (
    "", "title", "status", "proposed", "promulgated", "cites", "item", "effective", "source", "for", "hit",
    "scale", "question", "duty", "proposal", "when", "except", "require", "evidence_only", "case", "reading",
    "row", "finding", "action", "by", "within", "clears", "as_of", "premise", "expect", "assumed", "note",
)  # fmt: skip
"""The order in which the formatter writes the clauses of any declaration; "" is the head line."""
_RANK = {kind: rank for rank, kind in enumerate(CLAUSE_ORDER)} | {"reading": CLAUSE_ORDER.index("case")}
_COUNTED = frozenset({"cites", "case", "reading", "row", "premise", "expect"})
_IN_HEAD = {
    "PARAMETER": frozenset({"value"}),
    "DEFINE": frozenset({"value", "for"}),
    "DERIVE": frozenset({"for"}),
}


def rank(place: str) -> int:
    """The rank of a comment's or line's clause (`row:1`) in the formatter's order."""
    return _RANK[place.partition(":")[0]]


def attach(raw: RawDeclaration, comments: Sequence[CommentLexeme]) -> tuple[Comment, ...]:
    """The comments above and inside a declaration, each with its clause, in the formatter's order.

    One on a line of its own belongs to the clause that it stands in or above, one behind a clause to that
    clause; a second one behind the same clause goes above it. Above the declaration, a blank line after a
    comment is kept.
    """
    places = _places(raw)
    starts = [clause.span.start for _, clause in places]
    placed: list[tuple[tuple[int, int, bool], Comment]] = []
    taken: set[str] = set()
    for number, comment in enumerate(comments):
        at = comment.span.start
        index = bisect_right(starts, at) - 1
        if comment.first and not (index >= 0 and at < places[index][1].span.end):
            index = -1 if at < raw.keyword.span.start else index + 1
        following = min(
            [raw.keyword.span.start, *(one.span.start for one in comments[number + 1 : number + 2])]
        )
        apart = comment.first and at < following and _apart(comment, following)
        place = places[index][0] if 0 <= index < len(places) else ""
        beside = not comment.first and place not in taken
        if beside:
            taken.add(place)
        order = (rank(place), index if place else -1, beside)
        placed.append((order, Comment(comment.text, place, beside, apart)))
    return tuple(comment for _, comment in sorted(placed, key=lambda entry: entry[0]))


def _apart(comment: CommentLexeme, following: int) -> bool:
    return comment.span.source.text.count("\n", comment.span.end, following) > 1


def _places(raw: RawDeclaration) -> list[tuple[str, Clause]]:
    """Each clause with its place, in the order of writing."""
    in_head = _IN_HEAD.get(raw.keyword.type, frozenset())
    seen: Counter[str] = Counter()
    places = []
    for clause in raw.clauses:
        place = "" if clause.kind in in_head else clause.kind
        if clause.kind in _COUNTED:
            place = f"{clause.kind}:{seen[clause.kind]}"
            seen[clause.kind] += 1
        places.append((place, clause))
    return places
