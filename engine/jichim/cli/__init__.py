"""The command line: each command parses its arguments, calls a room, prints, and returns an exit code.

`main` is the only place that turns exceptions into exit codes: 0 nothing to report, 1 findings, 2 unusable
input, 70 a fault of ours, 130 interrupted, 141 the reader of our output went away.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

INTERNAL_ERROR = 70
INTERRUPTED = 130
READER_GONE = 141
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; `arguments` default to those of the process."""
    if not (3, 10) <= sys.version_info[:2] < (3, 13):
        # durable-rules 2.0.28 does not import on 3.13; dataclasses with slots need 3.10.
        running = ".".join(map(str, sys.version_info[:2]))
        sys.stderr.write(
            f"jichim은 Python 3.10, 3.11, 3.12에서 실행된다 (지금은 {running}).\n"
            f"jichim runs on Python 3.10, 3.11 and 3.12 (this is {running}).\n"
        )
        return 2
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _leave_pipe()
        return READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if error.errno not in _FULL:
            _confess(error, given)
            return INTERNAL_ERROR
        _leave_pipe()
        sys.stderr.write(
            "결과를 다 쓰지 못했다: 남은 공간이 없거나 저장 장치에 쓸 수 없다\n"
            f"the result was not written to its end: {error.strerror}\n"
        )
        return 2
    except Exception as error:
        if _is_about_the_engine(error):
            sys.stderr.write(f"{error}\n")
            return 2
        _confess(error, given)
        return INTERNAL_ERROR


def _open_streams() -> None:
    """A standard stream that was closed before the start leads nowhere; Python leaves None in its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for the process


def _run(arguments: list[str]) -> int:
    import click

    from jichim.cli.app import app

    try:
        with app.make_context("jichim", [*arguments]) as context:
            code = app.invoke(context)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as refusal:
        from jichim.cli.usage import told

        sys.stderr.write(told(refusal, arguments))
        return refusal.exit_code
    return code if isinstance(code, int) else 0


def _is_about_the_engine(error: Exception) -> bool:
    """durable-rules is missing here, or the policy is beyond its limits: neither is a fault of ours."""
    errors = sys.modules.get("jichim.network.errors")
    return errors is not None and isinstance(error, (errors.EngineUnavailableError, errors.LimitError))


def _confess(error: Exception, arguments: list[str]) -> None:
    from jichim.version import VERSION

    what = _one_line(f"{type(error).__name__}: {error}")
    command = _one_line(" ".join(arguments))
    sys.stderr.write(
        f"내부 오류가 났다 ({what}). 이 문장과 `jichim {VERSION} {command}`, 사용한 계획과 기준을 "
        "알려 주기 바란다\n"
        f"internal error: please report this line, `jichim {VERSION} {command}`, the plan and the policy; "
        "`jichim --debug …` shows where it happened\n"
    )
    if "--debug" in arguments:
        import traceback

        traceback.print_exception(error)


def _one_line(text: str) -> str:
    """Fit for a terminal; written here because the fault may lie in any room."""
    return "".join(char if char.isprintable() else " " for char in text)[:500]


def _leave_pipe() -> None:
    """Nothing more is written: the interpreter would complain about the closed pipe when it exits."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
