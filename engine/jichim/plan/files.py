"""Plan files at the edge: bytes from a path or the standard input to text, with the usual accidents."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from jichim.diagnostic import Diagnostic
from jichim.plan import messages as m
from jichim.plan.model import Plan
from jichim.plan.read import Format, read_plan
from jichim.plan.tree import MOST_BYTES
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary

STDIN = "<stdin>"


def read_plan_file(
    path: str | Path,
    vocabulary: Vocabulary,
    *,
    format: Format | None = None,  # noqa: A002 - the word that callers know
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan in a file, or in the standard input for `-`; see `read_plan`.

    Files in UTF-8 (with or without a mark), UTF-16 with a mark and CP949 are read. Whatever the file
    system answers becomes a diagnostic.
    """
    source, notes = read_source(path)
    if source is None:
        return None, notes
    plan, diagnostics = read_plan(source, vocabulary, format=format)
    return plan, (*notes, *diagnostics)


def read_source(path: str | Path) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text in a file, or in the standard input for `-`, bounded and decoded."""
    name = STDIN if str(path) == "-" else str(path)
    raw = _read_bytes(name, path)
    if isinstance(raw, Diagnostic):
        return None, (raw,)
    text, notes = decode(name, raw)
    return (None if text is None else Source(name, text)), notes


def decode(name: str, raw: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a plan file, with a note where it is not in UTF-8."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return raw.decode("utf-16"), (m.OTHER_ENCODING.about(name, encoding="UTF-16"),)
        except UnicodeDecodeError as error:
            return None, (m.NOT_TEXT.about(name, offset=error.start + 1),)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        first_bad = error.start + 1
    try:
        return raw.decode("cp949"), (m.OTHER_ENCODING.about(name, encoding="CP949"),)
    except UnicodeDecodeError:
        return None, (m.NOT_TEXT.about(name, offset=first_bad),)


def _read_bytes(name: str, path: str | Path) -> bytes | Diagnostic:
    try:
        if name == STDIN:
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        elif Path(path).is_dir():
            return m.NOT_A_FILE.about(name)
        else:
            with open(path, "rb") as file:
                raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        return m.UNREADABLE.about(name, problem=problem)
    if len(raw) > MOST_BYTES:
        return m.TOO_LARGE.about(name, limit=MOST_BYTES // 1024**2)
    return raw
