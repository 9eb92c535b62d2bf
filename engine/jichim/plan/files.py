"""Plan files at the edge: bytes from a path or the standard input to text, with the usual accidents."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from jichim.diagnostic import Diagnostic, reason_of
from jichim.plan import messages as m
from jichim.plan.model import Plan
from jichim.plan.read import Format, read_document, read_plan
from jichim.plan.tree import MOST_BYTES, MapNode
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary

STDIN = "<stdin>"
_DOCUMENTS = (".hwpx", ".hwp", ".docx", ".doc", ".pdf")
FORMATS: dict[str, Format | None] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".xlsx": None}
"""By the suffix of files that hold one plan, in lower case; None where their bytes tell. The one place that
says so."""


def read_plan_file(
    path: str | Path,
    vocabulary: Vocabulary,
    *,
    format: Format | None = None,  # noqa: A002 - the word that callers know
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan in a file, or in the standard input for `-`; a filled form, or a text as for `read_plan`.

    Files in UTF-8 (with or without a mark), UTF-16 with a mark and CP949 are read. Whatever the file
    system answers becomes a diagnostic.
    """
    name, raw, problems = read_bytes(path)
    return (None, problems) if raw is None else read_plan_bytes(name, raw, vocabulary, format=format)


def read_plan_bytes(
    name: str,
    raw: bytes,
    vocabulary: Vocabulary,
    *,
    format: Format | None = None,  # noqa: A002 - the word that callers know
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan in some bytes: a filled form where they are a workbook, else a text; see `read_plan`."""
    from jichim.plan.form.package import is_workbook

    if (refused := document_given(name, raw)) is not None:
        return None, (refused,)
    if is_workbook(name, raw):
        from jichim.plan.form.read import read_form

        return read_form(name, raw, vocabulary)
    text, notes = decode(name, raw)
    if text is None:
        return None, notes
    plan, diagnostics = read_plan(Source(name, text), vocabulary, format=format)
    return plan, (*notes, *diagnostics)


def read_plan_document(
    path: str | Path, vocabulary: Vocabulary
) -> tuple[MapNode | None, tuple[Diagnostic, ...]]:
    """The tree of the plan in a file as it is written, once it reads as a plan; None with the errors."""
    name, raw, problems = read_bytes(path)
    if raw is None:
        return None, problems
    plan, diagnostics = read_plan_bytes(name, raw, vocabulary)
    if plan is None:
        return None, diagnostics
    from jichim.plan.form.package import is_workbook

    if is_workbook(name, raw):
        from jichim.plan.form.read import read_form_document

        document, _ = read_form_document(name, raw, vocabulary)
        return (None if document is None else document.tree), diagnostics
    text, _ = decode(name, raw)
    tree, _ = read_document(Source(name, text or ""))
    return tree, diagnostics


def read_source(path: str | Path) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text in a file, or in the standard input for `-`, bounded and decoded."""
    name, raw, problems = read_bytes(path)
    if raw is None:
        return None, problems
    text, notes = decode(name, raw)
    return (None if text is None else Source(name, text)), notes


def read_bytes(path: str | Path) -> tuple[str, bytes | None, tuple[Diagnostic, ...]]:
    """The name of a file (or `<stdin>` for `-`) and its bytes, bounded; without them, what is wrong."""
    name = STDIN if str(path) == "-" else str(path)
    raw = _read_bytes(name, path)
    return (name, None, (raw,)) if isinstance(raw, Diagnostic) else (name, raw, ())


def document_given(name: str, raw: bytes) -> Diagnostic | None:
    """That a submitted document was given where a plan belongs, told by its name or its first bytes."""
    is_document = Path(name).suffix.casefold() in _DOCUMENTS or raw.startswith(b"%PDF-")
    return m.DOCUMENT_GIVEN.about(name) if is_document else None


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
        return m.UNREADABLE.about(name, problem=reason_of(error))
    if len(raw) > MOST_BYTES:
        return m.TOO_LARGE.about(name, limit=MOST_BYTES // 1024**2)
    return raw
