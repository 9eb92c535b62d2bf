"""Office files are archives: bounded before they are opened, and written without a clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MOST_BYTES = 64 * 1024 * 1024
MOST_MEMBERS = 2_000
_DAY_OF_ARCHIVES = (1980, 1, 1, 0, 0, 0)


def bounded(content: bytes) -> bool:
    """Whether an archive unpacks to a bounded size, by what it declares of itself; False if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return len(members) <= MOST_MEMBERS and sum(member.file_size for member in members) <= MOST_BYTES


def repacked(content: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The same archive with every member on one date, some of them with other content."""
    other = replaced or {}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as made:
        for member in source.infolist():
            name = zipfile.ZipInfo(member.filename, _DAY_OF_ARCHIVES)
            name.compress_type = member.compress_type
            name.external_attr = 0o600 << 16
            made.writestr(name, other.get(member.filename) or source.read(member))
    return target.getvalue()
