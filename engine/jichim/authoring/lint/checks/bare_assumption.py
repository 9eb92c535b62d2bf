"""L013: an assumption without a reason.

Every finding that rests on an assumed value shows the reason, so that it can be disputed. A reason of a word
or two (`임의`, `default`) says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

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


_REST = """
규칙 A-1 "운영 인력"
  근거   기준 제2조
  대상   서비스
  의무   하여야 한다
  요건   운영인력 >= 인력_하한
  지적   "{서비스}: 운영 인력이 {인력_하한}에 못 미친다"
  조치   "운영 인력을 늘린다"
         담당 계획수립권자

시험 "인력이 모자란 서비스"
  전제 서비스  운영인력 = 1명
  기대 A-1 부적합
"""
CHECK = Check(
    MESSAGE,
    "bare-assumption",
    Text(
        "가정에 기댄 지적은 모두 그 까닭을 보인다. 까닭이 없으면 다툴 수도 고칠 수도 없다.",
        "Every finding that rests on an assumption shows its reason; without one it can be neither disputed "
        "nor "
        "improved.",
    ),
    bad='기준값 인력_하한 = 2명\n  가정   "임의"\n' + _REST,
    marked='"임의"',
    good='기준값 인력_하한 = 2명\n  가정   "원문에 수가 없어 교대할 수 있는 가장 적은 수로 정했다"\n' + _REST,
    run=_run,
)
