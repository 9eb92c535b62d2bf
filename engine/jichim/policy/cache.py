"""Resolved policies kept between runs, so that a check does not parse rules that have not changed.

The key is a digest of everything that the result depends on: the bytes of the rule files, vocabulary,
endings, grammar and lexicons, of the code of the rooms up to this one, and the versions of Python and
the package. A changed byte gives another key, so a stale entry cannot be read. Entries are pickles read
by an unpickler that admits this package's value types only; a folder that others can write is not used,
and a folder that cannot be written means that nothing is kept.

`JICHIM_CACHE` names another folder, or switches the cache off when it is empty.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from jichim.collector import uncollected
from jichim.diagnostic import Diagnostic
from jichim.policy.model import Policy
from jichim.resources import Traversable, folder
from jichim.version import VERSION

_CODE = ("collector.py", "diagnostic.py", "source.py", "resources.py", "syntax", "vocabulary", "policy")
_VALUES = {
    ("datetime", "date"),
    ("fractions", "Fraction"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
}
_MOST_ENTRIES = 32

Result = tuple[Policy | None, tuple[Diagnostic, ...]]


def key_of(files: Iterable[tuple[str, bytes]]) -> str | None:
    """The digest of some rule files and of all that turns them into a policy; None if code is unreadable."""
    digest = hashlib.sha256(f"{VERSION} {sys.version} {sys.implementation.cache_tag}".encode())
    try:
        parts = [*_code(), *resources(), *files]
    except OSError:
        return None
    for name, content in parts:
        digest.update(f"\0{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def _code() -> Iterable[tuple[str, bytes]]:
    package = Path(__file__).resolve().parents[1]
    for name in _CODE:
        path = package / name
        for file in [path] if path.is_file() else sorted(path.glob("*.py")):
            yield file.relative_to(package).as_posix(), file.read_bytes()


def resources() -> Iterable[tuple[str, bytes]]:
    """The grammar, the vocabulary and the table of endings, each file with its name."""
    rules = folder("rules")
    yield from _below("grammar", folder("grammar"), (".lark", ".yaml"))
    yield from _below("vocabulary", rules / "vocabulary", (".yaml",))
    yield "endings.yaml", (rules / "endings.yaml").read_bytes()


def _below(name: str, where: Traversable, suffixes: Sequence[str]) -> Iterable[tuple[str, bytes]]:
    for entry in sorted(where.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _below(f"{name}/{entry.name}", entry, suffixes)
        elif entry.name.endswith(tuple(suffixes)):
            yield f"{name}/{entry.name}", entry.read_bytes()


def recall(key: str) -> Result | None:
    """The result kept under a key; None if there is none that can be trusted."""
    where = _folder(create=False)
    if where is None:
        return None
    try:
        content = (where / f"{key}.pickle").read_bytes()
    except OSError:
        return None
    digest, _, body = content.partition(b"\n")
    if digest != hashlib.sha256(body).hexdigest().encode():
        return None
    try:
        with uncollected():
            found = _Unpickler(io.BytesIO(body)).load()
    except (pickle.UnpicklingError, AttributeError, ImportError, EOFError, IndexError, TypeError, ValueError):
        return None
    return found if isinstance(found, tuple) and len(found) == 2 else None


def keep(key: str, result: Result) -> None:
    """Keep a result; where that is not possible the next run resolves the policy again."""
    where = _folder(create=True)
    if where is None:
        return
    made = io.BytesIO()
    _Pickler(made, protocol=5).dump(result)
    body = made.getvalue()
    content = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
    with suppress(OSError):
        handle, name = tempfile.mkstemp(dir=where, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(name, where / f"{key}.pickle")
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        _forget_old(where)


def _forget_old(where: Path) -> None:
    entries = sorted(where.glob("*.pickle"), key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in entries[_MOST_ENTRIES:]:
        entry.unlink(missing_ok=True)


def _folder(*, create: bool) -> Path | None:
    """The folder of the cache, if it is ours and nobody else can write to it."""
    named = os.environ.get("JICHIM_CACHE")
    if named == "":
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    where = Path(named or os.path.join(base, "jichim"))
    try:
        if create:
            where.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = where.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISDIR(found.st_mode):
        return None
    if hasattr(os, "getuid") and (
        found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ):
        return None
    return where


class _Pickler(pickle.Pickler):
    """Writes a dataclass as a call of its class: restored field by field it takes twice as long to read."""

    def reducer_override(self, value: Any) -> Any:
        if not is_dataclass(value) or isinstance(value, type):
            return NotImplemented
        declared = fields(value)
        if not all(field.init for field in declared):
            return NotImplemented
        return type(value), tuple([getattr(value, field.name) for field in declared])


class _Unpickler(pickle.Unpickler):
    """Admits the value types of this package and a few of Python's; nothing that acts when called."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _VALUES:
            return super().find_class(module, name)
        if module.startswith("jichim."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (
                hasattr(found, "__dataclass_fields__") or hasattr(found, "__members__")
            ):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value of a policy")
