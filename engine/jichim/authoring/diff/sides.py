"""What is compared: the instruments of a folder, a file, a shipped name or a git revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from jichim import resources
from jichim.assessment.scheme import FILE as SCHEME
from jichim.authoring import messages as m
from jichim.authoring.diff.revision import (
    VOCABULARY,
    Blob,
    GitError,
    NoRevision,
    Revision,
    rule_blobs,
    vocabulary_of,
)
from jichim.diagnostic import Diagnostic, has_errors, reason_of
from jichim.policy.load import (
    SUFFIX,
    Files,
    RuleFiles,
    is_shipped_vocabulary,
    load_rule_files,
    read_rule_files,
    shipped_names,
)
from jichim.policy.model import Policy
from jichim.source import Source
from jichim.syntax import parse


@dataclass(frozen=True, slots=True)
class Scheme:
    """The unread file that says how the assessments of an instrument count."""

    folder: str
    """The name of the `RuleFiles` that it stands beside."""
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison; it is sent to other processes as its files.

    A folder `vocabulary` that stands in the folder of instruments, or beside that of one, is read with
    the rules, so that rules of another revision are read with the words that they were written in.
    """

    label: str
    """As it was given: `HEAD~1:rules`, `rules/act`."""
    files: tuple[RuleFiles, ...]
    only: str = ""
    """The name of the one file that is meant, of an instrument whose other files are read for it."""
    vocabulary: Files = ()
    """The files of its vocabulary; none where that is the shipped one."""
    schemes: tuple[Scheme, ...] = ()

    def within(self, label: str, only: str) -> Side:
        """This side, called otherwise, with one file that is meant."""
        return replace(self, label=label, only=only)


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
        found = rule_blobs(given, beside)
    except NoRevision:
        known = ", ".join(f"`{name}`" for name in shipped_names())
        return None, (m.NO_SIDE.about(given, given=given, known=known),)
    except GitError as refused:
        return None, (m.NO_GIT.about(given, given=given, reason=refused),)
    return _in_revision(given, found, beside)


def resolve_side(side: Side, *, drafts: bool = True) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The policy of a side; None, with the diagnostics, if its rules have errors."""
    return load_rule_files(side.files, drafts=drafts, vocabulary=side.vocabulary)


def _on_disk(given: str, path: Path) -> tuple[Side | None, tuple[Diagnostic, ...]]:
    own = _vocabulary_at(path)
    if problems := _not_text(given, own):
        return None, problems
    if path.is_dir():
        return _named(given, [_as_path(one) for one in _instruments_below(path)], own)
    source, wrong = read_rule_files(_as_path(path))
    if source is None or wrong:
        return None, wrong or (m.NO_RULES_IN.about(given, given=given),)
    if _declares_instrument(source.files[0][1]):
        return Side(given, (source,), vocabulary=own), ()
    if path.suffix != SUFFIX:
        return None, (m.NO_RULES_IN.about(given, given=given),)
    side, wrong = _named(given, [_as_path(path.parent)], own)
    return (side.within(given, str(path)) if side else None), wrong


def _vocabulary_at(path: Path) -> Files:
    """The files of the vocabulary that goes with a folder or file of rules, if it is not the shipped one."""
    start = path.absolute()
    folders = (start / VOCABULARY, start.parent / VOCABULARY, start.parent.parent / VOCABULARY)
    files = [
        one for folder in folders if folder.is_dir() for one in sorted(folder.iterdir()) if one.is_file()
    ]
    found = tuple((str(one), Path(one).read_bytes()) for one in vocabulary_of(start, files))
    return () if is_shipped_vocabulary(found) else found


def _not_text(given: str, files: Files) -> tuple[Diagnostic, ...]:
    """A diagnostic for every file that is not in UTF-8."""
    problems = []
    for name, content in files:
        try:
            content.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            problems.append(m.BAD_RULE_FILE.about(given, name=name, reason=reason_of(wrong)))
    return tuple(problems)


def _named(
    given: str, names: list[str], vocabulary: Files = ()
) -> tuple[Side | None, tuple[Diagnostic, ...]]:
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
    schemes = tuple(scheme for one in found if (scheme := _scheme_beside(one.name)) is not None)
    return Side(given, tuple(found), vocabulary=vocabulary, schemes=schemes), tuple(problems)


def _scheme_beside(name: str) -> Scheme | None:
    """The scheme in the folder of an instrument, by a name that `load_policies` takes."""
    file = (resources.folder("rules") / name if name in shipped_names() else Path(name)) / SCHEME
    return Scheme(name, str(file), file.read_bytes()) if file.is_file() else None


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
    given: str, found: Revision, beside: str | None
) -> tuple[Side | None, tuple[Diagnostic, ...]]:
    revision, below, blobs = found.name, found.below, found.rules

    def named(chosen: tuple[Blob, ...]) -> Files:
        return tuple((f"{revision}:{blob.path}", blob.content) for blob in chosen)

    if problems := _not_text(given, named((*blobs, *found.vocabulary, *found.schemes))):
        return None, problems
    only = f"{revision}:{below}" if below.endswith(SUFFIX) else ""
    if only and blobs and not _declares_instrument(blobs[0].content):
        folder_of_it = str(PurePosixPath(below).parent)
        side, wrongs = read_side(f"{revision}:{folder_of_it if folder_of_it != '.' else ''}", beside)
        return (side.within(given, only) if side else None), wrongs
    groups = {f"{revision}:{name}": named(files) for name, files in _grouped("" if only else below, blobs)}
    if not groups:
        return None, (m.NO_RULES_IN.about(given, given=given),)
    vocabulary = named(found.vocabulary)
    schemes = tuple(
        Scheme(f"{revision}:{PurePosixPath(blob.path).parent}", f"{revision}:{blob.path}", blob.content)
        for blob in found.schemes
    )
    return Side(
        given,
        tuple(RuleFiles(name, files) for name, files in groups.items()),
        vocabulary=() if is_shipped_vocabulary(vocabulary) else vocabulary,
        schemes=schemes,
    ), ()


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
