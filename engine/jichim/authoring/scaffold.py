"""A new rule with a test, to be filled in: text that loads and whose test passes from the start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jichim.authoring import messages as m
from jichim.diagnostic import Diagnostic
from jichim.policy.endings import duty_of, shipped_endings
from jichim.source import Source
from jichim.syntax import model as tree
from jichim.syntax import parse, print_file
from jichim.syntax.lexicon import lexicon
from jichim.vocabulary.model import Field, Kind, Node, Vocabulary, normalise

ENDING = "하여야 한다"
TODO = "고칠 것"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the analyst knows of the rule: the rest of the text says what is to be filled in."""

    name: str
    title: str = ""
    subject: str = ""
    cites: Sequence[str] = ()
    items: Sequence[str] = ()
    duty: str = ENDING
    taken: frozenset[str] = frozenset()
    """The names of the policy, normalised."""


def scaffold(wanted: Wanted, vocabulary: Vocabulary) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of the rule and its test in canonical layout, or why it cannot be written.

    The rule asks for the first plain field of its subject, and its test expects that a plan without it does
    not meet the rule. Both are marked as to be filled in.
    """
    problems = list(_problems(wanted, vocabulary))
    if problems:
        return None, tuple(problems)
    subject, stated, field = _subject(wanted.subject, vocabulary)
    title = wanted.title or f"{TODO}: 무엇을 묻는 규칙인지"
    cites = "".join(f'  근거 "{_plain(one)}"\n' for one in wanted.cites or (f"{TODO}: 조문의 자리",))
    items = f"  항목 {', '.join(wanted.items)}\n" if wanted.items else ""
    text = f"""# {TODO}: 요건과 글을 조문대로 고치고, 적합·부적합·판단불가·해당없음의 시험을 더한다
규칙 {wanted.name} "{_plain(title)}"
{cites}{items}  대상 {subject}
  의무 "{_plain(wanted.duty)}"
  요건 {field} 기재
  지적 "{TODO}: 무엇이 어긋났는지"
  조치 "{TODO}: 무엇을 하면 되는지"
       담당 계획수립권자 해소 {field}

시험 "{wanted.name}: {TODO}: 이름만 적은 {subject}"
  전제 {subject} {stated} = "보기"
  기대 {wanted.name} 부적합
"""
    parsed, wrong = parse(Source("new.jichim", text))
    if wrong:
        return None, tuple(wrong)
    return print_file(parsed), ()


def new_header(folder: str) -> str:
    """The header of a draft named after its folder."""
    name = folder if _is_name(folder) else "새_기준"
    text = f'정책 {name}\n  제목 "{TODO}: 기준의 제목"\n  상태 초안\n  출처 "{TODO}: 기준의 출처"\n'
    return print_file(parse(Source("new.jichim", text))[0])


def names_of(files: Sequence[tree.PolicyFile]) -> frozenset[str]:
    """The normalised names of all declarations but tests."""
    return frozenset(
        normalise(one.name.text)
        for file in files
        for one in file.declarations
        if not isinstance(one, tree.Test)
    )


def _problems(wanted: Wanted, vocabulary: Vocabulary) -> Sequence[Diagnostic]:
    found = []
    if not _is_name(wanted.name):
        found.append(m.BAD_ID.about("", name=wanted.name, example="G12-3a"))
    elif normalise(wanted.name) in wanted.taken:
        found.append(m.ID_TAKEN.about("", name=wanted.name))
    found += [m.BAD_ID.about("", name=one, example="G12-3a") for one in wanted.items if not _is_name(one)]
    if duty_of(wanted.duty, shipped_endings()) is None:
        found.append(m.NO_DUTY_WORDS.about("", name=wanted.duty))
    if wanted.subject and _node(wanted.subject, vocabulary) is None:
        known = ", ".join(f"`{node.label}`" for node in _subjects(vocabulary))
        found.append(m.NO_SUBJECT.about("", name=wanted.subject, known=known))
    return found


def _is_name(text: str) -> bool:
    """Whether the language reads the text as one name."""
    if not re.fullmatch(r"[\w·.-]+", text) or lexicon().needs_backticks(text):
        return False
    parsed, wrong = parse(Source("name", f"기준값 {text} = 1"))
    first = next(iter(parsed.declarations), None)
    return not wrong and isinstance(first, tree.Parameter) and first.name.text == text


def _subject(word: str, vocabulary: Vocabulary) -> tuple[str, str, str]:
    """The label of the subject, the field with its name, and one that a rule about it can ask for."""
    node = _node(word, vocabulary) or vocabulary.node(vocabulary.root)
    before, holder = "", node
    if node.name == vocabulary.root:
        section = next(field for field in node.fields if field.kind is Kind.SECTION)
        before, holder = f"{_written(section)}.", vocabulary.node(str(section.node))
    plain = [one for one in holder.fields if one.kind not in (Kind.SECTION, Kind.RECORDS)]
    texts = [one for one in plain if one.kind is Kind.TEXT]
    named = next((one for one in texts if one.name == holder.title_field), texts[0])
    asked = next(one for one in plain if one is not named)
    return node.label, before + _written(named), before + _written(asked)


def _written(field: Field) -> str:
    return field.label.replace(" ", "_")


def _node(word: str, vocabulary: Vocabulary) -> Node | None:
    wanted = normalise(word)
    for node in _subjects(vocabulary):
        if wanted in {normalise(one) for one in (node.name, node.label, *node.aliases)}:
            return node
    return None


def _subjects(vocabulary: Vocabulary) -> Sequence[Node]:
    """What rules are usually about: the plan and the records that stand in it."""
    root = vocabulary.node(vocabulary.root)
    records = [vocabulary.node(str(one.node)) for one in root.fields if one.kind is Kind.RECORDS]
    return [root, *(one for one in records if one.shared_by == 1)]


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("\\", "").replace('"', "'")
