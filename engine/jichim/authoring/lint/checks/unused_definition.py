"""L002: a definition that nothing reads.

A definition is a name for an expression. One that nobody uses is left over, or something that should use it
spells the expression out and may drift apart from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.authoring.lint.read_by import names_read
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.syntax import model as tree

MESSAGE = Message(
    "L002",
    "정의 `{name}`을(를) 읽는 선언이 없다",
    "nothing reads the definition `{name}`",
    "같은 식을 풀어 쓴 선언이 있으면 이 이름을 쓰고, 없으면 지운다",
    "use the name where its expression is spelled out, else remove it",
    Severity.WARNING,
)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    read = names_read(pack.policy)
    for written, definition in pack.pairs(tree.Define, pack.policy.definitions):
        if definition.name not in read:
            yield MESSAGE.at(written.name.span, name=written.name.text)


CHECK = Check(
    MESSAGE,
    "unused-definition",
    Text(
        "정의는 식에 붙인 이름이다. 쓰지 않는 정의는 남은 것이거나, 같은 식을 풀어 쓴 곳과 어긋나기 쉽다.",
        "A definition names an expression. One that nothing uses is left over, or drifts apart from the "
        "places "
        "that spell the expression out.",
    ),
    bad="""정의 큰서비스 대상 서비스 = 구축비 >= 10억원
  근거   기준 제3조
""",
    marked="큰서비스",
    good="""정의 큰서비스 대상 서비스 = 구축비 >= 10억원
  근거   기준 제3조

도출 규모 대상 서비스
  근거   기준 제3조
  경우 큼   적용 큰서비스
  경우 작음 적용 아님 큰서비스

판정표 심의 "심의할 곳"
  근거   기준 제3조
  대상   서비스
  | 규모 | => 심의   |
  | 큼   | => 위원회 |
  | 작음 | => 부서   |

시험 "큰 서비스는 위원회가 본다"
  전제 서비스  구축비 = 20억원
  기대 심의 = 위원회
""",
    run=_run,
)
