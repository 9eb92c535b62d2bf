"""Names of things without what does not make them another thing: spelling, spacing and quantities."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from jichim.vocabulary.model import normalise

LONGEST = 200
"""Characters of a name; a longer text is a sentence, in which no quantity is looked for."""

_NUMBER = r"(?:약\s*|총\s*)?\d[\d,]*(?:\.\d+)?\s*여?\s*"
_UNITS = (
    r"(?:개소|개|대|곳|식|세트|본|면|명|건|기|세대|가구|km|㎞|㎡|m2|억\s*원|만\s*원|천\s*원|원|ea|units?)"
)
# A quantity counts as one only at the end of a name or alone in brackets: `3기 신도시`, `30대 여성` and `5G`
# are names of something, `드론 3기` and `CCTV(30대)` are amounts of it.
_IN_BRACKETS = re.compile(rf"[(\[]\s*[x×]?\s*{_NUMBER}{_UNITS}\s*(?:내외|이상|이하)?\s*[)\]]", re.IGNORECASE)
_AT_END = re.compile(rf"(?<=[\s:·,x×]){_NUMBER}{_UNITS}\s*(?:내외)?$", re.IGNORECASE)
_TIMES = re.compile(r"[\s]+[x×]\s*(?:\d[\d,]*)?\s*$", re.IGNORECASE)
_AGE = re.compile(r"\d0\s*대\b|\d+\s*세")
_PUNCTUATION = re.compile(r"[\s()\[\]{}<>「」『』“”‘’\"'`:;!?+&~∼*]+")


@lru_cache(maxsize=65536)
def bare_name(name: str, *, people: bool = False) -> str:
    """The name without spelling, spacing, punctuation and quantities; never empty for a name with letters.

    `people` keeps what would be an age in a name of people (`30대`).
    """
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    # A quantity stands in a short name; a paragraph is not searched for one.
    if len(text) <= LONGEST and not (people and _AGE.search(text)):
        text = _IN_BRACKETS.sub(" ", text)
        shorter = _AT_END.sub("", text).strip()
        text = _TIMES.sub("", shorter).strip()
    return _PUNCTUATION.sub("", normalise(text)) or _PUNCTUATION.sub("", normalise(name)) or normalise(name)
