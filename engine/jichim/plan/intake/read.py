"""A submitted file to a draft that the reader of plans takes: checked, read, arranged, read again."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from jichim.diagnostic import Diagnostic, Lang, Text, has_errors, reason_of
from jichim.plan import messages as m
from jichim.plan.files import STDIN
from jichim.plan.intake.document import Document, DocumentBoundError
from jichim.plan.intake.docx_reader import read_docx
from jichim.plan.intake.draft import Line, draft_lines, draft_text
from jichim.plan.intake.hwpx_reader import read_hwpx
from jichim.plan.intake.model import Branch, Intake, Left, Reason, Value
from jichim.plan.intake.package import MOST_BYTES, Package, unpack
from jichim.plan.intake.take_in import take_in
from jichim.plan.margin import quote
from jichim.plan.read import read_plan
from jichim.plan.tree import MOST_BYTES as MOST_BYTES_OF_A_PLAN
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary

LIBRARIES = {"hwpx": "python-hwpx", "docx": "python-docx"}
_MOST_TOLD = 20
_MODULES = {"hwpx": "hwpx", "docx": "docx"}


class MissingLibraryError(Exception):
    """The library for a format is not installed; the arguments are the format and the library."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft plan with where it came from."""

    intake: Intake
    text: str


def read_draft(
    name: str, raw: bytes, vocabulary: Vocabulary, lang: Lang = "ko"
) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The draft of the plan in a HWPX or DOCX file, or None and why there is none.

    Guaranteed: `read_plan` takes the text without errors. Raises `MissingLibraryError` where the library for
    the format is not installed; no other error of a library gets out.
    """
    document, notes = read_document(name, raw)
    if document is None:
        return None, notes
    intake = take_in(document, vocabulary)
    if not any(True for _ in intake.root.values()):
        nothing = m.NOTHING_TAKEN_IN.about(name, tables=len(document.tables))
        return None, (*notes, nothing, *(_told(name, each) for each in intake.left[:_MOST_TOLD]))
    accepted = _accepted(intake, vocabulary, lang)
    if accepted is None:
        limit = f"{MOST_BYTES_OF_A_PLAN // 1024**2}MB"
        return None, (
            *notes,
            m.DOCUMENT_TOO_LARGE.about(name, what_ko="초안", what_en="of draft", limit=limit),
        )
    intake, lines = accepted
    services = intake.root.fields.get("services")
    said = m.TAKEN_IN.about(
        name,
        services=len(services) if isinstance(services, list) else 0,
        values=sum(1 for _ in intake.root.values()),
        left=len(intake.left),
    )
    return Draft(intake, draft_text(lines)), (*notes, said)


def _told(name: str, left: Left) -> Diagnostic:
    """What was left, where there is no draft at whose end it could be listed."""
    return m.LEFT_OUT.about(
        name,
        where_ko=left.spot.shown("ko"),
        where_en=left.spot.shown("en"),
        reason_ko=left.reason.value.ko,
        reason_en=left.reason.value.en,
        text=f": {quote(left.text)}" if left.text else "",
    )


def read_draft_file(
    path: str, vocabulary: Vocabulary, lang: Lang = "ko"
) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The draft of the plan in a file, or in the standard input for `-`; see `read_draft`."""
    name = STDIN if path == "-" else path
    try:
        if path == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        elif Path(path).is_dir():
            return None, (m.NOT_A_FILE.about(name),)
        else:
            with open(path, "rb") as file:
                raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        return None, (m.UNREADABLE.about(name, problem=reason_of(error)),)
    return read_draft(name, raw, vocabulary, lang)


def read_document(name: str, raw: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The paragraphs and tables of a file, or None and why it is refused."""
    package, notes = unpack(name, raw)
    if package is None:
        return None, notes
    try:
        return _read(package), notes
    except DocumentBoundError as bound:
        ko, en, limit = bound.args
        return None, (m.DOCUMENT_TOO_LARGE.about(name, what_ko=ko, what_en=en, limit=limit),)
    except MissingLibraryError:
        raise
    except Exception as error:
        # Third-party readers raise whatever a broken file makes them stumble over.
        said = type(error).__name__
        problem = m.DOCUMENT_BROKEN.about(
            name,
            problem_ko=f"안의 구조가 맞지 않다({said})",
            problem_en=f"its structure is not sound ({said})",
        )
        return None, (*notes, problem)


def _read(package: Package) -> Document:
    try:
        return (read_hwpx if package.form == "hwpx" else read_docx)(package.name, package.archive)
    except ModuleNotFoundError as error:
        if error.name == _MODULES[package.form]:
            raise MissingLibraryError(package.form, LIBRARIES[package.form]) from error
        raise


def _accepted(intake: Intake, vocabulary: Vocabulary, lang: Lang) -> tuple[Intake, list[Line]] | None:
    """The intake without the values that the reader refuses as a whole, such as `없음` beside content.

    None where a plan may not be that large.
    """
    left = list(intake.left)
    while True:
        intake = replace(intake, left=tuple(left))
        lines = draft_lines(intake, vocabulary, lang)
        _, diagnostics = read_plan(Source("draft.yaml", draft_text(lines)), vocabulary, format="yaml")
        wrong = {
            each.span.line: each.message for each in diagnostics if each.is_error and each.span is not None
        }
        dropped = 0
        for number, why in wrong.items():
            dropped += _drop(lines, number, why, left)
        if not dropped:
            return None if has_errors(diagnostics) else (intake, lines)


def _drop(lines: list[Line], number: int, why: Text, left: list[Left]) -> int:
    """Takes the value of a line (of the next line that has one) out of the draft."""
    line = next((each for each in lines[number - 1 :] if each.value is not None), None)
    if line is None or line.branch is None or line.value is None:
        return 0
    content = line.branch.fields.get(line.field)
    if isinstance(content, list):
        rest: list[Value | Branch] = [each for each in content if each is not line.value]
        if len(rest) == len(content):
            return 0
        line.branch.fields[line.field] = rest  # type: ignore[assignment]
    elif content is line.value:
        del line.branch.fields[line.field]
    else:
        return 0
    left.append(Left(Reason.UNREADABLE, line.value.spot, line.value.written or line.value.text, why))
    return 1
