"""L014: a citation that leads nowhere, or that disagrees with the list of provisions.

The comparison is that of `jichim rules citations`, which says what is wrong with its own code; here its
errors and warnings about rules take part in lint, so that one command answers whether a pack is in order.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.citations import check_citations
from jichim.authoring.lint.checks.missing_action import CHECK as ACTION
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.diagnostic import Diagnostic, Message, Severity, Text

MESSAGE = Message(
    "L014",
    "근거가 조문 목록과 어긋난다: {what_ko} [{code}]",
    "a citation disagrees with the list of provisions: {what_en} [{code}]",
    "`jichim rules citations`가 까닭과 고치는 법을 보인다",
    "`jichim rules citations` shows why, and how to put it right",
    Severity.WARNING,
)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    for found in check_citations(pack.policy, pack.lists, pack.documents).found:
        if found.severity is not Severity.NOTE and found.span is not None:
            ko, en = found.message.ko, found.message.en
            yield MESSAGE.at(found.span, what_ko=ko, what_en=en, code=found.code)


CHECK = Check(
    MESSAGE,
    "dangling-citation",
    Text(
        "근거를 따라간 검토자가 다른 조문에 이르면 지적을 믿지 않는다. `jichim rules citations`와 같은 "
        "견줌이며, "
        "기준의 폴더에 조문 목록(provisions.yaml)이 있는 때에만 본다.",
        "A reviewer who follows a citation to another provision will not trust the finding. The comparison "
        "is that "
        "of `jichim rules citations`, for instruments with a list of provisions (provisions.yaml) in their "
        "folder.",
    ),
    bad=ACTION.good.replace("기준 제3조", "기준 제99조"),
    marked="기준 제99조",
    good=ACTION.good,
    run=_run,
    beside="""provisions:
  - id: S3
    at: "기준 제3조"
    heading: "운영기관"
    ending: "하여야 한다"
    modality: obligation
    force: strict
    addressee: "계획수립권자"
    checkable: "yes"
    ko: "운영기관의 명시"
    en: "the operator is named"
""",
)
