"""`jichim rules docs`: the rule handbook as static pages."""

from __future__ import annotations

from pathlib import Path

import click

from jichim.cli import messages
from jichim.cli.options import lang_option, policy_option
from jichim.cli.output import put, show
from jichim.diagnostic import Lang, reason_of


@click.command()
@click.option("-o", "--output", "target", metavar="FOLDER", required=True, help="쓸 폴더 / folder to write")
@policy_option
@lang_option
def docs(target: str, policy_names: tuple[str, ...], lang: Lang) -> int:
    """조문마다 한 쪽인 규칙 안내서를 만든다 / a handbook with a page for each provision.

    망도 서버도 필요 없다: 폴더의 index.html을 연다. 폴더에 있던 다른 파일은 그대로 둔다.
    It needs no network and no server: open index.html. Other files of the folder are left alone.
    """
    from jichim.authoring.handbook import handbook
    from jichim.authoring.lint import load_pack

    pack, problems = load_pack(policy_names)
    show(problems, lang)
    if pack is None:
        return 2
    made = handbook(pack, lang)
    folder = Path(target)
    for name, text in made.items():
        file = folder / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            show([messages.NOT_WRITTEN.about("", path=file.parent, reason=reason_of(error))], lang)
            return 2
        if refused := put(text, str(file)):
            show([refused], lang)
            return 2
    ko, en = f"{len(made)}개의 파일을 {folder}에 썼다", f"{len(made)} files written to {folder}"
    put((ko if lang == "ko" else en) + "\n")
    return 0
