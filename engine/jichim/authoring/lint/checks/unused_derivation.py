"""L001: a derivation that nothing reads.

A derivation makes a fact for other declarations and is not shown to a reviewer, so that one which nobody
reads is left over, or the rule that should read it is wrong. A decision table is shown and needs no reader.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.authoring.lint.read_by import names_read
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.syntax import model as tree

MESSAGE = Message(
    "L001",
    "도출 `{name}`을(를) 읽는 선언이 없다",
    "nothing reads the derivation `{name}`",
    "읽어야 할 규칙이 있는지 보고, 없으면 지운다",
    "see whether a rule should read it, else remove it",
    Severity.WARNING,
)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    read = names_read(pack.policy)
    for written, derivation in pack.pairs(tree.Derive, pack.policy.derivations):
        if derivation.name not in read:
            yield MESSAGE.at(written.name.span, name=written.name.text)


CHECK = Check(
    MESSAGE,
    "unused-derivation",
    Text(
        "도출은 다른 선언이 읽을 사실을 만들며 검토자에게 보이지 않는다. 읽는 곳이 없으면 남은 것이거나, "
        "읽어야 할 "
        "규칙이 다른 것을 읽고 있다.",
        "A derivation makes a fact for other declarations and is not shown to a reviewer. One that nothing "
        "reads "
        "is left over, or the rule that should read it reads something else.",
    ),
    bad="""도출 규모 대상 서비스
  근거   기준 제3조
  경우 큼   적용 구축비 >= 10억원
  경우 작음 적용 구축비 < 10억원
""",
    marked="규모",
    good="""도출 규모 대상 서비스
  근거   기준 제3조
  경우 큼   적용 구축비 >= 10억원
  경우 작음 적용 구축비 < 10억원

규칙 A-1 "큰 서비스의 운영기관"
  근거   기준 제3조
  대상   서비스
  의무   하여야 한다
  적용   규모 = 큼
  요건   운영기관 기재
  지적   "{서비스}: 운영기관이 적혀 있지 않다"
  조치   "운영기관을 적는다"
         담당 계획수립권자

시험 "운영기관이 없는 큰 서비스"
  전제 서비스  구축비 = 20억원
  기대 A-1 부적합
""",
    run=_run,
)
