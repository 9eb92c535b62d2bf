"""What libyaml found wrong with a text: where a person finds it, in Korean and English."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from jichim.diagnostic import Text


class YamlFault(NamedTuple):
    """A mistake of the syntax; `offset` counts code points, the last is past the text where it ends early."""

    problem: Text
    offset: int


_DIRECTIVE = "`%`로 시작하는 YAML 지시문을 쓸 수 없거나 잘못 썼다"
_TAG = "`!`로 시작하는 YAML 태그를 잘못 썼다(글이면 따옴표로 묶는다)"
_TAB = "들여쓰기에 탭을 썼다"
_ESCAPE = "`\"…\"` 안의 `\\` 뒤를 읽을 수 없다(`\\`을 그대로 적으려면 `'…'`로 묶는다)"
_NO_VALUE = "값이 있어야 할 자리에 다른 부호가 있다(글이면 따옴표로 묶는다)"

_KOREAN = {
    "found character that cannot start any token": "이 문자로는 값이 시작할 수 없다(탭이나 특수 문자)",
    "found a tab character": _TAB,
    "mapping values are not allowed": "쌍점(`:`)이 올 수 없는 자리이다(글이면 따옴표로 묶는다)",
    "mapping keys are not allowed": "물음표(`?`)가 올 수 없는 자리이다(글이면 따옴표로 묶는다)",
    "block sequence entries are not allowed": "값 자리에 `-`을 썼다(빈 값이면 지운다)",
    "could not find expected ':'": "쌍점(`:`)이 있어야 할 자리에 없다",
    "did not find expected key": "키가 있어야 할 자리에 없다(들여쓰기와 따옴표를 살핀다)",
    "did not find expected '-' indicator": "목록의 `-`이 있어야 할 자리에 없다",
    "did not find expected ',' or ']'": "쉼표(`,`)나 닫는 `]`이 없다",
    "did not find expected ',' or '}'": "쉼표(`,`)나 닫는 `}`이 없다",
    "did not find expected node content": _NO_VALUE,
    "did not find expected <document start>": "앞의 내용이 끝난 뒤에 다른 내용이 있다",
    "found unexpected end of stream": "여기서 연 따옴표를 닫지 않았다",
    "found unexpected document indicator": "여기서 연 따옴표를 닫지 않았다",
    "did not find expected alphabetic or numeric character": (
        "`*`나 `&` 뒤에 올 수 없는 문자가 있다(글이면 따옴표로 묶는다)"
    ),
    "found unknown escape character": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
    "found an indentation indicator equal to 0": "`|`나 `>` 뒤의 들여쓰기 수는 1부터이다",
    "found unknown directive name": _DIRECTIVE,
    "found incompatible YAML document": _DIRECTIVE,
    "version number": _DIRECTIVE,
    "found duplicate %": _DIRECTIVE,
    "could not find expected directive name": _DIRECTIVE,
    "did not find expected digit or '.' character": _DIRECTIVE,
    "found unexpected non-alphabetical character": _DIRECTIVE,
    "did not find expected whitespace": _TAG,
    "did not find expected '!'": _DIRECTIVE,
    "did not find the expected '>'": _TAG,
    "did not find expected tag URI": _TAG,
    "found undefined tag handle": _TAG,
    "did not find URI escaped octet": _TAG,
    "found an incorrect leading UTF-8 octet": _TAG,
    "found an incorrect trailing UTF-8 octet": _TAG,
    "control characters are not allowed": "쓸 수 없는 제어 문자가 있다",
}
"""By a part of libyaml's words (`scanner.c`, `parser.c`, `reader.c`)."""
_COMMENT = "did not find expected comment or line break"
"""Behind a directive as well as behind the `|` or `>` of a block: the context tells."""
_OPENED = ("found unexpected end of stream", "found unexpected document indicator")
"""What libyaml notices far behind the quote that is to blame."""


def yaml_fault(error: yaml.YAMLError, text: str) -> YamlFault:
    """The mistake behind an error that PyYAML raised for a text.

    Words of another version of libyaml that have no Korean here are passed on.
    """
    problem = (getattr(error, "problem", None) or str(error)).split("\n")[0]
    mark = getattr(error, "problem_mark", None)
    if problem in _OPENED:
        mark = getattr(error, "context_mark", None) or mark
    if problem == _COMMENT:
        in_block = "block scalar" in (getattr(error, "context", None) or "")
        ko = "`|`나 `>` 뒤에는 줄을 바꾼다(글이면 따옴표로 묶는다)" if in_block else _DIRECTIVE
    else:
        other = f"YAML 문법에 맞지 않는다({problem})"
        ko = next((korean for part, korean in _KOREAN.items() if part in problem), other)
    if isinstance(error, yaml.reader.ReaderError):  # its position counts bytes
        return YamlFault(Text(ko, problem), max(0, text.find(chr(error.character))))
    return YamlFault(Text(ko, problem), min(mark.index if mark is not None else 0, len(text)))
