"""Named places of a template: `{{계획}}`, `{{plan}}`; the body of the opinion stands at `{{본문}}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

BODY = ("본문", "body")
_PLACE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def filled(text: str, fields: Mapping[str, str]) -> str:
    """The text with its known places filled; an unknown one stays, so that its writer sees it."""
    return _PLACE.sub(lambda found: fields.get(found[1], found[0]), text)


def is_body(text: str) -> bool:
    """Whether a paragraph is the place of the body and nothing else."""
    found = _PLACE.fullmatch(text.strip())
    return found is not None and found[1] in BODY
