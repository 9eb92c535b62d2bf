"""Names of entries: what no store can hold is spelled out, and entries of one name stay apart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jichim.audit.gather import gather


def test_names_that_are_no_text_are_spelled_out(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    try:
        for name in (b"/\xff.yaml", rb"/\udcff.yaml", b"/a.\xfe"):
            with open(folder + name, "wb"):
                pass
    except OSError:
        pytest.skip("the file system refuses such names")
    gathered, problems = gather([str(tmp_path)])
    assert problems == ()
    names = [os.path.basename(one.name) for one in gathered.entries]
    assert sorted(names) == ["\\udcff.yaml", "\\udcff.yaml~2"]
    assert len({one.path for one in gathered.entries}) == 2
    assert all(Path(one.path).is_file() for one in gathered.entries)
    assert gathered.passed_over == ((".\\udcfe", 1),)
