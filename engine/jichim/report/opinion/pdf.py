"""The opinion as a PDF, set by typst from a document in which every text is a string.

A string of typst is never markup, so `#let` in a plan is five characters. The compiler sees one folder with
our files (and the template of the user), no system font that was not chosen, and writes no date.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from jichim.report.opinion.model import Block, Cell, Cover, Document, Heading, Line, Paragraph, Table, is_long

_LOOK = "opinion.typ"
_TEMPLATE = "template.typ"
_HIGH = {"facts": "auto", "signature": "12mm"}
_REMARKS = "30mm"


def source(document: Document, families: tuple[str, ...], *, template: bool = False) -> str:
    """The document in typst's language; a template may define again what the look defines."""
    fields = ", ".join(f"{_string(key)}: {_string(value)}" for key, value in document.fields.items())
    fonts = "".join(f"{_string(family)}, " for family in families)
    lines = [
        f'#import "{_LOOK}": *',
        *([f'#import "{_TEMPLATE}": *'] if template else []),
        f"#show: opinion.with(title: {_string(document.title)}, lang: {_string(document.lang)}, "
        f"fonts: ({fonts}), fields: ({fields or ':'}))",
    ]
    for position, block in enumerate(document.blocks):
        lines.extend(_block(block, position))
    return "\n".join(lines) + "\n"


def write(
    document: Document, fonts: tuple[Path, ...], families: tuple[str, ...], template: bytes = b""
) -> bytes:
    """The file, set in `families`, whose files are `fonts`. Raises `typst.TypstError` for a template."""
    import typst

    with tempfile.TemporaryDirectory(prefix="jichim-") as folder:
        root = Path(folder)
        (root / _LOOK).write_bytes(files("jichim.report.opinion").joinpath(_LOOK).read_bytes())
        if template:
            (root / _TEMPLATE).write_bytes(template)
        main = root / "main.typ"
        main.write_text(source(document, families, template=bool(template)), "utf-8")
        held = root / "fonts"
        held.mkdir()
        for number, font in enumerate(fonts):
            (held / f"{number}{font.suffix}").write_bytes(font.read_bytes())
        compiler = typst.Compiler(
            str(main),
            root=str(root),
            font_paths=[str(held)],
            ignore_system_fonts=True,
            package_path=str(root),
            package_cache_path=str(root),
        )
        made = compiler.compile(format="pdf", timestamp=0)
    return made if isinstance(made, bytes) else b""


def _block(block: Block, position: int) -> Iterator[str]:
    if isinstance(block, Cover):
        names = ", ".join(map(_string, (block.title, block.subtitle, block.plan)))
        yield f"#cover({names}, {str(position == 0).lower()})"
    elif isinstance(block, Heading):
        yield f"#heading(level: {block.level}, {_string(block.text)})"
    elif isinstance(block, Paragraph):
        yield f'#para("{block.style}", {_line(block.line)})'
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    shares = _list(str(column.share) for column in table.columns)
    aligns = _list(column.align for column in table.columns)
    if table.style == "list":
        heads = _list(_string(column.head) for column in table.columns)
        yield f"#list-table({heads}, {shares}, {aligns}, ("
    else:
        high = _REMARKS if table.style == "signature" and len(table.rows) == 1 else _HIGH[table.style]
        opening = "#kept(" if table.style == "signature" else "#"
        yield f"{opening}facts-table(high: {high}, {shares}, {aligns}, ("
    for row in table.rows:
        held = "cell-of" if is_long(table, row) else "whole"
        yield "  " + _list(f"{held}({_cell(cell)})" for cell in row) + ","
    yield ")))" if table.style == "signature" else "))"


def _cell(cell: Cell) -> str:
    return _list(_line(line) for line in cell)


def _line(line: Line) -> str:
    return _list(f'({_string(text)}, "{tone}")' for text, tone in line)


def _list(items: Iterator[str]) -> str:
    return "(" + "".join(f"{item}, " for item in items) + ")"


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
