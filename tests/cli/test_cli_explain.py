"""`jichim explain` as people call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jichim.cli import main

SAMPLE = str(Path(__file__).resolve().parents[2] / "samples" / "incheon.yaml")
REVIEW = ("--policy", "report-2020-3", "--as-of", "2020-11-30")


def called(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert main(["explain", *arguments]) == code
    out, err = capsys.readouterr()
    return out, err


def test_one_result(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = called(capsys, SAMPLE, "PSD-OWNER", "I-MOD", *REVIEW)
    assert err == ""
    assert out.startswith("PSD-OWNER  책임지는 주체의 명확화\n")
    assert "  결과    부적합\n" in out
    assert "왜 적합이 아닌가" not in out


def test_without_a_rule_everything_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = called(capsys, SAMPLE, *REVIEW)
    assert [line for line in out.splitlines() if line in ("규칙", "결정", "도출")] == ["규칙", "결정", "도출"]
    out, _ = called(capsys, SAMPLE, *REVIEW, "--format", "json")
    assert {one["kind"] for one in json.loads(out)["contents"]} == {"rule", "decision", "derivation"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("PSD-OWNR",), "E001"),
        (("PSD-OWNER", "I-MODE"), "E002"),
        (("PSD-OWNER", "I-MOD", "--expect", "perhaps"), "E004"),
    ],
)
def test_what_does_not_exist_is_refused(
    arguments: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = called(capsys, SAMPLE, *arguments, *REVIEW, code=2)
    assert out == ""
    assert f"[{code}]" in err


@pytest.mark.parametrize("form", ["text", "json", "html", "dot", "svg"])
def test_every_form_goes_to_a_file(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"why.{form}"
    out, _ = called(
        capsys, SAMPLE, "PSD-OWNER", "I-MOD", *REVIEW, "--format", form, "-o", str(target), "--expect", "met"
    )
    assert out == ""
    assert "PSD-OWNER" in target.read_text("utf-8")


def test_the_plan_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("계획: {명칭: 가}\n", "utf-8")
    _, err = called(capsys, str(plan), "PSD-OWNER", "-o", str(plan), code=2)
    assert "[C004]" in err
    assert plan.read_text("utf-8") == "계획: {명칭: 가}\n"


def test_of_many_subjects_those_to_look_at_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    stated = [f"  - {{이름: 서비스{n}, 운영주체: 공공}}\n" for n in range(6)]
    plan.write_text("계획: {명칭: 가}\n서비스:\n" + "".join(stated) + "  - {이름: 끝의 서비스}\n", "utf-8")
    out, err = called(capsys, str(plan), "PSD-OWNER", *REVIEW)
    assert "[E006]" in err
    assert '`jichim explain 계획.yaml PSD-OWNER "끝의 서비스"`' in err
    assert out.count("PSD-OWNER  책임지는 주체의 명확화") == 5
    assert "  대상    끝의 서비스" in out


def test_an_unusable_plan_and_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, err = called(capsys, SAMPLE, "PSD-OWNER", "--as-of", "내일", code=2)
    assert "[C006]" in err
    _, err = called(capsys, str(tmp_path / "none.yaml"), "PSD-OWNER", code=2)
    assert "none.yaml" in err
    _, err = called(capsys, SAMPLE, "PSD-OWNER", "--policy", "report-2020-3", "--as-of", "submitted", code=2)
    assert "[W001]" in err
