"""The keywords: which spelling is which terminal of the grammar, read from `grammar/lexicon/*.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import yaml

from jichim.diagnostic import Lang
from jichim.resources import folder

DECLARATIONS = frozenset({"POLICY", "PARAMETER", "DEFINE", "DERIVE", "TABLE", "CRITERION", "RULE", "TEST"})
CLAUSES = frozenset(
    {
        "TITLE", "STATUS", "PROPOSED", "PROMULGATED", "EFFECTIVE", "SOURCE", "CITES", "ITEM", "FOR",
        "HIT", "SCALE", "QUESTION", "DUTY", "PROPOSAL", "WHEN", "EXCEPT", "REQUIRE", "EVIDENCE_ONLY",
        "FINDING", "ACTION", "BY", "WITHIN", "CLEARS", "CASE", "READING", "AS_OF", "PREMISE", "EXPECT",
        "ASSUMED", "NOTE",
    }
)  # fmt: skip
VALUE_WORDS = frozenset(
    {
        "DRAFT", "REPEALED", "UNIQUE", "FIRST", "COLLECT", "MAJOR", "MODERATE", "MINOR", "MET", "NOT_MET",
        "UNDETERMINED", "NOT_APPLICABLE",
    }
)  # fmt: skip
"""Keywords that mean something in one place only; anywhere else they are names."""
PHRASE_CLAUSES = frozenset({"CITES", "DUTY", "PROPOSAL"})
"""Clauses that take the rest of the line as text."""
COMPARATORS = frozenset({"EQ", "NE", "LT", "LE", "GT", "GE"})

_LANGS: tuple[Lang, ...] = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`single`: one-word spelling (lower case) -> terminal; `multi`: first word -> (all words, terminal),
    longest first; `canonical`: (language, terminal) -> the spelling that is written."""

    single: dict[str, str]
    multi: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    canonical: dict[tuple[Lang, str], str]
    spellings: dict[str, tuple[str, ...]]

    def terminal(self, word: str) -> str | None:
        """The terminal of a one-word spelling; case does not matter."""
        return self.single.get(word) or self.single.get(word.lower())

    def spell(self, terminal: str, lang: Lang) -> str:
        return self.canonical[lang, terminal]

    def needs_backticks(self, name: str) -> bool:
        """Whether a name would be read as a keyword, or begin one of several words (`is given`)."""
        terminal = self.terminal(name)
        return name.lower() in self.multi or (terminal is not None and terminal not in VALUE_WORDS)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The keywords of both languages, which may be mixed in one file."""
    single: dict[str, str] = {}
    multi: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    canonical: dict[tuple[Lang, str], str] = {}
    spellings: dict[str, tuple[str, ...]] = {}
    for lang in _LANGS:
        text = folder("grammar").joinpath("lexicon").joinpath(f"{lang}.yaml").read_text(encoding="utf-8")
        for terminal, words in yaml.safe_load(text).items():
            canonical[lang, terminal] = words[0]
            spellings[terminal] = spellings.get(terminal, ()) + tuple(words)
            for word in words:
                parts = tuple(word.lower().split())
                if len(parts) > 1:
                    multi.setdefault(parts[0], []).append((parts, terminal))
                else:
                    single[parts[0]] = _shared(single.get(parts[0]), terminal)
    ordered = {first: tuple(sorted(rest, key=lambda e: -len(e[0]))) for first, rest in multi.items()}
    return Lexicon(single, ordered, canonical, spellings)


def _shared(first: str | None, second: str) -> str:
    return second if first in (None, second) else f"{first}_OR_{second}"
