"""Several texts in one cell: a line for each, or a bullet for each where a text has lines itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BULLET = re.compile(r"([-*] |[•○▪·∙◦]+ ?)")


def to_lines(texts: Sequence[str]) -> str:
    """The texts as one cell; `from_lines` gives them back."""
    if not any("\n" in text for text in texts) and not (texts and _BULLET.match(texts[0])):
        return "\n".join(texts)
    bullet = "• "
    while any(line.startswith(bullet) for text in texts for line in text.split("\n")[1:]):
        bullet = "•" + bullet
    return "\n".join(bullet + text for text in texts)


def from_lines(cell: str) -> list[tuple[str, int]]:
    """The texts of a cell with the offset of each; empty lines say nothing.

    Where the cell starts with a bullet, a text goes on until the next line with the same bullet.
    """
    found = _BULLET.match(cell)
    bullet = found[1] if found else ""
    texts: list[tuple[str, int]] = []
    offset = 0
    for line in cell.split("\n"):
        if line.startswith(bullet) and (bullet or line.strip()):
            texts.append((line[len(bullet) :], offset + len(bullet)))
        elif bullet and texts:
            texts[-1] = (f"{texts[-1][0]}\n{line}", texts[-1][1])
        offset += len(line) + 1
    return [(text.strip(), start) for text, start in texts if text.strip()]
