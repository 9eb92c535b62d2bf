"""`jichim audit run --runner`: where plans are reviewed, and what may stand in the way."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING

from jichim.diagnostic import Diagnostic

if TYPE_CHECKING:
    from jichim.audit.model import Settings
    from jichim.audit.rows import Known, MakeRows, Waiting
    from jichim.audit.write import Row


_SHOWN = 3
_ADDRESS = re.compile(r"inproc://\S+|(\w+://)?(\[[0-9A-Fa-f:.%]+\]|[^\s:/\[\]]+):\d{1,5}(/\S*)?")


class RunnerError(Exception):
    """The plans cannot be reviewed there."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message.en)
        self.diagnostic = diagnostic


def on_dask(address: str, jobs: int) -> MakeRows:
    """Rows made by a Dask cluster; what it lacks, at once or later, becomes `RunnerError`."""
    from jichim.audit import messages as m

    try:
        from jichim.audit.dask_rows import OtherRulesError, OtherVersionError, rows_on_dask
    except ModuleNotFoundError as missing:
        raise RunnerError(extra_missing(missing)) from missing

    def rows(waiting: Waiting, settings: Settings, known: Known) -> Generator[Row, None, None]:
        try:
            yield from rows_on_dask(waiting, settings, known, address=address, jobs=jobs)
        except OtherVersionError as error:
            raise RunnerError(_other_version(error.versions)) from error
        except OtherRulesError as error:
            raise RunnerError(m.OTHER_RULES.about("--runner")) from error
        except (OSError, ValueError) as error:
            raise RunnerError(m.NO_CLUSTER.about("--runner", reason=str(error).split("\n")[0])) from error

    return rows


def _other_version(versions: Mapping[str, str]) -> Diagnostic:
    from jichim.audit import messages as m
    from jichim.version import VERSION

    shown = [f"{worker} ({version or '-'})" for worker, version in sorted(versions.items())]
    left = f" … +{len(shown) - _SHOWN}" if len(shown) > _SHOWN else ""
    return m.OTHER_VERSION.about("--runner", known=VERSION, found=", ".join(shown[:_SHOWN]) + left)


def refused_runner(word: str) -> Diagnostic | None:
    """Why a word names no runner: `processes`, `dask` or `dask=ADDRESS`, with a host and a port."""
    from jichim.audit import messages as m

    where, given, address = word.partition("=")
    if where not in ("processes", "dask") or (given and where != "dask"):
        return m.BAD_RUNNER.about("--runner", word=word)
    if given and not _ADDRESS.fullmatch(address):
        return m.BAD_ADDRESS.about("--runner", word=address)
    return None


def extra_missing(missing: ModuleNotFoundError) -> Diagnostic:
    from jichim.audit import messages as m

    return m.NEEDS_EXTRA.about("", what="dask, ://", missing=missing.name or "")
