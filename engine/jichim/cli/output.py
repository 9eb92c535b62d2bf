"""Where results and diagnostics go: standard output, a file that is replaced as a whole, standard error."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from jichim.cli import messages
from jichim.diagnostic import Diagnostic, Lang, reason_of, render

if TYPE_CHECKING:
    from jichim.report import Page

NARROWEST, WIDEST, NO_TERMINAL = 60, 110, 100


def show(diagnostics: Iterable[Diagnostic], lang: Lang) -> None:
    """Diagnostics on standard error, each with its line and help."""
    for diagnostic in diagnostics:
        sys.stderr.write(render(diagnostic, lang) + "\n")
    sys.stderr.flush()


def page(lang: Lang, *, to_file: bool = False, everything: bool = False, template: bytes = b"") -> Page:
    """The page of standard output: the width of the terminal and colour on it, unless a file is written."""
    from jichim.report import Page

    terminal = not to_file and sys.stdout.isatty()
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns)) if terminal else NO_TERMINAL
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Page(
        width=width, colour=colour, lang=lang, folder=_here(), everything=everything, template=template
    )


def put(text: str, target: str | None = None, *, utf8: bool = False) -> Diagnostic | None:
    """The text to a file or to standard output; what went wrong with the file, if anything did.

    A file is UTF-8 always, standard output only where `utf8` is set (for programs, not for people).
    """
    if target is None or target == "-":
        if utf8:
            return put_bytes(text.encode("utf-8", "replace"))
        _print(text)
        return None
    return _written(target, text.encode("utf-8", "replace"))


def put_bytes(content: bytes, target: str | None = None) -> Diagnostic | None:
    """The bytes as they are, to a file or to standard output; what went wrong with the file, if anything."""
    if target is not None and target != "-":
        return _written(target, content)
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        _print(content.decode("utf-8", "replace"))
    return None


def put_rows(write: Callable[[BinaryIO], None], target: str | None = None) -> Diagnostic | None:
    """What `write` writes, without holding it in memory; a file is replaced only once all is written."""
    if target is None or target == "-":
        sys.stdout.flush()
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return None
    try:
        _replace(Path(target), write)
    except OSError as error:
        return messages.NOT_WRITTEN.about("", path=target, reason=reason_of(error))
    return None


def _written(target: str, content: bytes) -> Diagnostic | None:
    def write(file: BinaryIO) -> None:
        file.write(content)

    try:
        _replace(Path(target), write)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        return messages.NOT_WRITTEN.about("", path=target, reason=reason_of(error))
    return None


def refusal(target: str | None, example: str, plans: Sequence[str] = ()) -> Diagnostic | None:
    """Why a target cannot be written, as far as that is known before the work is done."""
    if target is None or target == "-":
        return None
    path = Path(target)
    try:
        if path.is_dir():
            return messages.IS_FOLDER.about("", path=target.rstrip("/\\"), example=example)
        if not path.parent.is_dir():
            return messages.NO_FOLDER.about("", path=target, folder=path.parent)
        if any(_same(path, Path(plan)) for plan in plans if plan != "-"):
            return messages.OVER_PLAN.about("", path=target)
    except (OSError, ValueError) as error:
        return messages.NOT_WRITTEN.about("", path=target, reason=reason_of(error))
    return None


def _print(text: str) -> None:
    """Never fails for the encoding of the terminal: what it cannot show is spelled as an escape."""
    out = sys.stdout
    encoding = out.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    out.write(text)
    out.flush()


def _replace(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Readers see the old file or the whole new one; a link keeps pointing where it did."""
    path = path.resolve()
    if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
        with path.open("wb") as file:
            write(file)
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:  # the working directory was removed
        return ""
