"""A store that cannot be used: a clear diagnostic, and the file as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from audit.audited import asked, audited, plan_text, small_settings
from jichim.audit import Store, StoreError, Totals, gather, run_audit
from jichim.audit import store as store_module


def _refusal(path: Path) -> str:
    with pytest.raises(StoreError) as refused, Store.create(str(path)):
        pass
    assert refused.value.diagnostic.is_error
    return refused.value.diagnostic.code


def test_what_is_no_store_is_left_as_it_is(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_bytes("감사 저장소가 아닌 글\n".encode() * 100)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE store (colour TEXT)")
    connection.close()
    third = tmp_path / "third.db"
    with sqlite3.connect(third) as connection:
        connection.execute("CREATE TABLE theirs (colour TEXT)")
    connection.close()
    for path in (text, other, third):
        before = path.read_bytes()
        assert _refusal(path) == "U020"
        with pytest.raises(StoreError):
            Store.open(str(path))
        assert path.read_bytes() == before


def test_a_store_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store.create(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE store SET format = 99")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as refused:
        Store.create(str(path))
    assert refused.value.diagnostic.code == "U021"
    assert "99" in refused.value.diagnostic.message.en
    assert path.read_bytes() == before


def test_no_store_to_read_and_no_folder_to_write(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        Store.open(str(tmp_path / "none.db"))
    assert refused.value.diagnostic.code == "U024"
    assert _refusal(tmp_path / "no" / "folder" / "s.db") == "U033"
    assert _refusal(tmp_path) == "U032"
    with pytest.raises(StoreError) as refused:
        Store.open(str(tmp_path))
    assert refused.value.diagnostic.code == "U032"
    assert refused.value.diagnostic.help
    assert str(tmp_path / "audit.db") in refused.value.diagnostic.help.en
    assert not (tmp_path / "no").exists()


def test_an_empty_file_and_names_with_signs_become_stores(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    for name in ("empty.db", "100% #1?.db", "한글.db"):
        Store.create(str(tmp_path / name)).close()
        Store.open(str(tmp_path / name)).close()
        assert (tmp_path / name).stat().st_size > 0


def test_a_locked_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_WAIT", 0.1)
    path, plans = tmp_path / "s.db", tmp_path / "a.yaml"
    plans.write_text(plan_text())
    Store.create(str(path)).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as refused:
        audited([plans], path, small_settings(tmp_path))
    assert refused.value.diagnostic.code == "U022"
    other.execute("ROLLBACK")
    other.close()
    assert audited([plans], path, small_settings(tmp_path)).totals == Totals(given=1, reviewed=1)


def test_a_full_disk_and_space_again(tmp_path: Path) -> None:
    plans, path, chosen = tmp_path / "plans", tmp_path / "s.db", small_settings(tmp_path)
    plans.mkdir()
    for number in range(300):
        (plans / f"{number:03}.yaml").write_text(plan_text(f"계획 {number}", services=5))
    gathered, _ = gather([str(plans)])
    with Store.create(str(path)) as store:
        ((pages,),) = store.connection.execute("PRAGMA page_count").fetchall()
        store.connection.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(StoreError) as refused:
            run_audit(gathered, chosen, store, jobs=0)
        assert refused.value.diagnostic.code == "U023"
        assert "full" in refused.value.diagnostic.message.en
    ((written,),) = asked(path, "SELECT count(*) FROM entry")
    assert 0 < written < 300
    assert written % 64 == 0
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]
    assert audited([plans], path, chosen, resume=True).totals == Totals(given=300, reviewed=300)
    assert asked(path, "SELECT sum(met), sum(not_met) FROM outcome") == [(300, 1200)]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to become another user"
)
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    """As another user, since nothing is closed to root: reading works, writing is refused clearly."""
    path = tmp_path / "s.db"
    Store.create(str(path)).close()
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(0o755)
    program = (
        "import os, sys; os.setuid(65534)\n"
        "from jichim.audit import Store, StoreError\n"
        f"Store.open({str(path)!r}).connection.execute('SELECT * FROM run').fetchall()\n"
        "try:\n"
        f"    with Store.create({str(path)!r}) as store, store.writing(): pass\n"
        "except StoreError as refused: print(refused.diagnostic.code)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", "import jichim.audit\n" + program], capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("U023\n", "")
