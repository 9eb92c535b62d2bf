"""Why the file system refused, in both languages, and words that follow the language of a template."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from jichim.diagnostic import Message, Text, reason_of


@pytest.mark.parametrize(
    ("error", "ko", "en"),
    [
        (
            OSError(errno.ENOENT, "No such file"),
            "그런 파일이나 폴더가 없다",
            "No such",
        ),
        (PermissionError(errno.EACCES, "Permission denied"), "권한이 없다", "Permission denied"),
        (OSError(errno.ENOSPC, "No space left on device"), "남은 공간이 없다", "No space"),
        (OSError(9999, "Strange"), "Strange", "Strange"),
        (OSError("no number"), "no number", "no number"),
        (ValueError("embedded null byte"), "파일 이름에 쓸 수 없는 문자가 있다", "the name has a character"),
        (ValueError("other"), "other", "other"),
    ],
)
def test_reasons(error: OSError | ValueError, ko: str, en: str) -> None:
    reason = reason_of(error)
    assert reason.ko == ko
    assert reason.en.startswith(en)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UnicodeDecodeError) as caught:
        "가".encode("cp949").decode("utf-8")
    assert reason_of(caught.value) == Text("1번째 바이트가 UTF-8이 아니다", "byte 1 is not UTF-8")


def test_what_this_system_says(tmp_path: Path) -> None:
    """The numbers are those of the system: a missing file, a folder, a name that is too long, a loop."""
    (tmp_path / "loop").symlink_to("loop")
    for name, ko in {
        "x": "그런 파일이나 폴더가 없다",
        ".": "폴더이다",
        "가" * 200: "이름이 너무 길다",
    }.items():
        with pytest.raises(OSError) as caught:  # noqa: PT011 - which one is asserted below
            os.open(tmp_path / name, os.O_WRONLY)
        assert reason_of(caught.value).ko == ko
    with pytest.raises(OSError) as caught:  # noqa: PT011
        (tmp_path / "loop").read_bytes()
    assert reason_of(caught.value).ko == "링크가 서로를 가리킨다"


def test_a_word_in_two_languages_follows_the_template() -> None:
    message = Message("X001", "못 한다: {why}", "cannot: {why}", "{why} 때문이다", "for {why}")
    told = message.about("", why=Text("비", "rain"))
    assert told.message == Text("못 한다: 비", "cannot: rain")
    assert told.help == Text("비 때문이다", "for rain")
