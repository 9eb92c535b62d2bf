"""A difference as the table of old and new articles (신구조문대비표): rows of two columns with a remark.

The conventions are those of Korean drafts: what is the same is left out on both sides, what is new stands
against `<신 설>`, what goes against `<삭 제>`, and changed words are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from jichim.authoring.diff.model import Aspect, Clause, Entry, How, Kind, RulesDiff
from jichim.authoring.diff.wording import keyword
from jichim.diagnostic import Lang
from jichim.particles import fill

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_RULES = 12
_IN_HEAD = (Aspect.NAME, Aspect.TITLE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, and whether the other side has it otherwise."""

    text: str
    marked: bool = False


Cell = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A clause on both sides."""

    old: Cell
    new: Cell


@dataclass(frozen=True, slots=True)
class Block:
    """One declaration; `remarks` are short sentences."""

    entry: Entry
    heading: str
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What the table says in one language."""

    title: str
    old: str
    new: str
    remarks: str
    added: str
    removed: str
    left_out: str
    as_before: str
    decides: str
    words_only: str
    rests: str
    more: str
    other_sense: str
    stale: str
    nothing: str
    how: dict[How, str]
    kinds: dict[Kind, str]


WORDS: dict[Lang, SheetWords] = {
    "ko": SheetWords(
        title="신구조문대비표",
        old="현행",
        new="개정안",
        remarks="비고",
        added="<신 설>",
        removed="<삭 제>",
        left_out="(생 략)",
        as_before="(현행과 같음)",
        decides="검토 결과가 달라질 수 있음",
        words_only="글만 달라짐",
        rests="이를 읽는 규칙: {names}",
        more=" 밖 {n}개",
        other_sense="글은 같으나 가리키는 것이 달라짐: {clauses}",
        stale="옛 값 {value}을(를) 아직 말하는 글: {places}",
        nothing="뜻과 글에 달라진 것이 없다",
        how={"added": "신설", "removed": "삭제", "changed": "변경", "renamed": "이름 변경"},
        kinds={
            "field": "어휘",
            "instrument": "정책",
            "parameter": "기준값",
            "criterion": "평가항목",
            "definition": "정의",
            "derivation": "도출·판정표",
            "rule": "규칙",
        },
    ),
    "en": SheetWords(
        title="Old and new side by side",
        old="Current",
        new="Amended",
        remarks="Remarks",
        added="<new>",
        removed="<deleted>",
        left_out="(left out)",
        as_before="(as before)",
        decides="can change the results of reviews",
        words_only="changes words only",
        rests="rules that read it: {names}",
        more=" and {n} more",
        other_sense="the same text means something else: {clauses}",
        stale="still worded with the old value {value}: {places}",
        nothing="there is no difference in meaning or wording",
        how={"added": "added", "removed": "removed", "changed": "changed", "renamed": "renamed"},
        kinds={
            "field": "field",
            "instrument": "policy",
            "parameter": "parameter",
            "criterion": "criterion",
            "definition": "definition",
            "derivation": "derivation or table",
            "rule": "rule",
        },
    ),
}


def sheet(diff: RulesDiff, lang: Lang) -> tuple[Block, ...]:
    """The blocks of the table in the order of the difference."""
    return tuple(_block(entry, lang) for entry in diff.entries)


def summary(diff: RulesDiff, lang: Lang) -> tuple[str, ...]:
    """What differs in numbers, a phrase for each kind of declaration and way of differing that occurs."""
    words = WORDS[lang]
    counted: dict[tuple[Kind, How], int] = {}
    for entry in diff.entries:
        counted[entry.kind, entry.how] = counted.get((entry.kind, entry.how), 0) + 1
    return tuple(f"{words.kinds[kind]} {words.how[how]} {n}" for (kind, how), n in counted.items())


def marked(old: str, new: str) -> tuple[Cell, Cell]:
    """Both texts in pieces, those marked that the other text does not have in this place."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    cells: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for pieces, text in zip(cells, ("".join(before[a:b]), "".join(after[c:d])), strict=True):
            if text:
                pieces.append(Piece(text, tag != "equal"))
    return _smooth(cells[0]), _smooth(cells[1])


def _smooth(pieces: list[Piece]) -> Cell:
    """A space between two marked pieces is marked with them, one at the end of a piece is not."""
    found: list[Piece] = []

    def add(text: str, mark: bool) -> None:
        if found and found[-1].marked == mark:
            found[-1] = Piece(found[-1].text + text, mark)
        elif text:
            found.append(Piece(text, mark))

    for number, piece in enumerate(pieces):
        between = not piece.text.strip() and 0 < number < len(pieces) - 1
        mark = piece.marked or (between and pieces[number - 1].marked and pieces[number + 1].marked)
        body = piece.text.rstrip()
        last = number + 1 == len(pieces) or not pieces[number + 1].marked
        if mark and body and last and body != piece.text:
            add(body, True)
            add(piece.text[len(body) :], False)
        else:
            add(piece.text, mark)
    return tuple(found)


def _block(entry: Entry, lang: Lang) -> Block:
    words = WORDS[lang]
    name = entry.name if entry.name == entry.old_name else f"{entry.old_name} → {entry.name}"
    title = f" {entry.title}" if entry.title else ""
    heading = f"{words.kinds[entry.kind]} {name}{title} ({words.how[entry.how]})"
    cites = next((one.new or one.old for one in entry.clauses if one.aspect is Aspect.CITES), "")
    remarks = [cites] if cites else []
    if entry.kind != "field" or entry.how not in ("added", "removed"):
        # A field that comes or goes says nothing by itself: the rules that read it do.
        remarks.append(words.decides if entry.decides else words.words_only)
    if entry.rests:
        more = len(entry.rests) - _MOST_RULES
        names = ", ".join(entry.rests[:_MOST_RULES]) + (words.more.format(n=more) if more > 0 else "")
        remarks.append(words.rests.format(names=names))
    if entry.how not in ("added", "removed"):
        silent = [clause for clause in entry.changed if clause.old == clause.new]
        if silent:
            clauses = ", ".join(keyword(clause.aspect, lang) or clause.aspect.value for clause in silent)
            remarks.append(words.other_sense.format(clauses=clauses))
    remarks += _stale(entry, lang)
    return Block(entry, heading, tuple(_rows(entry, lang)), tuple(remarks))


def _stale(entry: Entry, lang: Lang) -> Iterator[str]:
    """The texts that state a value which the parameter no longer has."""
    for value in dict.fromkeys(value for value, _, _ in entry.stale):
        places = [f"{rule} {keyword(aspect, lang)}" for old, rule, aspect in entry.stale if old == value]
        yield fill(WORDS[lang].stale, {"value": value, "places": ", ".join(places)})


def _rows(entry: Entry, lang: Lang) -> Iterator[Row]:
    words = WORDS[lang]
    if entry.how in ("added", "removed"):
        text = (
            Piece("\n".join(filter(None, (_line(one, one.old or one.new, lang) for one in entry.clauses)))),
        )
        gone = (Piece(words.added if entry.how == "added" else words.removed),)
        yield Row(gone, text) if entry.how == "added" else Row(text, gone)
        return
    same = Row((Piece(words.left_out),), (Piece(words.as_before),))
    last: Row | None = None
    for clause in entry.clauses:
        if clause.same and clause.aspect is Aspect.NAME:
            continue
        row = same if clause.same else _changed(clause, lang)
        if row is not same or last is not same:
            yield row
        last = row


def _changed(clause: Clause, lang: Lang) -> Row:
    """The clause with its keyword; of several lines only those that differ."""
    old, new = clause.old, clause.new
    if "\n" in old or "\n" in new:
        before, after = old.split("\n"), new.split("\n")
        old = "\n".join(line for line in before if line not in after)
        new = "\n".join(line for line in after if line not in before)
    cells = marked(old, new)
    head = keyword(clause.aspect, lang)
    lead = Piece(f"{head} ") if head else Piece("")
    none = (Piece("-"),)
    return Row(
        *((lead, *cell) if cell else none for cell in cells),
    )


def _line(clause: Clause, text: str, lang: Lang) -> str:
    head = keyword(clause.aspect, lang)
    return text if clause.aspect in _IN_HEAD or not head else f"{head} {text}"
