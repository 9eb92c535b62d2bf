"""The table of old and new as one HTML page that prints on A4: no scripts, nothing from elsewhere."""

from __future__ import annotations

from html import escape

from jichim.authoring.diff.model import RulesDiff
from jichim.authoring.diff.sheet import WORDS, Block, Cell, sheet, summary
from jichim.diagnostic import Lang
from jichim.report.layout import printable

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load: nothing."""
STYLE = """
@page { size: A4 landscape; margin: 15mm; }
body { font: 10.5pt/1.5 "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo", sans-serif; color: #111; }
h1 { text-align: center; font-size: 16pt; }
p.sides { text-align: center; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
thead { display: table-header-group; }
th, td { border: 1px solid #555; padding: 4px 8px; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; }
th.remarks { width: 18%; }
tr { break-inside: avoid; }
tr.heading td { background: #f6f6f6; font-weight: bold; break-after: avoid; }
td.text { white-space: pre-wrap; }
u { text-decoration-thickness: 1.5px; text-underline-offset: 2px; font-weight: bold; }
"""


def diff_html(diff: RulesDiff, lang: Lang) -> str:
    """One table with a heading row for each declaration; changed words are underlined."""
    words = WORDS[lang]
    numbers = "".join(f"<li>{_text(one)}</li>" for one in summary(diff, lang))
    body = "".join(_block(block) for block in sheet(diff, lang))
    head = (
        f'<thead><tr><th scope="col">{words.old}</th><th scope="col">{words.new}</th>'
        f'<th scope="col" class="remarks">{words.remarks}</th></tr></thead>'
    )
    table = f"<table>\n{head}\n{body}</table>" if diff.entries else f"<p>{words.nothing}</p>"
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{words.title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{words.title}</h1>\n"
        f'<p class="sides">{_text(diff.old)} → {_text(diff.new)}</p>\n<ul>{numbers}</ul>\n{table}\n'
        "</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    remarks = "<br>".join(map(_text, block.remarks))
    lines = [f'<tr class="heading"><td colspan="3">{_text(block.heading)}</td></tr>\n']
    for number, row in enumerate(block.rows):
        span = f'<td rowspan="{len(block.rows)}">{remarks}</td>' if not number else ""
        old, new = (f'<td class="text">{_cell(cell)}</td>' for cell in (row.old, row.new))
        lines.append(f"<tr>{old}{new}{span}</tr>\n")
    return f"<tbody>\n{''.join(lines)}</tbody>\n"


def _cell(cell: Cell) -> str:
    return "".join(f"<u>{_lines(one.text)}</u>" if one.marked else _lines(one.text) for one in cell)


def _lines(text: str) -> str:
    """Escaped text that keeps its spaces and line breaks; what cannot be shown is spelled out."""
    return escape("".join(c if c.isprintable() or c == "\n" else printable(c) for c in text), quote=True)


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
