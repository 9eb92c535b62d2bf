"""What is compared: the instruments of a folder, a file, a shipped name or a git revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jichim.authoring import messages as m
from jichim.authoring.diff.revision import Blob, GitError, NoRevision, rule_blobs
from jichim.diagnostic import Diagnostic, has_errors, reason_of
from jichim.policy.load import SUFFIX, RuleFiles, load_rule_files, read_rule_files, shipped_names
from jichim.policy.model import Policy
from jichim.source import Source
from jichim.syntax import parse


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison; it is sent to other processes as its files."""

    label: str
    """As it was given: `HEAD~1:rules`, `rules/act`."""
    files: tuple[RuleFiles, ...]
    only: str = ""
    """The name of the one file that is meant, of an instrument whose other files are read for it."""


def read_side(given: str, beside: str | None = None) -> tuple[Side | None, tuple[Diagnostic, ...]]:
    """The rule files that a word means, unresolved; None, with the reasons, if there are none.

    In this order: a folder or file that exists (a folder of instruments gives all of them), the name of a
    shipped instrument, a git revision `REV` or `REV:path`. `beside` is the other side, whose path a
    revision without one takes. A file that does not declare its instrument is read with its folder.
    """
    try:
        path = Path(given)
        exists = path.exists()
    except (OSError, ValueError):  # a name that no file can have
        exists = False
    if exists:
        try:
            return _on_disk(given, path)
        except OSError as error:  # a folder that may not be listed
            return None, (m.BAD_RULE_FILE.about(given, name=given, reason=reason_of(error)),)
    if given in shipped_names():
        return _named(given, [given])
    try:
        revision, below, blobs = rule_blobs(given, beside)
    except NoRevision:
        known = ", ".join(f"`{name}`" for name in shipped_names())
        return None, (m.NO_SIDE.about(given, given=given, known=known),)
    except GitError as refused:
        return None, (m.NO_GIT.about(given, given=given, reason=refused),)
    return _in_revision(given, revision, below, blobs, beside)


def resolve_side(side: Side, *, drafts: bool = True) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The policy of a side; None, with the diagnostics, if its rules have errors."""
    return load_rule_files(side.files, drafts=drafts)


def _on_disk(given: str, path: Path) -> tuple[Side | None, tuple[Diagnostic, ...]]:
    if path.is_dir():
        return _named(given, [_as_path(one) for one in _instruments_below(path)])
    source, wrong = read_rule_files(_as_path(path))
    if source is None or wrong:
        return None, wrong or (m.NO_RULES_IN.about(given, given=given),)
    if _declares_instrument(source.files[0][1]):
        return Side(given, (source,)), ()
    side, wrong = _named(given, [_as_path(path.parent)])
    return (Side(given, side.files, str(path)) if side else None), wrong


def _named(given: str, names: list[str]) -> tuple[Side | None, tuple[Diagnostic, ...]]:
    found: list[RuleFiles] = []
    problems: list[Diagnostic] = []
    for name in names:
        one, wrong = read_rule_files(name)
        problems += wrong
        if one is not None:
            found.append(one)
    if has_errors(problems):
        return None, tuple(problems)
    if not found:
        return None, (m.NO_RULES_IN.about(given, given=given),)
    return Side(given, tuple(found)), tuple(problems)


def _as_path(path: Path) -> str:
    """The path in a form that is never taken for the name of a shipped instrument."""
    return str(path) if str(path) not in shipped_names() else f"./{path}"


def _instruments_below(folder: Path) -> Iterator[Path]:
    """The folder itself if policy files stand in it, otherwise those of its folders that hold any."""
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    if any(entry.is_file() and entry.name.endswith(SUFFIX) for entry in entries):
        yield folder
        return
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink() and not entry.name.startswith("."):
            yield from _instruments_below(entry)


def _in_revision(
    given: str, revision: str, below: str, blobs: tuple[Blob, ...], beside: str | None
) -> tuple[Side | None, tuple[Diagnostic, ...]]:
    problems = []
    for blob in blobs:
        try:
            blob.content.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            problems.append(
                m.BAD_RULE_FILE.about(given, name=f"{revision}:{blob.path}", reason=reason_of(wrong))
            )
    if problems:
        return None, tuple(problems)
    only = f"{revision}:{below}" if below.endswith(SUFFIX) else ""
    if only and blobs and not _declares_instrument(blobs[0].content):
        folder = str(PurePosixPath(below).parent)
        side, wrongs = read_side(f"{revision}:{folder if folder != '.' else ''}", beside)
        return (Side(given, side.files, only) if side else None), wrongs
    groups = {
        folder: tuple((f"{revision}:{blob.path}", blob.content) for blob in found)
        for folder, found in _grouped("" if only else below, blobs)
    }
    if not groups:
        return None, (m.NO_RULES_IN.about(given, given=given),)
    return Side(given, tuple(RuleFiles(f"{revision}:{name}", files) for name, files in groups.items())), ()


def _grouped(folder: str, blobs: tuple[Blob, ...]) -> Iterator[tuple[str, tuple[Blob, ...]]]:
    """Like `_instruments_below`, for the paths of a revision."""
    start = f"{folder}/" if folder else ""
    inner = {blob: blob.path[len(start) :] for blob in blobs}
    if any("/" not in rest for rest in inner.values()):
        yield folder, blobs
        return
    for child in sorted({rest.partition("/")[0] for rest in inner.values()}):
        own = tuple(blob for blob, rest in inner.items() if rest.startswith(f"{child}/"))
        yield from _grouped(f"{start}{child}", own)


def _declares_instrument(content: bytes) -> bool:
    tree, _ = parse(Source("", content.decode("utf-8-sig")))
    return tree.header is not None
