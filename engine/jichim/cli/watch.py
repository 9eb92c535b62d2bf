"""`jichim watch`: rules tried again whenever one of their files is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jichim.cli import messages
from jichim.cli.options import lang_option, policy_option
from jichim.cli.output import put, show
from jichim.diagnostic import Lang

if TYPE_CHECKING:
    from jichim.authoring import TestResult
    from jichim.authoring.recheck import Rechecked

DEBOUNCE = 300
"""Milliseconds of quiet after which saves count as one."""

_WORDS: dict[Lang, tuple[str, str, str, str, str]] = {
    "ko": (
        "{n}곳을 지켜본다. 끝내려면 Ctrl-C",
        "{names}: 시험 {tests}건 가운데 {failed}건 실패, 다시 볼 곳 {found}건",
        "고칠 곳이 있어 시험하지 않았다",
        "저장됨: {files}",
        "그만 지켜본다",
    ),
    "en": (
        "watching {n} places; stop with Ctrl-C",
        "{names}: {failed} of {tests} tests failed, lint found {found}",
        "not tested: there are errors",
        "saved: {files}",
        "stopped watching",
    ),
}


@click.command()
@policy_option
@lang_option
def watch(policy_names: tuple[str, ...], lang: Lang) -> int:
    """저장할 때마다 규칙의 시험과 점검을 다시 한다 / test and lint again on every save.

    고친 규칙과 이를 읽는 규칙의 기준만 다시 본다. 잘못이 있는 파일은 진단을 보이고 기다린다.
    Only the instruments that a save can touch are looked at. A broken file shows its diagnostics.

    \b
    jichim watch --policy 지침

    \b
    종료 코드 / exit codes
      0  Ctrl-C로 그만둠 / stopped with Ctrl-C
      2  지켜볼 것이 없음 / nothing to watch
    """
    from jichim.authoring.recheck import holds_rules, vocabulary_folder, watched_folders

    folders = watched_folders(policy_names)
    missing = [name for name in policy_names if name not in folders or not holds_rules(folders[name])]
    if missing or not folders:
        show([messages.NOTHING_TO_WATCH.about("", path=", ".join(missing) or ".")], lang)
        return 2
    try:
        saves = _saves([*folders.values(), vocabulary_folder()])
    except ImportError:
        show([messages.WATCH_NEEDS_EXTRA.about("")], lang)
        return 2
    try:
        follow(saves, policy_names, lang)
    except KeyboardInterrupt:
        put(f"\n{_WORDS[lang][4]}\n")
    return 0


def follow(saves: Iterable[Sequence[Path]], names: Sequence[str], lang: Lang) -> None:
    """Everything once, then after each group of saves what it touches; ends with the saves."""
    from jichim.authoring.recheck import recheck, watched_folders

    opening, _, _, saved, _ = _WORDS[lang]
    put(opening.format(n=len(watched_folders(names))) + "\n")
    _tell(recheck(names), lang)
    for changed in saves:
        put("\n" + saved.format(files=", ".join(sorted({path.name for path in changed}))) + "\n")
        _tell(recheck(names, changed), lang)


def _saves(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """The rule files of every group of saves; folders are watched, as editors replace files."""
    from watchfiles import DefaultFilter
    from watchfiles import watch as changes

    from jichim.authoring.recheck import WATCHED

    folders = {path if path.is_dir() else path.parent for path in paths}

    def wanted(path: Path) -> bool:
        return path.name.endswith(WATCHED) and any(one == path or one in path.parents for one in paths)

    def groups() -> Iterator[Sequence[Path]]:
        for group in changes(*folders, watch_filter=DefaultFilter(), debounce=DEBOUNCE, step=50):
            found = [Path(path).resolve() for _, path in group]
            if chosen := [path for path in found if wanted(path)]:
                yield chosen

    return groups()


def _tell(done: Rechecked, lang: Lang) -> None:
    """Diagnostics on standard error as everywhere, then failures, then the numbers."""
    _, numbers, broken, _, _ = _WORDS[lang]
    show(done.diagnostics, lang)
    if any(one.is_error for one in done.diagnostics) and not done.instruments:
        put(broken + "\n")
        return
    for result in done.results:
        show(result.diagnostics, lang)
    show(done.found, lang)
    lines = [line for result in done.failed for line in _failed(result, lang)]
    names = ", ".join(done.instruments) or "-"
    lines.append(
        numbers.format(names=names, tests=len(done.results), failed=len(done.failed), found=len(done.found))
    )
    put("\n".join(lines) + "\n")


def _failed(result: TestResult, lang: Lang) -> list[str]:
    """The test with its place, and a line for each expectation that does not hold."""
    from jichim.report import outcome_word

    lines = [f"{result.test.span}: {result.test.title}"]
    for one in result.failures:
        about = " ".join((one.expectation.name, *one.expectation.subjects))
        came = ", ".join(outcome_word(value, lang) for value in one.got) or "-"
        lines.append(f"  {one.expectation.span.line}: {about}: {outcome_word(one.expected, lang)} ≠ {came}")
    return lines
