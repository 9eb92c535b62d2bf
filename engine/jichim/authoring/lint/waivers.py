"""`# lint: L003 reason` in a policy file: a finding that is meant to be so, and why.

A waiver stands above or within the declaration that it is about. One without a reason, one with an unknown
code and one that waives nothing are reported in turn, so that they do not outlive what they were written for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from jichim.authoring.lint.model import LintFinding, Waiver
from jichim.diagnostic import Diagnostic, Message, Severity
from jichim.source import Span
from jichim.syntax.lexer import CommentLexeme, lex
from jichim.syntax.model import PolicyFile

NO_REASON = Message(
    "L090",
    "`{code}`을(를) 넘어가는 까닭이 없다",
    "the waiver of `{code}` has no reason",
    "번호 뒤에 까닭을 적는다. 예: `# lint: {code} 두 조문이 같은 것을 묻는다`",
    "write the reason behind the code, such as `# lint: {code} two provisions ask the same`",
    Severity.WARNING,
)
WAIVES_NOTHING = Message(
    "L091",
    "넘어갈 `{code}`이(가) 이 선언에 없다",
    "there is no `{code}` here to waive",
    "이 주석을 지운다",
    "remove the comment",
    Severity.WARNING,
)
UNKNOWN_CODE = Message(
    "L092",
    "`{code}`이라는 검사는 없다",
    "there is no check `{code}`",
    "docs/lint에 있는 번호를 적는다",
    "write a code of docs/lint",
    Severity.WARNING,
)
MESSAGES = (NO_REASON, WAIVES_NOTHING, UNKNOWN_CODE)
_WAIVER = re.compile(r"lint:\s*(?P<code>\S+)\s*(?P<reason>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Placed:
    waiver: Waiver
    span: Span
    """Its code."""
    about: tuple[str, int, int] | None
    """The file and the range of the declaration that it is about."""


def apply_waivers(
    files: Sequence[PolicyFile], found: Sequence[Diagnostic], run: Collection[str]
) -> list[LintFinding]:
    """The findings with their waivers, and what is wrong with waivers of the checks that were run."""
    from jichim.authoring.lint.checks import CODES

    placed = [one for file in files for one in _waivers(file)]
    used: set[int] = set()
    settled: list[LintFinding] = []
    for diagnostic in found:
        number = next((n for n, one in enumerate(placed) if _covers(one, diagnostic)), None)
        if number is not None:
            used.add(number)
        waived = number is not None and placed[number].waiver.reason
        settled.append(
            LintFinding(diagnostic, placed[number].waiver if waived and number is not None else None)
        )
    for number, one in enumerate(placed):
        code = one.waiver.code
        if code not in CODES:
            settled.append(LintFinding(UNKNOWN_CODE.at(one.span, code=code)))
        elif not one.waiver.reason:
            settled.append(LintFinding(NO_REASON.at(one.span, code=code)))
        elif number not in used and code in run:
            settled.append(LintFinding(WAIVES_NOTHING.at(one.span, code=code)))
    return settled


def _covers(one: _Placed, diagnostic: Diagnostic) -> bool:
    if one.about is None or one.waiver.code != diagnostic.code or diagnostic.span is None:
        return False
    file, start, end = one.about
    return diagnostic.span.source.name == file and start <= diagnostic.span.start < end


def _waivers(file: PolicyFile) -> Iterator[_Placed]:
    if "lint:" not in file.source.text:
        return
    for comment in lex(file.source).comments:
        match = _WAIVER.match(comment.text)
        if match:
            at = comment.span.start + comment.span.text.index(match["code"])
            span = Span(file.source, at, at + len(match["code"]))
            waiver = Waiver(match["code"], match["reason"].strip())
            yield _Placed(waiver, span, _about(file, comment))


def _about(file: PolicyFile, comment: CommentLexeme) -> tuple[str, int, int] | None:
    """The declaration that a comment stands in, beside or above."""
    header = [file.header] if file.header else []
    for one in [*header, *file.declarations]:
        beside = not comment.first and one.span.start < comment.span.start
        ends = file.source.text.find("\n", one.span.end) if beside else one.span.end
        if comment.span.start < (ends if ends >= 0 else len(file.source.text)):
            return file.source.name, one.span.start, one.span.end
    return None
