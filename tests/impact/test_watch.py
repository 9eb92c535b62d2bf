"""Rules tried again after a save: what is touched, broken files, and the command's door."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jichim.authoring.recheck import recheck, vocabulary_folder
from jichim.cli import main
from jichim.cli.watch import follow
from jichim.policy.load import shipped_vocabulary

HEAD = '정책 {name}\n  제목 "{name}"\n  상태 시행\n  시행 2020-01-01 부터\n'
BASE = (
    '도출 규모 대상 서비스\n  경우 큼 적용 구축비 > 1억원\n  경우 작음 적용 구축비 <= 1억원\n  근거 "1조"\n'
)
RULE = '규칙 {id}\n  근거 "1조"\n  대상 서비스\n  의무 하여야 한다\n  요건 {require}\n'
TEST = '시험 "{id}의 시험"\n  전제 서비스 이름 = "A" 구축비 = 2억원\n  기대 {id} 적합\n'


def instrument(folder: Path, name: str, *parts: str) -> Path:
    path = folder / name
    path.mkdir(exist_ok=True)
    (path / "all.jichim").write_text("\n".join((HEAD.format(name=name), *parts)), "utf-8")
    return path


@pytest.fixture
def three(tmp_path: Path) -> dict[str, Path]:
    """`가` declares what `나` reads; `다` stands alone."""
    test = [TEST.format(id=f"{name}-1") for name in "가나다"]
    return {
        "가": instrument(tmp_path, "가", BASE, RULE.format(id="가-1", require="구축비 기재"), test[0]),
        "나": instrument(tmp_path, "나", RULE.format(id="나-1", require="규모 = 큼"), test[1]),
        "다": instrument(tmp_path, "다", RULE.format(id="다-1", require="구축비 기재"), test[2]),
    }


@pytest.mark.parametrize(
    ("saved", "touched"), [("가", ("가", "나")), ("나", ("나",)), ("다", ("다",)), (None, ("가", "나", "다"))]
)
def test_only_what_a_save_touches(
    three: dict[str, Path], saved: str | None, touched: tuple[str, ...]
) -> None:
    changed = None if saved is None else [three[saved].resolve() / "all.jichim"]
    done = recheck([str(path) for path in three.values()], changed)
    assert done.instruments == touched
    assert [one.test.instrument for one in done.results] == list(touched)
    assert done.failed == ()


def test_other_words_touch_everything(three: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(shipped_vocabulary, "cache_clear", lambda: read.append("again"), raising=False)
    done = recheck([str(path) for path in three.values()], [vocabulary_folder() / "plan.yaml"])
    assert done.instruments == ("가", "나", "다")
    assert read == ["again"]


def test_it_goes_on_after_a_broken_file(three: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    file = three["다"].resolve() / "all.jichim"
    good = file.read_text("utf-8")

    def saves():  # type: ignore[no-untyped-def]
        file.write_text(good + "요건\n", "utf-8")
        yield [file]
        file.write_text(good.replace("구축비 기재", "구축비 미기재"), "utf-8")
        yield [file]

    follow(saves(), [str(three["다"])], "ko")
    out, err = capsys.readouterr()
    assert "오류[S" in err
    assert "고칠 곳이 있어 시험하지 않았다" in out
    assert "다-1: 적합 ≠ 부적합" in out
    assert "다: 시험 1건 가운데 0건 실패" in out.split("저장됨")[0]
    assert "다: 시험 1건 가운데 1건 실패" in out.split("저장됨")[2]


@pytest.mark.parametrize("name", ["없는기준", "빈 폴더"])
def test_nothing_to_watch(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "빈 폴더").mkdir()
    assert main(["watch", "--policy", name]) == 2
    assert f"오류[C080]: 지켜볼 규칙이 없다: `{name}`" in capsys.readouterr().err


def test_without_the_library(
    three: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert main(["watch", "--policy", str(three["다"])]) == 2
    assert "오류[C081]" in capsys.readouterr().err


def test_ctrl_c_ends_it_cleanly(
    three: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watchfiles = pytest.importorskip("watchfiles")

    def interrupted(*_: object, **__: object):  # type: ignore[no-untyped-def]
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(watchfiles, "watch", interrupted)
    assert main(["watch", "--policy", str(three["다"])]) == 0
    assert capsys.readouterr().out.endswith("그만 지켜본다\n")
