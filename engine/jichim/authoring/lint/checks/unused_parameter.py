"""L003: a parameter that nothing reads.

A value that no condition and no text reads changes nothing when an analyst changes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.example_rules import READS_STAFF_FLOOR
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.authoring.lint.read_by import names_read
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.syntax import model as tree

MESSAGE = Message(
    "L003",
    "기준값 `{name}`을(를) 읽는 선언이 없다",
    "nothing reads the parameter `{name}`",
    "같은 수를 바로 적은 조건이 있으면 이 이름을 쓰고, 없으면 지운다",
    "use the name where the value is written out, else remove it",
    Severity.WARNING,
)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    read = {name.rpartition(":")[2] for name in names_read(pack.policy)}
    for written in pack.each(tree.Parameter):
        if written.name.text not in read:
            yield MESSAGE.at(written.name.span, name=written.name.text)


CHECK = Check(
    MESSAGE,
    "unused-parameter",
    Text(
        "어느 조건도 글도 읽지 않는 값은 고쳐도 아무것도 달라지지 않는다.",
        "A value that no condition and no text reads changes nothing when it is changed.",
    ),
    bad="""기준값 인력_하한 = 2명
  근거   기준 제2조
""",
    marked="인력_하한",
    good="기준값 인력_하한 = 2명\n  근거   기준 제2조\n" + READS_STAFF_FLOOR,
    run=_run,
)
