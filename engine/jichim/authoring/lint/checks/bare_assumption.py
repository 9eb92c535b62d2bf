"""L013: an assumption without a reason.

Every finding that rests on an assumed value shows the reason, so that it can be disputed. A reason of a word
or two (`임의`, `default`) says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.example_rules import READS_STAFF_FLOOR
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack, place
from jichim.diagnostic import Diagnostic, Message, Severity, Text

MESSAGE = Message(
    "L013",
    "`{name}`의 가정에 까닭이라 할 것이 없다",
    "the assumption of `{name}` gives no reason",
    "왜 그 값이나 읽는 법을 골랐는지 한 문장으로 적는다",
    "say in a sentence why this value or reading was chosen",
    Severity.WARNING,
)
_SHORTEST = 8
"""Letters; shorter is no sentence in Korean."""


def _run(pack: Pack) -> Iterator[Diagnostic]:
    for written in pack.declared():
        assumed = written.common.assumed
        if assumed is not None and sum(letter.isalnum() for letter in assumed.reason) < _SHORTEST:
            span = place(assumed.span, f'"{assumed.reason}"')
            yield MESSAGE.at(span, name=written.name.text)


CHECK = Check(
    MESSAGE,
    "bare-assumption",
    Text(
        "가정에 기댄 지적은 모두 그 까닭을 보인다. 까닭이 없으면 다툴 수도 고칠 수도 없다.",
        "Every finding that rests on an assumption shows its reason; without one it can be neither disputed "
        "nor "
        "improved.",
    ),
    bad='기준값 인력_하한 = 2명\n  가정   "임의"\n' + READS_STAFF_FLOOR,
    marked='"임의"',
    good='기준값 인력_하한 = 2명\n  가정   "원문에 수가 없어 교대할 수 있는 가장 적은 수로 정했다"\n'
    + READS_STAFF_FLOOR,
    run=_run,
)
