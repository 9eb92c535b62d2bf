"""L009: a case or table row that no plan reaches.

Either its condition cannot hold, or, where the first case that holds decides (`판정 우선`), an earlier one
holds whenever it does. A row below one without conditions is the common form.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.logic import FALSE, TRUE, possible
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack, place
from jichim.diagnostic import Diagnostic, Message, Severity, Text
from jichim.policy.model import Case, Cond, Derivation

MESSAGE = Message(
    "L009",
    "`{name}`에서 `{value}`에 이르는 계획은 있을 수 없다",
    "no plan reaches `{value}` of `{name}` here",
    "앞의 경우와 겹치는지, 조건에 모순이 있는지 본다",
    "see whether an earlier case takes it all, or the condition contradicts itself",
    Severity.WARNING,
)


def _run(pack: Pack) -> Iterator[Diagnostic]:
    parameters = {one.name: one for one in pack.policy.parameters}
    seen: set[tuple[str, int]] = set()
    for derivation in _own(pack):
        for reading in derivation.readings:
            earlier: list[tuple[Cond, int]] = []
            for case in reading.cases:
                others = earlier if derivation.hit == "first" else []
                key = (case.span.source.name, case.span.start)
                if not possible([*others, (case.condition, TRUE)], parameters) and key not in seen:
                    seen.add(key)  # a row of several outputs is one row
                    yield _found(derivation, case)
                earlier.append((case.condition, FALSE))


def _own(pack: Pack) -> Iterator[Derivation]:
    known = pack.written()
    for one in pack.policy.derivations:
        if (one.span.source.name, one.span.start) in known:
            yield one


def _found(derivation: Derivation, case: Case) -> Diagnostic:
    name = derivation.name.rpartition(":")[2]
    return MESSAGE.at(place(case.span, case.value), name=name, value=case.value)


_REST = """
판정표 심의 "심의할 곳"
  근거   기준 제3조
  대상   서비스
  | 규모 | => 심의   |
  | 큼   | => 위원회 |
  | 중간 | => 부서   |
  | 작음 | => 부서   |

시험 "큰 서비스는 위원회가 본다"
  전제 서비스  구축비 = 20억원
  기대 심의 = 위원회
"""
_DERIVE = """도출 규모 대상 서비스
  근거   기준 제3조
  판정   우선
  경우 큼   적용 구축비 >= 10억원
  경우 중간 적용 구축비 >= {least}억원
  경우 작음 그밖에
"""
CHECK = Check(
    MESSAGE,
    "unreachable-case",
    Text(
        "이를 수 없는 경우는 조건이 모순되거나, 먼저 맞는 경우가 답이 되는 도출에서 앞의 경우가 모두 가져간 "
        "것이다.",
        "A case that cannot be reached contradicts itself, or an earlier case takes all of it where the "
        "first that "
        "holds decides.",
    ),
    bad=_DERIVE.format(least=12) + _REST,
    marked="중간",
    good=_DERIVE.format(least=3) + _REST,
    run=_run,
)
