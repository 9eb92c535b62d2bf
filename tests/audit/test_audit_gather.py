"""From paths to entries: everything that was given is an entry, a repetition, or counted as passed over."""

from __future__ import annotations

import io
import json
import os
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.audited import plan_text
from jichim.audit.gather import Gathered, gather
from jichim.audit.model import Unusable
from jichim.audit.rows import read_entry
from jichim.plan.tree import MOST_BYTES
from unusable_files import encrypted, zipped


def _gathered(*paths: Path | str) -> Gathered:
    gathered, problems = gather([str(path) for path in paths])
    assert not problems
    return gathered


def _names(gathered: Gathered, folder: Path) -> list[str]:
    return [one.name.removeprefix(f"{folder}/") for one in gathered.entries]


def _codes(gathered: Gathered) -> list[str]:
    """The code of each entry: of what was found at once, or when it is read; empty if it can be read."""
    found = []
    for entry in gathered.entries:
        if entry.problem is not None:
            found.append(entry.problem.code)
        else:
            content = read_entry(entry)
            found.append(content.problems[0].code if isinstance(content, Unusable) else "")
    return found


def test_folders_are_walked_in_the_order_of_names_and_other_files_counted(tmp_path: Path) -> None:
    for name in (
        "b.yaml",
        "a.YML",
        "c/d.json",
        "c/.hidden.yaml",
        ".git/e.yaml",
        "notes.TXT",
        "README",
        "~$x.yaml",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    found = _gathered(tmp_path)
    assert _names(found, tmp_path) == ["a.YML", "b.yaml", "c/d.json"]
    assert found.passed_over == ((".txt", 1), ("README", 1))


def test_a_file_named_itself_is_a_plan_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("{}")
    assert _names(_gathered(tmp_path / "plan.txt"), tmp_path) == ["plan.txt"]


def test_one_file_given_in_several_ways_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("{}")
    os.symlink(tmp_path / "a.yaml", tmp_path / "b.yaml")
    found = _gathered(tmp_path, tmp_path / "a.yaml", f"{tmp_path}/./a.yaml", f"{tmp_path}/*.yaml")
    assert _names(found, tmp_path) == ["a.yaml"]
    assert found.repeated == 5


def test_patterns_and_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    (tmp_path / "x" / "y" / "a.yaml").write_text("{}")
    assert _names(_gathered(f"{tmp_path}/**/*.yaml"), tmp_path) == ["x/y/a.yaml"]
    _, problems = gather([str(tmp_path / "x"), str(tmp_path / "none.yaml"), f"{tmp_path}/none*"])
    assert [one.code for one in problems] == ["U001", "U001"]
    assert f"`{tmp_path}/none.yaml`" in problems[0].message.ko
    (tmp_path / "empty").mkdir()
    _, problems = gather([str(tmp_path / "empty")])
    assert [one.code for one in problems] == ["U002"]


def test_links_in_circles_and_dangling_ones(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("{}")
    os.symlink(tmp_path, tmp_path / "loop")
    os.symlink(tmp_path / "gone.yaml", tmp_path / "dangling.yaml")
    os.symlink("self.yaml", tmp_path / "self.yaml")
    found = _gathered(tmp_path)
    assert _names(found, tmp_path) == ["a.yaml", "dangling.yaml", "self.yaml"]
    assert _codes(found) == ["", "U006", "U006"]
    assert found.passed_over == (("symlink", 1),)


def test_pipes_are_listed_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    found = _gathered(tmp_path)
    assert _codes(found) == ["U006"]
    assert "not a regular file" in found.entries[0].problem.en  # type: ignore[union-attr]


def test_a_folder_and_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a.yaml").write_text("{}")
    (tmp_path / "shut").mkdir()
    scan = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = _gathered(tmp_path)
    assert _names(found, tmp_path) == ["open/a.yaml", "shut"]
    assert _codes(found) == ["", "U006"]
    (tmp_path / "open" / "a.yaml").unlink()
    assert _codes(found) == ["U006", "U006"]


def test_names_that_no_store_can_hold_are_escaped_and_stay_apart(tmp_path: Path) -> None:
    names = [b"a\nb.yaml", b"\xff.yaml", b"\\udcff.yaml"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(name)
    found = _gathered(tmp_path)
    assert sorted(_names(found, tmp_path)) == ["\\udcff.yaml", "\\udcff.yaml~2", "a\nb.yaml"]
    assert {read_entry(one) for one in found.entries} == set(names)
    assert {one.format for one in found.entries} == {"yaml"}


# ---- JSON lines ----------------------------------------------------------------------------------


def test_lines_are_numbered_as_an_editor_does_and_blank_ones_left_out(tmp_path: Path) -> None:
    path = tmp_path / "plans.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\n   \n{broken\n\xff\xfe\n{"b": 2}')
    found = _gathered(path)
    assert _names(found, tmp_path) == [f"plans.jsonl#{n}" for n in (1, 4, 5, 6)]
    assert [read_entry(one) for one in found.entries] == [
        b'\xef\xbb\xbf{"a": 1}\r\n',
        b"{broken\n",
        b"\xff\xfe\n",
        b'{"b": 2}',
    ]
    assert {one.format for one in found.entries} == {"json"}


def test_lines_of_nothing_are_one_entry(tmp_path: Path) -> None:
    (tmp_path / "blank.ndjson").write_text("\n \n")
    (tmp_path / "empty.jsonl").write_text("")
    assert _names(_gathered(tmp_path), tmp_path) == ["blank.ndjson", "empty.jsonl"]


def test_a_line_of_any_length_is_read_no_further_than_a_plan_may_be(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"x" * (2 * MOST_BYTES + 5) + b"\n{}\n")
    first, second = _gathered(path).entries
    assert (first.length, second.offset) == (2 * MOST_BYTES + 6, 2 * MOST_BYTES + 6)
    assert len(read_entry(first)) == MOST_BYTES + 1  # type: ignore[arg-type]
    assert read_entry(second) == b"{}\n"


_LINE = st.binary(max_size=12).map(lambda line: line.replace(b"\n", b""))


@given(st.lists(_LINE, max_size=12))
def test_lines_are_those_of_the_file(lines: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.jsonl"
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        kept = [line + b"\n" for line in lines if line.strip(b" \t\r\xef\xbb\xbf")]
        read = [read_entry(one) for one in _gathered(path).entries]
        assert read == (kept or [path.read_bytes()])


# ---- archives ------------------------------------------------------------------------------------


def test_members_are_plans_and_other_files_counted(tmp_path: Path) -> None:
    path = tmp_path / "plans.zip"
    path.write_bytes(
        zipped(
            ("a.yaml", b"1"),
            ("folder/", b""),
            ("folder/b.JSON", b"2"),
            ("../../c.yml", b"3"),
            ("/etc/d.yaml", b"4"),
            ("notes.txt", b"5"),
            ("lines.jsonl", b"{}"),
            ("__MACOSX/._a.yaml", b"6"),
            (".e.yaml", b"7"),
        )
    )
    found = _gathered(path)
    assert _names(found, tmp_path) == [
        f"plans.zip!{name}" for name in ("a.yaml", "folder/b.JSON", "../../c.yml", "/etc/d.yaml")
    ]
    assert [read_entry(one) for one in found.entries] == [b"1", b"2", b"3", b"4"]
    assert [one.format for one in found.entries] == ["yaml", "json", "yaml", "yaml"]
    assert found.passed_over == ((".jsonl", 1), (".txt", 1))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["plans.zip"]  # nothing is unpacked


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_two_plans(tmp_path: Path) -> None:
    path = tmp_path / "plans.zip"
    path.write_bytes(zipped(("a.yaml", b"first"), ("a.yaml", b"second")))
    found = _gathered(path, path)
    assert _names(found, tmp_path) == ["plans.zip!a.yaml", "plans.zip!a.yaml~2"]
    assert [read_entry(one) for one in found.entries] == [b"first", b"second"]
    assert found.repeated == 2


BAD_ARCHIVES = {
    "no zip": (b"PK\x03\x04", "U003"),
    "empty file": (b"", "U003"),
    "no plan in it": (zipped(("a.txt", b"x")), "U003"),
    "nested": (zipped(("b.zip", zipped(("a.yaml", b"x")))), "U005"),
    "encrypted": (encrypted("a.yaml", b"x"), "U005"),
    "bomb": (zipped(("a.yaml", b" " * 2_000_000)), "U005"),
    "larger than a plan": (zipped(("a.yaml", os.urandom(2**20) * 9)), "U005"),
}


@pytest.mark.parametrize("kind", BAD_ARCHIVES)
def test_archives_that_cannot_be_read(kind: str, tmp_path: Path) -> None:
    content, code = BAD_ARCHIVES[kind]
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert _codes(_gathered(path)) == [code]


def test_a_member_that_is_damaged_is_listed_and_the_next_is_read(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.yaml", os.urandom(500)), ("b.yaml", b"whole")))
    content[100] ^= 0xFF
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert _codes(_gathered(path)) == ["U006", ""]


def test_an_archive_with_too_many_members(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(100_001):
            archive.writestr(f"{number}.yaml", b"")
    path = tmp_path / "many.zip"
    path.write_bytes(made.getvalue())
    assert _codes(_gathered(path)) == ["U004"]


def test_names_written_by_windows_in_korea(tmp_path: Path) -> None:
    name = "계획.yaml".encode("cp949")
    raw = zipped(("x" * len(name), b"{}")).replace(b"x" * len(name), name)
    (tmp_path / "x.zip").write_bytes(raw)
    found = _gathered(tmp_path / "x.zip")
    assert _names(found, tmp_path) == ["x.zip!계획.yaml"]
    assert read_entry(found.entries[0]) == b"{}"


@given(st.data())
def test_no_damage_to_an_archive_raises(data: st.DataObject) -> None:
    raw = bytearray(zipped(("a.yaml", plan_text().encode()), ("b.json", json.dumps({"a": 1}).encode())))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(raw[: data.draw(st.integers(0, len(raw)))])
        found = _gathered(path)
        assert found.entries or found.passed_over
        _codes(found)
