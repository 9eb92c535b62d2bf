"""Plans in object storage or on a server, by URL (`s3://…/*.yaml`), through fsspec.

Only files of one plan are read from there; of archives and JSON lines the places within a file would be
asked for again and again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from jichim.audit import messages as m
from jichim.audit.model import Entry
from jichim.audit.problems import problem_of


def is_remote(path: str) -> bool:
    return "://" in path


def entries(
    given: str, kinds: Sequence[str], other: Counter[str], suffix_of: Callable[[str], str]
) -> Iterator[Entry]:
    """The plans below a URL or pattern, in the order of their names; nothing where there is none."""
    from fsspec.core import url_to_fs

    try:
        system, root = url_to_fs(given)
        if "*" in root:
            found, named = sorted(system.glob(root)), False
        elif system.isdir(root):
            found, named = sorted(system.find(root)), False
        else:
            found, named = ([root] if system.exists(root) else []), True
    except Exception as error:  # each storage has its own
        yield Entry(given, given, problem=problem_of(m.UNREADABLE.about("", reason=_said(error))))
        return
    for path in found:
        name = path.rpartition("/")[2]
        url = str(system.unstrip_protocol(path))
        if named or name.lower().endswith(tuple(kinds)):
            yield Entry(url, url)
        elif not name.startswith("."):
            other[suffix_of(name)] += 1


def read(url: str, most: int) -> bytes:
    """The first bytes of a file; `OSError` if it cannot be read."""
    import fsspec

    try:
        with fsspec.open(url, "rb") as file:
            return bytes(file.read(most))
    except OSError:
        raise
    except Exception as error:
        raise OSError(_said(error)) from error


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
