"""The data rooms that ship with the package: grammar, rules and samples."""

from __future__ import annotations

import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

if sys.version_info >= (3, 11):
    from importlib.resources.abc import Traversable
else:
    from importlib.abc import Traversable

__all__ = ["Room", "Traversable", "folder"]

Room = Literal["grammar", "rules", "samples"]


def folder(room: Room) -> Traversable:
    """The folder of a data room, in an installed package and in a bare source tree alike."""
    if find_spec(f"jichim.{room}") is not None:
        return files(f"jichim.{room}")
    return Path(__file__).resolve().parents[2] / room
