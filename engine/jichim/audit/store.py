"""The store: one SQLite file with the results of any number of runs.

Rows are written in transactions of many plans, with write-ahead logging: whatever happens to the process,
a plan is in the store as a whole or not at all. What SQLite answers (locked, full, not a database) becomes
`StoreError` with a diagnostic; the file is then as it was after the last transaction.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from jichim.audit import messages as m
from jichim.diagnostic import Diagnostic, reason_of
from jichim.version import VERSION

FORMAT = 1
_WAIT = 3.0
"""How long another writer is waited for, in seconds."""
_NOT_OURS = ("file is not a database", "file is encrypted", "malformed")


class StoreError(Exception):
    """The store cannot be used; `diagnostic` says why and what to do."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message.en)
        self.diagnostic = diagnostic


class Store:
    """An open store; use it as a context manager. `connection` is plain `sqlite3`, for queries."""

    def __init__(self, path: str, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def create(cls, path: str) -> Store:
        """The store at a path, made if there is none; `StoreError` if that cannot be."""
        _require_file(path)
        if not (folder := Path(path).parent).is_dir():
            raise StoreError(m.NO_FOLDER.about("", path=path, folder=folder))
        with _explained(path):
            connection = _connect(path, "rwc")
            try:
                if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                    _lay_out(connection)
                _check_format(path, connection)  # before anything of a file that is not ours is changed
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
            except BaseException:
                connection.close()
                raise
            return cls(path, connection)

    @classmethod
    def open(cls, path: str) -> Store:
        """An existing store for reading; `StoreError` if there is none or it is not ours."""
        _require_file(path)
        if not Path(path).is_file():
            raise StoreError(m.NO_STORE.about("", path=path))
        with _explained(path):
            try:
                return cls(path, _connected(path, "ro"))
            except sqlite3.OperationalError:
                # Even reading wants to write beside the file, which may be closed; without a log there is
                # nothing that the file itself does not hold.
                if os.access(Path(path).absolute().parent, os.W_OK) or Path(f"{path}-wal").exists():
                    raise
                return cls(path, _connected(path, "ro&immutable=1"))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; all of it or nothing is written."""
        with _explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with _explained(self.path):
            yield self.connection


def _require_file(path: str) -> None:
    if Path(path).is_dir():
        raise StoreError(m.IS_FOLDER.about("", path=path, inside=Path(path, "audit.db")))


def _connected(path: str, mode: str) -> sqlite3.Connection:
    connection = _connect(path, mode)
    try:
        _check_format(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: str, mode: str) -> sqlite3.Connection:
    address = Path(path).absolute().as_uri() + f"?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _lay_out(connection: sqlite3.Connection) -> None:
    """The tables of an empty file, all or none; another process may be first."""
    schema = files("jichim.audit").joinpath("schema.sql").read_text(encoding="utf-8")
    made = f"INSERT INTO store VALUES ({FORMAT}, '{VERSION}');"
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{schema}\n{made}\nCOMMIT;")
    except sqlite3.OperationalError as error:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        if "already exists" not in str(error):
            raise


def _check_format(path: str, connection: sqlite3.Connection) -> None:
    try:
        found = connection.execute("SELECT format FROM store").fetchone()
    except sqlite3.OperationalError as error:
        if "no such" in str(error):
            raise StoreError(m.NOT_A_STORE.about("", path=path)) from error
        raise
    if found is None or not isinstance(found[0], int):
        raise StoreError(m.NOT_A_STORE.about("", path=path))
    if found[0] > FORMAT:
        raise StoreError(m.NEWER_STORE.about("", path=path, found=found[0], known=FORMAT))


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """What SQLite says, as a diagnostic."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise StoreError(m.LOCKED_STORE.about("", path=path)) from error
        if any(words in text for words in _NOT_OURS):
            raise StoreError(m.NOT_A_STORE.about("", path=path)) from error
        if isinstance(error, sqlite3.OperationalError):  # full, read-only
            raise StoreError(m.STORE_NOT_WRITTEN.about("", path=path, reason=text)) from error
        raise
    except OSError as error:
        raise StoreError(m.STORE_NOT_WRITTEN.about("", path=path, reason=reason_of(error))) from error
