"""Fonts for the PDF: which are at hand, and which characters of a document they lack.

Renderers leave out a character that no font has, without a word; here every character is looked up in the
character maps of the fonts before anything is set. Order of search: the folders in `JICHIM_FONTS`, then the
usual folders of the system for fonts with Hangul that are free to embed, then those of the system itself.
This is the one place of the room that reads folders.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "JICHIM_FONTS"
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_MOST_FILES = 20_000
# In the order in which they are taken: open fonts first, then those that come with an operating system.
_KNOWN: tuple[tuple[str, ...], ...] = (
    ("NotoSansKR-Regular.ttf", "NotoSansKR-Bold.ttf"),
    ("NotoSansKR-Regular.otf", "NotoSansKR-Bold.otf"),
    ("NotoSansCJKkr-Regular.otf", "NotoSansCJKkr-Bold.otf"),
    ("NanumGothic.ttf", "NanumGothicBold.ttf"),
    ("NanumBarunGothic.ttf", "NanumBarunGothicBold.ttf"),
    ("Pretendard-Regular.otf", "Pretendard-Bold.otf"),
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("malgun.ttf", "malgunbd.ttf"),
    ("AppleSDGothicNeo.ttc",),
    ("NotoSansSymbols2-Regular.ttf",),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)
_HANGUL = range(0xAC00, 0xD7A4)


@dataclass(frozen=True, slots=True)
class Fonts:
    """What a document is set in; `missing` are the characters that none of the files has."""

    files: tuple[Path, ...]
    families: tuple[str, ...]
    missing: tuple[str, ...]


def choose(texts: Iterable[str], folders: Iterable[Path] | None = None) -> Fonts | None:
    """Fonts that together have the characters of the texts, as far as those at hand do.

    The first is the first with Hangul syllables; later ones are taken only for what it lacks. None if there
    is none with Hangul. `folders` stands for the folders of the variable and of the system.
    """
    wanted = set(map(ord, set("".join(set(texts))))) - {0x0A, 0x20}
    found: list[_Face] = []
    lacking = set(wanted)
    spare: list[_Face] = []
    for files in _groups(folders):
        faces = [face for file in files if (face := _face(file)) is not None]
        if not faces:
            continue
        # What is set bold must be in the heavier font too.
        covered = frozenset.intersection(*(face.characters for face in faces))
        if not found and not _has_hangul(covered):
            spare += faces
            continue
        if not found or lacking & covered:
            found += faces
            lacking -= covered
        if found and not lacking:
            break
    if not found:
        return None
    for face in spare:
        if lacking & face.characters:
            found.append(face)
            lacking -= face.characters
    families = tuple(dict.fromkeys(face.family for face in found))
    return Fonts(tuple(face.file for face in found), families, tuple(map(chr, sorted(lacking))))


def spelled(text: str, missing: frozenset[str]) -> str:
    """The text with every character that no font has as its code point: `[U+9F98]`."""
    if missing.isdisjoint(text):
        return text
    return "".join(f"[U+{ord(char):04X}]" if char in missing else char for char in text)


@dataclass(frozen=True, slots=True)
class _Face:
    file: Path
    family: str
    characters: frozenset[int]


def _has_hangul(characters: frozenset[int]) -> bool:
    """All of KS X 1001 has about a fifth of the syllables; a font with fewer is none for Korean."""
    return sum(code in characters for code in _HANGUL) >= 2350


def _face(file: Path) -> _Face | None:
    """Family and character map of a font file, of the first font of a collection; None if it is none.

    A font that typst refuses is none either: it would leave out every character of it.
    """
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(file, lazy=True, fontNumber=0) as font:
            characters = frozenset(font.getBestCmap() or {})
        family = _family(file)
    except (OSError, TTLibError, KeyError, ValueError, AssertionError):
        return None
    return _Face(file, family, characters) if family else None


def _family(file: Path) -> str:
    """The name by which typst calls the first font of a file; empty if it does not take the file."""
    import typst

    with tempfile.TemporaryDirectory(prefix="jichim-") as folder:
        shutil.copyfile(file, Path(folder) / f"font{file.suffix.lower()}")
        known = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        ).fonts()
    return min(known, key=lambda font: font.index).family if known else ""


def _groups(folders: Iterable[Path] | None) -> Iterator[tuple[Path, ...]]:
    """The files of the user's folders one by one, then the known fonts with their weights together."""
    own = [Path(one) for one in os.environ.get(VARIABLE, "").split(os.pathsep) if one]
    for folder in own if folders is None else folders:
        yield from _by_stem(sorted(_files(folder)))
    if folders is not None:
        return
    at_hand: dict[str, Path] = {}
    for folder in _system():
        for file in _files(folder):
            at_hand.setdefault(file.name, file)
    for names in _KNOWN:
        files = tuple(at_hand[name] for name in names if name in at_hand)
        if files and names[0] in at_hand:
            yield files


def _by_stem(files: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    """`NanumGothic.ttf` with `NanumGothicBold.ttf`: a regular font with the heavier ones of its name."""
    groups: dict[str, list[Path]] = {}
    for file in files:
        stem = file.stem
        for weight in ("-Regular", "-Bold", "Bold", "bd", "-ExtraBold", "ExtraBold", "Light", "-Light"):
            stem = stem.removesuffix(weight)
        groups.setdefault(stem, []).append(file)
    for group in groups.values():
        yield tuple(sorted(group, key=lambda file: ("old" in file.stem or "ight" in file.stem, file.name)))


def _files(folder: Path) -> Iterator[Path]:
    """Font files below a folder, bounded; a folder that cannot be read has none."""
    seen = 0
    for where, inner, names in os.walk(folder, onerror=None):
        inner.sort()
        for name in sorted(names):
            seen += 1
            if seen > _MOST_FILES:
                return
            if name.lower().endswith(_SUFFIXES):
                yield Path(where) / name


def _system() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return (windows, home / "AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    return (
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    )
