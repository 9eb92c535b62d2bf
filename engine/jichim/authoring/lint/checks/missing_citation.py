"""L005: a derivation, table, definition, criterion or parameter that rests on nothing.

Of rules the language demands a citation and a duty. Whatever a rule rests on needs a source as well, or the
word that it was assumed.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.syntax import model as tree

MESSAGE = Message(
    "L005",
    "`{name}`에 근거도 가정도 없다",
    "`{name}` has neither a citation nor an assumption",
    "원문에 있으면 `근거`를, 없으면 `가정`에 그렇게 정한 까닭을 적는다",
    "write `근거` if a source has it, else the reason in `가정`",
    Severity.WARNING,
)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    for written in pack.declared():
        bare = not written.common.citations and written.common.assumed is None
        if bare and not isinstance(written, tree.Rule):
            yield MESSAGE.at(written.name.span, name=written.name.text)


CHECK = Check(
    MESSAGE,
    "missing-citation",
    Text(
        "규칙이 딛고 선 것에도 원문이 있어야 검토자가 지적을 따라가 볼 수 있다. 원문에 없으면 가정이라고 "
        "밝힌다. "
        "규칙의 근거와 의무는 언어가 요구하므로 여기서 보지 않는다.",
        "What a rule rests on needs a source too, so that a finding can be followed to the text; what has "
        "none is "
        "marked as assumed. Citation and duty of a rule are demanded by the language itself.",
    ),
    bad="""판정표 심의 "심의할 곳"
  대상   서비스
  | 강제서비스 | => 심의   |
  | 예         | => 위원회 |
  | 아니오     | => 부서   |

시험 "강제 서비스는 위원회가 본다"
  전제 서비스  강제서비스 = 예
  기대 심의 = 위원회
""",
    marked="심의",
    good="""판정표 심의 "심의할 곳"
  근거   기준 제4조
  대상   서비스
  | 강제서비스 | => 심의   |
  | 예         | => 위원회 |
  | 아니오     | => 부서   |

시험 "강제 서비스는 위원회가 본다"
  전제 서비스  강제서비스 = 예
  기대 심의 = 위원회
""",
    run=_run,
)
