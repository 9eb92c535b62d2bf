"""Rule files of a git revision, read without a checkout: the only place of the room that runs git.

Git gets a fixed list of arguments and never a shell; what the user wrote reaches it as one argument behind
`--end-of-options`, and contents are asked for by the object names that git gave. Nothing is written.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from jichim.assessment.scheme import FILE as SCHEME
from jichim.policy.load import LARGEST, SUFFIX

VOCABULARY = "vocabulary"
"""The folder of a vocabulary."""
_WORDS = (".yaml", ".yml")
_SECONDS = 60.0
_PLAIN = {"100644", "100755"}
"""Modes of files; links and repositories inside the repository are passed over."""


class GitError(Exception):
    """Git is missing, or refuses; the text says why in the words of git."""


class NoRevision(Exception):  # noqa: N818 - an answer rather than an error: the name may be something else
    """What was given names no revision here."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision: its path from the top of the repository and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Revision:
    """What a revision holds of rules: its name, the path below which they stand, and the files."""

    name: str
    below: str
    rules: tuple[Blob, ...]
    vocabulary: tuple[Blob, ...]
    """The YAML files of the folder `vocabulary` in that path or beside it; empty where there is none."""
    schemes: tuple[Blob, ...]
    """The files that say how assessments count, in the folders of the rules."""


def rule_blobs(given: str, beside: str | None = None) -> Revision:
    """The policy files of `REV` or `REV:path`, with the vocabulary and the schemes that go with them.

    For `REV` alone the path is that of `beside`, the other side of a comparison, if it is in the
    repository, otherwise `rules` if the revision has such a folder, otherwise everything. A path is counted
    from the top of the repository, or from here if it begins with `./`. Raises `NoRevision`, `GitError`.
    """
    revision, colon, path = given.partition(":")
    here, commit = _commit(revision, _folder_of(beside))
    path = _from_top(path) if colon else _beside(beside, here)
    listed = _listed(commit, here)
    if not colon and not path and any(_is_rule_below("rules", name) for name, _, _ in listed):
        path = "rules"
    rules = [one for one in listed if one[0] == path or _is_rule_below(path, one[0])]
    words = vocabulary_of(PurePosixPath(path), [PurePosixPath(name) for name, _, _ in listed])
    vocabulary = [one for one in listed if PurePosixPath(one[0]) in words]
    folders = {PurePosixPath(name).parent for name, _, _ in rules}
    schemes = [one for one in listed if (at := PurePosixPath(one[0])).name == SCHEME and at.parent in folders]
    found = [*rules, *vocabulary, *schemes]
    for name, _, size in found:
        if size > LARGEST:
            raise GitError(f"{name} is larger than {LARGEST} bytes")
    blobs = _contents([(name, oid) for name, oid, _ in found], here)
    first, second = len(rules), len(rules) + len(vocabulary)
    return Revision(revision, path, blobs[:first], blobs[first:second], blobs[second:])


def _is_rule_below(folder: str, name: str) -> bool:
    return name.endswith(SUFFIX) and (not folder or name.startswith(f"{folder}/"))


def vocabulary_of(given: PurePath, files: Sequence[PurePath]) -> tuple[PurePath, ...]:
    """The files of the vocabulary that goes with a folder or file of rules, of those that exist.

    It is the folder `vocabulary` in the folder of instruments, beside that of one instrument, or beside
    the one that a single file stands in.
    """
    start = given.parent if given.name.endswith(SUFFIX) else given
    for folder in dict.fromkeys((start, start.parent)):
        found = tuple(one for one in files if one.parent == folder / VOCABULARY and one.suffix in _WORDS)
        if found:
            return found
    return ()


def _folder_of(beside: str | None) -> Path:
    """Where git is asked: beside the other side of the comparison if that is a file or folder."""
    path = Path(beside) if beside is not None else Path()
    if path.is_dir():
        return path
    return path.parent if path.is_file() else Path()


def _commit(revision: str, beside: Path) -> tuple[Path, str]:
    """Where the revision exists, beside the other side or else here, and its commit."""
    if not revision or revision.startswith("-") or "\0" in revision:
        raise NoRevision(revision)
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    for folder in dict.fromkeys((beside, Path())):
        answer = _git(asked, folder, usual=(1, 128))
        if answer is not None:
            return folder, answer.decode("ascii").strip()
    raise NoRevision(revision)


def _from_top(path: str) -> str:
    """A path of the revision without its slashes at the ends; `./x` is counted from here."""
    if path == "." or path.startswith("./"):
        prefix = (_git(["rev-parse", "--show-prefix"], Path()) or b"").decode("utf-8", "replace").strip()
        path = prefix + path[1:].lstrip("/")
    return os.path.normpath(path).strip("/").replace(os.sep, "/") if path.strip("/.") else ""


def _beside(beside: str | None, here: Path) -> str:
    if beside is None or not Path(beside).exists():
        return ""
    top = (_git(["rev-parse", "--show-toplevel"], here) or b"").decode("utf-8", "replace").strip()
    try:
        found = Path(beside).resolve().relative_to(Path(top).resolve()).as_posix()
    except ValueError:
        return ""
    return "" if found == "." else found


def _listed(commit: str, here: Path) -> list[tuple[str, str, int]]:
    """Every policy file and YAML file of a commit: path, object name, size."""
    answer = _git(["ls-tree", "-r", "-z", "-l", "--full-tree", commit], here) or b""
    found = []
    for line in answer.decode("utf-8", "surrogateescape").split("\0"):
        about, tab, name = line.partition("\t")
        if tab and name.endswith((SUFFIX, *_WORDS)):
            mode, _, oid, size = about.split()
            if mode in _PLAIN:
                found.append((name, oid, int(size)))
    return sorted(found)


def _contents(wanted: Sequence[tuple[str, str]], here: Path) -> tuple[Blob, ...]:
    if not wanted:
        return ()
    asked = "".join(f"{oid}\n" for _, oid in wanted).encode("ascii")
    answer = _git(["cat-file", "--batch"], here, asked) or b""
    found, at = [], 0
    for name, _ in wanted:
        line = answer.find(b"\n", at)
        about = answer[at:line].split()
        if len(about) != 3:  # a clone that leaves contents out
            raise GitError(f"{name} is not in this clone")
        size = int(about[2])
        found.append(Blob(name, answer[line + 1 : line + 1 + size]))
        at = line + 1 + size + 1
    return tuple(found)


def _git(arguments: Sequence[str], here: Path, given: bytes = b"", usual: Sequence[int] = ()) -> bytes | None:
    """What git answers; None where it ends with a code that is expected."""
    command = ["git", "--no-pager", "--no-replace-objects", "-C", str(here), *arguments]
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            env={**os.environ, **quiet},
            check=False,
        )
    except FileNotFoundError as missing:
        raise GitError("git is not installed") from missing
    except (OSError, subprocess.TimeoutExpired) as broken:
        raise GitError(type(broken).__name__) from broken
    if done.returncode in usual:
        return None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[-1] if said else f"exit code {done.returncode}")
    return done.stdout
