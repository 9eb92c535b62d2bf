"""Rows of dataclasses as CSV, JSON lines or Parquet, one after the other: no table is held in memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, get_type_hints

from jichim.plan.formulas import harmless

if TYPE_CHECKING:
    from _typeshed import DataclassInstance as Row

_BATCH = 10_000
"""Rows that a Parquet row group holds: the most that is in memory at once."""

Writer = Callable[[type["Row"], Iterable["Row"], BinaryIO], None]


def write_csv(kind: type[Row], rows: Iterable[Row], out: BinaryIO) -> None:
    """UTF-8 with a mark for spreadsheets, a heading, lines as RFC 4180 wants; formulas are defused."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    names = [field.name for field in fields(kind)]
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in names])
    text.flush()
    text.detach()


def write_jsonl(kind: type[Row], rows: Iterable[Row], out: BinaryIO) -> None:  # noqa: ARG001
    """An object a line, in UTF-8; texts exactly as stored."""
    for row in rows:
        out.write((json.dumps(asdict(row), ensure_ascii=False) + "\n").encode("utf-8", "replace"))


def write_parquet(kind: type[Row], rows: Iterable[Row], out: BinaryIO) -> None:
    """Columns of strings and 64-bit integers, texts exactly as stored; needs the extra `parquet`."""
    import pyarrow
    from pyarrow import parquet

    names = [field.name for field in fields(kind)]
    hints = get_type_hints(kind)
    columns = [
        pyarrow.field(name, pyarrow.int64() if hints[name] is int else pyarrow.string()) for name in names
    ]
    schema = pyarrow.schema(columns)
    with parquet.ParquetWriter(out, schema) as writer:
        for batch in _batches(rows):
            made = [pyarrow.array([getattr(row, one.name) for row in batch], one.type) for one in columns]
            writer.write_table(pyarrow.Table.from_arrays(made, schema=schema))


def _cell(value: object) -> object:
    return harmless(value) if isinstance(value, str) else value


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


WRITERS: dict[str, Writer] = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}
