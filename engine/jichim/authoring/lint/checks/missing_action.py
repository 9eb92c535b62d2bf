"""L006: a rule whose finding says nothing, or whose action is nobody's.

A finding without words shows only the title of the rule, one without an action leaves open what is to be
done, and an action without a person leaves open by whom.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.syntax import model as tree

MESSAGE = Message(
    "L006",
    "규칙 `{name}`에 {what_ko}",
    "the rule `{name}` has {what_en}",
    "무엇이 어긋났는지 `지적`에, 무엇을 누가 할지 `조치`와 `담당`에 적는다",
    "write what is wrong in `지적`, and what to do and who does it in `조치` and `담당`",
    Severity.WARNING,
)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    for rule in pack.each(tree.Rule):
        lacks = [
            (rule.finding is None or not rule.finding.message.text.strip(), "지적", "finding"),
            (rule.action is None or not rule.action.text.strip(), "조치", "action"),
            (rule.by is None or not rule.by.text.strip(), "담당", "person in charge"),
        ]
        missing = [(ko, en) for lacking, ko, en in lacks if lacking]
        if missing:
            ko, en = ", ".join(ko for ko, _ in missing), ", ".join(en for _, en in missing)
            yield MESSAGE.at(
                rule.name.span, name=rule.name.text, what_ko=f"없는 것: {ko}", what_en=f"no {en}"
            )


CHECK = Check(
    MESSAGE,
    "missing-action",
    Text(
        "지적의 글이 없으면 규칙의 제목만 보이고, 조치가 없으면 무엇을 할지, 담당이 없으면 누가 할지 알 수 "
        "없다.",
        "Without words a finding shows only the title of its rule; without an action nobody knows what to "
        "do, and "
        "without a person nobody does it.",
    ),
    bad="""규칙 A-1 "운영기관의 명시"
  근거   기준 제3조
  대상   서비스
  의무   하여야 한다
  요건   운영기관 기재
  지적   "{서비스}: 운영기관이 적혀 있지 않다"
  조치   "운영기관을 적는다"

시험 "운영기관을 적지 않은 서비스"
  전제 서비스  단계 = 계획
  기대 A-1 부적합
""",
    marked="A-1",
    good="""규칙 A-1 "운영기관의 명시"
  근거   기준 제3조
  대상   서비스
  의무   하여야 한다
  요건   운영기관 기재
  지적   "{서비스}: 운영기관이 적혀 있지 않다"
  조치   "운영기관을 적는다"
         담당 계획수립권자

시험 "운영기관을 적지 않은 서비스"
  전제 서비스  단계 = 계획
  기대 A-1 부적합
""",
    run=_run,
)
