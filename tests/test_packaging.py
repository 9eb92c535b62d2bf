"""The package: every module and every resource is shipped, by wheel and by source distribution."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

import jichim.cli
from jichim.version import VERSION

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
DATA_FOLDERS = {"grammar": "jichim/grammar", "rules": "jichim/rules", "samples": "jichim/samples"}


def modules() -> set[str]:
    """The modules of the source tree, by their place in the wheel."""
    return {path.relative_to(ROOT / "engine").as_posix() for path in (ROOT / "engine/jichim").rglob("*.py")}


def resources() -> set[str]:
    """Everything of the data folders and the schemas, by its place in the wheel."""
    found = {
        f"{place}/{path.relative_to(ROOT / name).as_posix()}"
        for name, place in DATA_FOLDERS.items()
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    inside = (
        path for end in ("json", "sql", "css", "js", "typ") for path in (ROOT / "engine").rglob(f"*.{end}")
    )
    return found | {path.relative_to(ROOT / "engine").as_posix() for path in inside}


def test_every_package_is_listed() -> None:
    packages = {str(PurePosixPath(module).parent).replace("/", ".") for module in modules()}
    assert packages | {f"jichim.{name}" for name in DATA_FOLDERS} == set(SETUPTOOLS["packages"])


def test_the_version_is_stated_once_more_only() -> None:
    assert PROJECT["project"]["version"] == VERSION


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built distributions: that of JICHIM_DIST, or built now."""
    given = os.environ.get("JICHIM_DIST")
    if given:
        return Path(given)
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.slow
def test_the_wheel_holds_everything(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    shipped = {name for name in names if ".dist-info/" not in name}
    assert shipped == modules() | resources() | {"jichim/py.typed"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


@pytest.mark.slow
def test_the_source_distribution_holds_everything(dist: Path) -> None:
    (source,) = dist.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    places = {place: name for name, place in DATA_FOLDERS.items()}
    expected = {f"engine/{module}" for module in modules()}
    for resource in resources():
        start = "/".join(resource.split("/")[:2])
        expected.add(resource.replace(start, places[start], 1) if start in places else f"engine/{resource}")
    assert expected | {"LICENSE", "README.md", "pyproject.toml", "engine/jichim/py.typed"} <= names


@pytest.mark.parametrize("version", [(3, 9), (3, 13), (3, 14)])
def test_another_python_is_told_why_not(
    version: tuple[int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(jichim.cli.sys, "version_info", (*version, 0, "final", 0))
    code = jichim.cli.main(["check", "plan.yaml"])
    monkeypatch.undo()
    said = capsys.readouterr().err
    assert code == 2
    assert "에서 실행된다" in said
    assert f"runs on Python 3.10, 3.11 and 3.12 (this is {version[0]}.{version[1]})" in said


def test_pip_refuses_the_same_versions() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.10,<3.13"
