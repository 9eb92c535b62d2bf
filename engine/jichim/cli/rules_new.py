"""`jichim rules new`: a new rule with its test, ready to be filled in."""

from __future__ import annotations

import os
from pathlib import Path

import click

from jichim.cli import messages
from jichim.cli.options import lang_option
from jichim.cli.output import put, show
from jichim.diagnostic import Diagnostic, Lang, reason_of
from jichim.particles import fill

_WRITTEN: dict[Lang, str] = {
    "ko": "{file}에 규칙 {name}과(와) 그 시험을 썼다. 다음: jichim rules test --policy {folder}",
    "en": "rule {name} and its test are in {file}; next: jichim rules test --policy {folder}",
}


@click.command()
@click.argument("name", metavar="ID")
@click.option("--policy", "folder", metavar="FOLDER", required=True, help="기준의 폴더 / instrument folder")
@click.option("--file", "target", metavar="FILE", help="더할 파일 (기본: 새 파일) / file to add it to")
@click.option("--title", default="", metavar="TEXT", help="규칙의 제목 / title of the rule")
@click.option("--subject", default="", metavar="NAME", help="대상 (기본: 계획) / subject (default: the plan)")
@click.option("--cites", multiple=True, metavar="TEXT", help="근거 (여러 번 가능) / citation")
@click.option("--item", "items", multiple=True, metavar="ID", help="항목 (여러 번 가능) / source item")
@click.option("--duty", default="하여야 한다", show_default=True, metavar="TEXT", help="끝말 / its ending")
@lang_option
def new(
    name: str,
    folder: str,
    target: str | None,
    title: str,
    subject: str,
    cites: tuple[str, ...],
    items: tuple[str, ...],
    duty: str,
    lang: Lang,
) -> int:
    """규칙 하나를 시험과 함께 시작한다 / start a rule with its test.

    쓰자마자 읽히고 시험도 돈다. `고칠 것`이라고 적힌 데를 조문대로 고친다. 기준의 머리가 없는 폴더이면 초안의
    머리도 쓴다.
    It loads and its test runs at once; what says `고칠 것` is to be filled in. In a folder without the
    header of an instrument it writes one, of a draft.
    """
    from jichim.authoring.rule_sources import read_paths
    from jichim.authoring.scaffold import Wanted, names_of, new_header, scaffold
    from jichim.cli.options import shipped_vocabulary
    from jichim.diagnostic import has_errors
    from jichim.policy.load import SUFFIX
    from jichim.syntax import parse

    vocabulary = shipped_vocabulary(lang)
    if vocabulary is None:
        return 2
    where = Path(folder)
    if refused := _refused(where, target, f"{name}{SUFFIX}", SUFFIX):
        show([refused], lang)
        return 2
    sources, problems = read_paths([folder]) if any(where.rglob(f"*{SUFFIX}")) else ((), ())
    parsed = [parse(one.source) for one in sources]
    problems += tuple(one for _, wrong in parsed for one in wrong)
    show(problems, lang)
    if has_errors(problems):
        return 2
    trees = [tree for tree, _ in parsed]
    text, wrong = scaffold(Wanted(name, title, subject, cites, items, duty, names_of(trees)), vocabulary)
    if text is None:
        show(wrong, lang)
        return 2
    file = where / (target or f"{name}{SUFFIX}")
    before = next((one.source.text for one in sources if one.path.resolve() == file.resolve()), "")
    if not any(tree.header for tree in trees):
        text = new_header(where.resolve().name) + "\n" + text
    content = f"{before.rstrip()}\n\n{text}" if before.strip() else text
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        show([messages.NOT_WRITTEN.about("", path=file.parent, reason=reason_of(error))], lang)
        return 2
    if refused := put(content, str(file)):
        show([refused], lang)
        return 2
    put(fill(_WRITTEN[lang], {"file": file, "name": name, "folder": folder}) + "\n")
    return 0


def _refused(where: Path, target: str | None, example: str, suffix: str) -> Diagnostic | None:
    """Why nothing is written: only the folder of the instrument is made, and only in it is written."""
    try:
        if not where.exists() and not where.absolute().parent.is_dir():
            return messages.NO_FOLDER.about("", path=where, folder=where.parent)
        if target is None:
            return None
        inside = Path(os.path.realpath(where / target)).is_relative_to(os.path.realpath(where))
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        return messages.NOT_WRITTEN.about("", path=where, reason=reason_of(error))
    if inside and target.endswith(suffix):
        return None
    return messages.NOT_A_RULE_FILE.about("", path=target, folder=where, suffix=suffix, example=example)
