"""The commands and their files; a command's file is imported only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from jichim.cli.usage import in_both_languages
from jichim.version import VERSION

COMMANDS = {
    "check": "jichim.cli.check:check",
    "explain": "jichim.cli.explain:explain",
    "plan": "jichim.cli.plan:plan",
    "assess": "jichim.cli.assess:assess",
    "compare": "jichim.cli.compare:compare",
    "audit": "jichim.cli.audit:audit",
    "whatif": "jichim.cli.whatif:whatif",
    "remedy": "jichim.cli.remedy:remedy",
    "ask": "jichim.cli.ask:ask",
    "vocab": "jichim.cli.vocab:vocab",
    "policies": "jichim.cli.policies:policies",
    "rules": "jichim.cli.rules:rules",
    "watch": "jichim.cli.watch:watch",
}


class LazyGroup(click.Group):
    """A group whose commands stand in files of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return in_both_languages(command)


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(VERSION, prog_name="jichim", message="%(prog)s %(version)s")
@click.option(
    "--debug", is_flag=True, help="내부 오류의 위치까지 보인다 / show where an internal error happened"
)
def app(debug: bool) -> None:
    """스마트도시 서비스 계획이 지침에 맞는지 검토한다.

    Checks smart-city service plans against policy rules.

    \b
    jichim check 계획.yaml            검토 / review a plan
    jichim plan new -o 계획.yaml      빈 계획 서식 / an empty plan
    """
    del debug  # read by `main`, which outlives the command


in_both_languages(app)
