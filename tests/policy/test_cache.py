"""A kept policy is the one that would be resolved again, and nothing else can be slipped in its place."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from pathlib import Path

import pytest

from jichim import syntax
from jichim.policy import cache, load, load_policies

POLICY = """정책 견본
  제목 "견본"
  상태 시행
  시행 2020-01-01 부터

규칙 가-1 "이름"
  근거 "견본"
  대상 서비스
  의무 하여야 한다
  요건 이름 기재
  지적 "{서비스}: 이름이 없다"
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    where = tmp_path / "cache"
    monkeypatch.setenv("JICHIM_CACHE", str(where))
    _forget(monkeypatch)
    return where


def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a new process, which has loaded no policy yet."""
    monkeypatch.setattr(load, "_last", None)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.jichim"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_a_kept_policy_is_not_read_again(kept: Path, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the policy was read again")

    first, _ = load_policies([str(rules)])
    assert [entry.suffix for entry in kept.iterdir()] == [".pickle"]
    monkeypatch.setattr(syntax, "parse", refuse)
    here, _ = load_policies([str(rules)])
    assert here is first
    _forget(monkeypatch)
    second, _ = load_policies([str(rules)])
    assert first is not None
    assert second == first
    assert second is not first
    assert [rule.name for rule in first.rules] == ["가-1"]


@pytest.mark.parametrize("change", ["요건 이름 있음", "요건 단계 기재"])
def test_a_changed_rule_is_read_again(kept: Path, rules: Path, change: str) -> None:
    before, _ = load_policies([str(rules)])
    rules.write_text(POLICY.replace("요건 이름 기재", change), encoding="utf-8")
    after, _ = load_policies([str(rules)])
    assert before is not None
    assert after is not None
    assert before.rules[0].require != after.rules[0].require
    assert len(list(kept.iterdir())) == 2


def test_the_key_depends_on_code_and_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [("a.jichim", b"x")]
    key = cache.key_of(files)
    assert key == cache.key_of(files)
    code, resources = list(cache._code()), list(cache.resources())
    names = {name for name, _ in code}
    assert {"policy/resolution.py", "policy/model.py", "syntax/parser.py", "vocabulary/load.py"} <= names
    assert {"endings.yaml", "grammar/policy.lark", "vocabulary/service.yaml"} <= {
        name for name, _ in resources
    }
    with monkeypatch.context() as patch:
        patch.setattr(cache, "_code", lambda: [(code[0][0], code[0][1] + b"#"), *code[1:]])
        assert cache.key_of(files) != key
    with monkeypatch.context() as patch:
        patch.setattr(cache, "resources", lambda: resources[:-1])
        assert cache.key_of(files) != key
    assert cache.key_of([("a.jichim", b"y")]) != key
    assert cache.key_of([("b.jichim", b"x")]) != key


def test_a_damaged_entry_is_passed_over(kept: Path, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = load_policies([str(rules)])
    entry = next(kept.iterdir())
    for content in (b"", entry.read_bytes()[:-5], b"0" * 64 + b"\n" + b"x"):
        entry.write_bytes(content)
        _forget(monkeypatch)
        again, _ = load_policies([str(rules)])
        assert again == first


class _Attack:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os.mkdir, (str(self.mark),)


@pytest.mark.parametrize("dressed", [False, True])
def test_an_entry_that_acts_is_refused(
    kept: Path, rules: Path, tmp_path: Path, dressed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = load_policies([str(rules)])
    entry = next(kept.iterdir())
    mark = tmp_path / "acted"
    body = pickle.dumps((first, _Attack(mark)) if dressed else _Attack(mark))
    entry.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    _forget(monkeypatch)
    again, _ = load_policies([str(rules)])
    assert again == first
    assert not mark.exists()


def test_functions_of_the_package_are_no_values() -> None:
    body = pickle.dumps(load_policies)
    with pytest.raises(pickle.UnpicklingError, match="not a value"):
        cache._Unpickler(io.BytesIO(body)).load()


@pytest.mark.skipif(os.name != "posix", reason="folders of others are told by POSIX modes")
def test_a_folder_that_others_can_write_is_not_used(kept: Path, rules: Path) -> None:
    kept.mkdir(mode=0o777)
    kept.chmod(0o777)
    assert load_policies([str(rules)])[0] is not None
    assert list(kept.iterdir()) == []


def test_the_cache_can_be_switched_off(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JICHIM_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert load_policies([str(rules)])[0] is not None
    assert not (tmp_path / "xdg").exists()


def test_a_place_that_cannot_be_a_folder_keeps_nothing(
    rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("JICHIM_CACHE", str(tmp_path / "file" / "below"))
    assert load_policies([str(rules)])[0] is not None


def test_old_entries_are_forgotten(kept: Path, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST_ENTRIES", 2)
    for number in range(4):
        rules.write_text(POLICY.replace("가-1", f"가-{number}"), encoding="utf-8")
        load_policies([str(rules)])
    assert len(list(kept.iterdir())) == 2
