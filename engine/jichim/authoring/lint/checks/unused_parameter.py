"""L003: a parameter that nothing reads.

A value that no condition and no text reads changes nothing when an analyst changes it.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    good="""기준값 인력_하한 = 2명
  근거   기준 제2조

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
""",
    run=_run,
)
