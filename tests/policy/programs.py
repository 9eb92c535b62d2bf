"""Resolving texts and files in tests."""

from __future__ import annotations

from pathlib import Path

from jichim.diagnostic import Diagnostic
from jichim.policy import InstrumentFiles, Policy, resolve
from jichim.policy.endings import shipped_endings
from jichim.policy.load import shipped_vocabulary
from jichim.source import Source
from jichim.syntax import parse
from jichim.syntax.model import PolicyFile
from jichim.vocabulary.model import Vocabulary

PROGRAMS = Path(__file__).parents[1] / "programs"
BAD = PROGRAMS / "bad"
GOOD = PROGRAMS / "good"
HEADER = '정책 가\n  제목 "가"\n  상태 시행\n'


def vocabulary() -> Vocabulary:
    found, _ = shipped_vocabulary()
    assert found is not None
    return found


def parsed(name: str, text: str) -> PolicyFile:
    tree, diagnostics = parse(Source(name, text))
    assert not diagnostics, diagnostics
    return tree


def resolve_texts(*texts: str) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """Each text is an instrument of its own."""
    files = [InstrumentFiles(f"{n}", (parsed(f"{n}.jichim", text),)) for n, text in enumerate(texts)]
    return resolve(files, vocabulary(), shipped_endings())


def resolve_files(*paths: Path) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """The files of one instrument."""
    trees = tuple(parsed(path.name, path.read_text(encoding="utf-8")) for path in paths)
    return resolve([InstrumentFiles("tested", trees)], vocabulary(), shipped_endings())


def resolve_body(*declarations: str) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """Declarations below the header of an instrument in force."""
    return resolve_texts(HEADER + "\n".join(declarations) + "\n")


def policy_of(*declarations: str) -> Policy:
    """The policy of declarations in which nothing is wrong."""
    policy, diagnostics = resolve_body(*declarations)
    assert not diagnostics, diagnostics
    return policy


def mistakes(*declarations: str) -> list[tuple[str, str]]:
    """The code and the underlined text of each diagnostic."""
    _, diagnostics = resolve_body(*declarations)
    return [(one.code, one.span.text if one.span else "") for one in diagnostics]


def rule(requirement: str, *, subject: str = "서비스", name: str = "R-1", more: str = "") -> str:
    return f'규칙 {name}\n  근거 "1조"\n  대상 {subject}\n  의무 하여야 한다\n  요건 {requirement}\n{more}'
