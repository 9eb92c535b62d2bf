"""The version of the package; a test holds it equal to pyproject.toml.

A constant, because reading the metadata of the installed package takes longer than a review.
"""

from __future__ import annotations

VERSION = "0.1.0"
