"""Loading by name, file and folder, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jichim.policy import load, load_policies, shipped_names, shipped_vocabulary
from policy.programs import HEADER, rule


@pytest.fixture(autouse=True)
def _nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JICHIM_CACHE", "")


def write(path: Path, text: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return str(path)


def codes(*names: str) -> list[tuple[str, str]]:
    policy, diagnostics = load_policies(names)
    assert policy is None
    return [(one.code, one.span.text if one.span else one.where) for one in diagnostics]


def test_the_shipped_rules_are_sound() -> None:
    policy, diagnostics = load_policies()
    assert policy is not None
    assert not [one for one in diagnostics if one.is_error]
    assert "report-2020-3" in shipped_names()
    assert {rule.basis.instrument for rule in policy.rules} <= {one.name for one in policy.instruments}
    assert all(rule.basis.citations for rule in policy.rules)
    named, _ = load_policies(["report-2020-3"])
    assert named is not None
    assert named.rules


def test_drafts_are_left_out_when_asked() -> None:
    policy, _ = load_policies(drafts=False)
    assert policy is not None
    assert not any(one.draft for one in policy.instruments)
    assert not any(
        one.draft for one in policy.instruments for rule in policy.rules if rule.basis.instrument == one.name
    )


def test_a_file_a_folder_and_folders_below(tmp_path: Path) -> None:
    single = write(tmp_path / "single.jichim", HEADER + rule("구축비 기재"))
    policy, diagnostics = load_policies([single])
    assert policy is not None
    assert not diagnostics
    assert [one.name for one in policy.rules] == ["R-1"]
    other = '정책 나\n  제목 "나"\n  상태 시행\n'
    write(tmp_path / "folder" / "a.jichim", rule("구축비 기재", name="R-2"))
    write(tmp_path / "folder" / "b.jichim", other)
    write(tmp_path / "folder" / "below" / "c.jichim", rule("구축비 기재", name="R-3"))
    write(tmp_path / "folder" / "notes.txt", "규칙")
    policy, diagnostics = load_policies([single, str(tmp_path / "folder"), single])
    assert policy is not None
    assert not diagnostics
    assert [(one.name, one.basis.instrument) for one in policy.rules] == [
        ("R-1", "가"),
        ("R-2", "나"),
        ("R-3", "나"),
    ]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    policy, diagnostics = load_policies([write(tmp_path / "a.jichim", b"\xef\xbb\xbf" + HEADER.encode())])
    assert policy is not None
    assert not diagnostics


def test_what_cannot_be_read(tmp_path: Path) -> None:
    foreign = write(tmp_path / "foreign.jichim", HEADER.encode("cp949"))
    large = write(tmp_path / "large.jichim", b"#" * 2_000_001)
    empty = tmp_path / "empty"
    empty.mkdir()
    missing = str(tmp_path / "missing.jichim")
    endless = "a" * 5000
    found = codes(foreign, large, str(empty), missing, endless, "a\0b")
    assert found == [
        ("R022", foreign),
        ("R022", large),
        ("R021", str(empty)),
        ("R021", missing),
        ("R022", endless),
        ("R021", "a\0b"),
    ]
    _, (unknown,) = load_policies([missing])
    assert unknown.help is not None
    assert "`report-2020-3`" in unknown.help.en


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() == 0, reason="the administrator may read everything"
)
def test_a_folder_that_may_not_be_listed(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    assert codes(str(closed)) == [("R022", str(closed))]


def test_a_link_to_the_folder_above_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "folder" / "a.jichim", HEADER + rule("구축비 기재"))
    (tmp_path / "folder" / "loop").symlink_to(tmp_path / "folder")
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    (tmp_path / "folder" / "x").mkdir()
    (tmp_path / "folder" / "y").mkdir()
    (tmp_path / "folder" / "x" / "other").symlink_to(tmp_path / "folder" / "y")
    (tmp_path / "folder" / "y" / "other").symlink_to(tmp_path / "folder" / "x")
    policy, diagnostics = load_policies([str(tmp_path / "folder")])
    assert not diagnostics
    assert policy is not None
    assert [one.name for one in policy.rules] == ["R-1"]


def test_a_folder_has_one_header(tmp_path: Path) -> None:
    write(tmp_path / "a.jichim", HEADER)
    write(tmp_path / "b.jichim", '정책 나\n  제목 "나"\n  상태 시행\n')
    assert codes(str(tmp_path)) == [("R018", "나")]
    _, (diagnostic,) = load_policies([str(tmp_path)])
    assert [related.span.text for related in diagnostic.related] == ["가"]


def test_a_name_is_declared_in_one_file_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.jichim", f"{HEADER}{rule('구축비 기재')}")
    write(tmp_path / "b.jichim", rule("단계 기재"))
    _, (diagnostic,) = load_policies([str(tmp_path)])
    assert diagnostic.span is not None
    assert (diagnostic.code, Path(diagnostic.span.source.name).name) == ("R010", "b.jichim")
    assert [Path(related.span.source.name).name for related in diagnostic.related] == ["a.jichim"]


def test_mistakes_of_the_syntax_come_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jichim", f"{HEADER}정의 큰 대상 서비스 = = 3\n{rule('큰')}")
    assert {code[0] for code, _ in codes(path)} == {"S"}


def test_without_a_vocabulary_nothing_is_resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.jichim", HEADER)
    monkeypatch.setattr(load, "shipped_vocabulary", lambda: (None, ()))
    assert codes(path) == [("R029", "vocabulary")]


def test_the_vocabulary_is_read_once() -> None:
    assert shipped_vocabulary() is shipped_vocabulary()
