"""What an installed jichim owes, whether from the wheel or from the source tree.

`.ci/run` runs this file a second time, alone and outside of the source tree, with the wheel installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import distribution
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from jichim.cli import main
from jichim.network import Is, Network, Production, WorkingFact
from jichim.resources import folder
from jichim.version import VERSION


def test_the_engine_imports_and_fires_one_rule() -> None:
    from durable import engine, lang  # noqa: F401 - the import is the test

    network = Network([Production("one", 0, Is("s0", 3))])
    with network.session() as session:
        fired = list(session.run([WorkingFact(1, 0, {"s0": 3}), WorkingFact(2, 0, {"s0": 1})]))
    network.close()
    assert [(each.production, each.fact) for each in fired] == [(0, 1)]


def test_the_shipped_sample_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    with as_file(folder("samples") / "incheon.yaml") as sample:
        code = main(["check", str(sample), "--format", "json", "--as-of", "2020-11-30"])
    (review,) = json.loads(capsys.readouterr().out)["reviews"]
    assert code == 1
    assert {decision["subject"] for decision in review["decisions"]} == {"I-MOD", "I-ZET"}


@pytest.mark.slow
def test_the_rules_that_ship_pass_their_tests(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test"]) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    ("room", "name"),
    [
        ("grammar", "policy.lark"),
        ("grammar", "lexicon/ko.yaml"),
        ("grammar", "lexicon/en.yaml"),
        ("rules", "endings.yaml"),
        ("rules", "vocabulary/service.yaml"),
        ("rules", "report-2020-3/instrument.jichim"),
        ("samples", "incheon.yaml"),
    ],
)
def test_a_resource_ships(room: str, name: str) -> None:
    assert folder(room).joinpath(name).read_text("utf-8").strip()  # type: ignore[arg-type]


def test_types_and_schema_ship() -> None:
    assert files("jichim").joinpath("py.typed").is_file()
    schema = json.loads(files("jichim").joinpath("report/schema/review-1.json").read_text("utf-8"))
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_the_metadata_of_the_distribution() -> None:
    try:
        found = distribution("jichim")
    except ModuleNotFoundError:
        pytest.skip("jichim runs from a bare source tree")
    assert found.version == VERSION
    assert found.metadata["License-Expression"] == "Apache-2.0"
    assert found.metadata["Requires-Python"] == "<3.13,>=3.10"
    licence = next(path for path in found.files or () if path.name == "LICENSE")
    assert "Apache License" in Path(str(found.locate_file(licence))).read_text("utf-8")


def test_the_console_script() -> None:
    script = Path(sys.executable).with_name("jichim")
    if not script.exists():
        pytest.skip("jichim runs from a bare source tree")
    result = subprocess.run([script, "--version"], capture_output=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stdout.strip()) == (0, f"jichim {VERSION}")
