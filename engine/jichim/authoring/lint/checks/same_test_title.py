"""L015: two tests of one instrument with the same title.

A report of failed tests names them by their titles.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.lint.checks.missing_action import CHECK as ACTION
from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.diagnostic import Diagnostic, Message, Related, Severity, Text
from jichim.source import Span
from jichim.syntax import model as tree

MESSAGE = Message(
    "L015",
    "시험 `{title}`이(가) 두 번 있다",
    "the test `{title}` is there twice",
    "무엇이 다른지 제목에 적거나, 하나를 지운다",
    "say in the title what differs, or remove one",
    Severity.WARNING,
)
_FIRST = Text("앞선 시험", "the earlier test")


def _run(pack: Pack) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], Span] = {}
    for written, test in pack.pairs(tree.Test, pack.policy.tests):
        title = written.title
        earlier = seen.setdefault((test.instrument, " ".join(title.text.split())), title.span)
        if earlier is not title.span:
            yield MESSAGE.at(title.span, title=title.text, related=[Related(earlier, _FIRST)])


_TEST = ACTION.good[ACTION.good.index("시험 ") :]
CHECK = Check(
    MESSAGE,
    "same-test-title",
    Text(
        "실패한 시험은 제목으로 찾는다.",
        "A test that fails is found by its title.",
    ),
    bad=f"{ACTION.good}\n{_TEST.replace('계획', '운영', 1)}",
    marked='"운영기관을 적지 않은 서비스"',
    good=f"{ACTION.good}\n{_TEST.replace('않은', '않은 운영 중인').replace('계획', '운영', 1)}",
    run=_run,
)
