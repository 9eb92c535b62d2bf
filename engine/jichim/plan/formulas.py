"""Texts that a spreadsheet would run: one definition for every table and workbook (OWASP, CSV injection)."""

from __future__ import annotations

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_like_formula(text: str) -> bool:
    """Whether a text begins like a formula, also in full-width characters."""
    return text.startswith(_BEGINS)


def harmless(text: str) -> str:
    """A text that begins like a formula gets an apostrophe, as spreadsheets themselves write it."""
    return f"'{text}" if is_like_formula(text) else text
