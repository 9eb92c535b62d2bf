"""Writes a page for each check of lint, from the check itself: `python docs/make_lint_pages.py`.

What a page shows of the bad example is what lint prints for it; the tests compare pages and checks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jichim.authoring.lint import Check, lint
from jichim.authoring.lint.checks import CHECKS
from jichim.authoring.lint.pack import made_pack
from jichim.authoring.lint.waivers import MESSAGES
from jichim.diagnostic import Diagnostic, Message, render
from jichim.policy import shipped_vocabulary

PAGES = Path(__file__).resolve().parent / "lint"
HEADER = '정책 보기\n  제목   "보기"\n  상태   시행\n  시행   2020-01-01 부터\n  출처   "만들어 낸 보기"\n'
WAIVING = """## 넘어가기 · Waiving

규칙 위나 안에 `# lint: {code} 까닭`이라고 적는다. 까닭이 없거나 넘어갈 것이 없는 주석은 다시 알린다.

*Write `# lint: {code} reason` above or within the declaration. A comment without a reason, or one that waives
nothing, is reported in turn.*
"""


def found(text: str, beside: str = "") -> tuple[Diagnostic, ...]:
    """What lint reports about a policy file without a header."""
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    pack, problems = made_pack((HEADER, text), vocabulary, beside)
    assert pack is not None, "\n".join(render(problem) for problem in problems)
    return lint(pack).open


def page(check: Check) -> str:
    """The page of a check."""
    reported = [one for one in found(check.bad, check.beside) if one.code == check.code]
    parts = [f"# {check.code} · {check.name}", check.about.ko, f"*{check.about.en}*", "## 이럴 때 · Seen in"]
    if check.beside:
        parts += [_block("yaml", check.beside)]
    parts += [
        _block("jichim", check.bad),
        _block("text", "\n".join(render(one, "ko") for one in reported)),
        _block("text", "\n".join(render(one, "en") for one in reported)),
        "## 이렇게 고친다 · Put it right",
        _block("jichim", check.good),
        WAIVING.format(code=check.code).rstrip(),
    ]
    return "\n\n".join(parts) + "\n"


def waiver_page(message: Message) -> str:
    """The page of what lint says about waivers themselves."""
    return (
        "\n\n".join(
            (
                f"# {message.code} · {message.ko}",
                message.en,
                f"{message.help_ko}\n\n*{message.help_en}*",
                WAIVING.format(code="L010").rstrip(),
            )
        )
        + "\n"
    )


def index() -> str:
    """The page that lists all checks."""
    rows = [f"| [{check.code}]({check.code}.md) | {check.name} | {check.about.ko} |" for check in CHECKS]
    rows += [f"| [{one.code}]({one.code}.md) | waiver | {one.ko} |" for one in MESSAGES]
    return (
        "\n\n".join(
            (
                "# 규칙의 점검 · Lint",
                "오류는 아니지만 다시 볼 곳을 `jichim rules lint`가 찾는다. "
                "출하하는 기준에는 까닭을 적고 넘어간 것밖에 없다.",
                "*`jichim rules lint` looks for what deserves a second look although it is no error. In the "
                "packs that "
                "ship, all that is left is waived with a reason.*",
                "\n".join(["| | | |", "|---|---|---|", *rows]),
            )
        )
        + "\n"
    )


def pages() -> dict[str, str]:
    """The text of every page by file name."""
    made = {"README.md": index(), **{f"{check.code}.md": page(check) for check in CHECKS}}
    return {**made, **{f"{message.code}.md": waiver_page(message) for message in MESSAGES}}


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def main() -> None:
    made = pages()
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (PAGES / name).write_text(text, "utf-8")
    sys.stdout.write(f"{len(made)} pages\n")


if __name__ == "__main__":
    main()
