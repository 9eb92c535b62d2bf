"""`jichim rules fmt`: policy files in one layout."""

from __future__ import annotations

import click

from jichim.cli.options import lang_option
from jichim.cli.output import put, show
from jichim.diagnostic import Lang


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--check", is_flag=True, help="고치지 않고, 다른 파일이 있으면 1로 끝난다 / write nothing")
@click.option(
    "--diff", "as_diff", is_flag=True, help="고치지 않고 달라질 곳을 보인다 / show what would change"
)
@click.option(
    "--keywords",
    type=click.Choice(["ko", "en"]),
    help="키워드의 언어 (기본: 파일의 언어) / language of the keywords",
)
@lang_option
def fmt(paths: tuple[str, ...], check: bool, as_diff: bool, keywords: Lang | None, lang: Lang) -> int:
    """정책 파일의 모양을 고르게 한다 / lay out policy files.

    PATHS는 파일이나 폴더이다 (기본: 지금 폴더). 잘못이 있는 파일은 건드리지 않는다.
    Files or folders (default: this one). A file with errors is left alone.

    \b
    종료 코드 / exit codes
      0  고쳤거나 고칠 것이 없음 / formatted, or nothing to do
      1  --check, --diff: 고칠 파일이 있음 / a file would change
      2  읽을 수 없거나 잘못이 있는 파일이 있음 / unusable input
    """
    from jichim.authoring.formatting import format_source
    from jichim.authoring.rule_sources import read_paths

    files, problems = read_paths(paths or (".",))
    show(problems, lang)
    unusable, changed = bool(problems), 0
    for file in files:
        done = format_source(file.source, keywords)
        if done.text is None:
            show(done.diagnostics, lang)
            unusable = True
            continue
        if not done.changed:
            continue
        changed += 1
        if as_diff:
            put(done.diff())
        elif check:
            put(f"{file.path}\n")
        elif refused := put(done.text, str(file.path)):
            show([refused], lang)
            unusable = True
    preview = check or as_diff
    if not as_diff:
        ko = f"파일 {len(files)}개 가운데 {changed}개를 고{'쳐야 한다' if preview else '쳤다'}"
        en = f"{changed} of {len(files)} files {'would change' if preview else 'changed'}"
        put((ko if lang == "ko" else en) + "\n")
    if unusable:
        return 2
    return 1 if preview and changed else 0
