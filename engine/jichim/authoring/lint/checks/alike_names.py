"""L004: names that differ only in case, hyphens, dots or underscores.

The language refuses the same name twice; names that a reader cannot tell apart are as bad, as a finding is
looked up by its id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from jichim.authoring.lint.model import Check
from jichim.authoring.lint.pack import Pack
from jichim.diagnostic import Diagnostic, Message, Related, Severity, Text
from jichim.syntax import model as tree

MESSAGE = Message(
    "L004",
    "`{name}`은(는) `{other}`와(과) 글자 사이의 부호나 대소문자만 다르다",
    "`{name}` differs from `{other}` only in case or punctuation",
    "눈으로 가릴 수 있는 이름을 준다",
    "give it a name that can be told apart",
    Severity.WARNING,
)
_EARLIER = Text("비슷한 이름", "the name like it")


def _run(pack: Pack) -> Iterator[Diagnostic]:
    seen: dict[tuple[type, str], tree.Name] = {}
    for written in pack.declared():
        name = written.name
        earlier = seen.setdefault((type(written), _plain(name.text)), name)
        if earlier.text != name.text:
            related = [Related(earlier.span, _EARLIER)]
            yield MESSAGE.at(name.span, name=name.text, other=earlier.text, related=related)


def _plain(text: str) -> str:
    return re.sub(r"[-_.·]", "", unicodedata.normalize("NFKC", text)).casefold()


_RULE = """  근거   기준 제2조
  대상   서비스
  의무   하여야 한다
  요건   운영기관 기재
  지적   "{서비스}: 운영기관이 적혀 있지 않다"
  조치   "운영기관을 적는다"
         담당 계획수립권자
"""
CHECK = Check(
    MESSAGE,
    "alike-names",
    Text(
        "지적은 번호로 찾는다. `A-1.1`과 `A-11`처럼 부호만 다른 번호는 옮겨 적을 때 섞인다.",
        "A finding is looked up by its id. Ids such as `A-1.1` and `A-11` are confused when copied.",
    ),
    bad=f"""규칙 A-1.1 "운영기관"
{_RULE}
규칙 A-11 "담당부서"
{_RULE.replace("운영기관 기재", "담당부서 기재")}
시험 "아무것도 적지 않은 서비스"
  전제 서비스  단계 = 운영
  기대 A-1.1 부적합
  기대 A-11 부적합
""",
    marked="A-11",
    good=f"""규칙 A-1 "운영기관"
{_RULE}
규칙 A-2 "담당부서"
{_RULE.replace("운영기관 기재", "담당부서 기재")}
시험 "아무것도 적지 않은 서비스"
  전제 서비스  단계 = 운영
  기대 A-1 부적합
  기대 A-2 부적합
""",
    run=_run,
)
