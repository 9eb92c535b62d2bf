"""The lint of citations: what disagrees with the list of provisions, underlined where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring.made_law import DEFECTS, LAW, PROVISIONS, loaded, write
from jichim.authoring.citations import CitationCheck, check_citations
from jichim.cli import main
from jichim.diagnostic import Severity
from jichim.policy import load_policies
from jichim.policy.endings import shipped_endings
from jichim.provisions import load_defects, load_documents, load_provisions


def checked(folder: Path, **changed: str) -> CitationCheck:
    law, _ = write(folder, **changed)
    policy = loaded((law,))
    lists, wrong = load_provisions(policy, [law])
    documents, _ = load_documents(policy, [law])
    defects, _ = load_defects(policy, [law])
    assert wrong == ()
    return check_citations(policy, lists, documents, defects, shipped_endings())


def told(found: CitationCheck) -> list[tuple[str, str]]:
    return [(one.code, one.span.text if one.span else "") for one in found.found]


NOTES = [("T021", "제20조③"), ("T023", "제21조"), ("T022", '"제21조②"')]
"""What is wrong in the made law itself, whatever its rules say."""


def test_rules_that_agree_leave_notes_about_the_law_only(tmp_path: Path) -> None:
    found = checked(tmp_path)
    assert told(found) == NOTES
    assert {one.severity for one in found.found} == {Severity.NOTE}
    assert (found.clauses, found.citations) == (2, 2)
    assert (
        found.found[0].message.en
        == "made-law 제20조③ cites `제99조`, which does not exist: there is no article 99"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("만든지침 제20조③ ", "만든지침 제20조⑨ ", [("T013", "만든지침 제20조⑨"), ("T015", "M20-3")]),
        ("만든지침 제20조③ ", "4장 2절 ", [("T012", LAW[LAW.index("규칙 M20-3") :]), ("T015", "M20-3")]),
        ("만든지침 제20조③ ", '"제20조③ 전단" ', [("T013", "제20조③ 전단"), ("T015", "M20-3")]),
        ("만든지침 제20조③ ", '"제20조③·제21조" ', [("T016", "제20조③·제21조")]),
        ("만든지침 제20조③ ", '"제20조③; 만든지침 제30조" ', [("T013", "제20조③; 만든지침 제30조")]),
        (
            "만든지침 제20조③  항목 M20-3",
            "제20조③  항목 M20-3, M21-1",
            [("T015", "M21-1"), ("T018", "설정하여야 한다")],
        ),
        ("의무 설정하여야 한다", "의무 수립하여야 한다", [("T017", "수립하여야 한다")]),
        ("의무 설정하여야 한다", "의무 설정한다", [("T017", "설정한다"), ("T018", "설정한다")]),
        ("의무 설정하여야 한다", "의무 할 수 있다", [("T017", "할 수 있다"), ("T018", "할 수 있다")]),
        (
            "만든지침 제20조③  항목 M20-3",
            "제20조①  항목 M20-1",
            [("T017", "설정하여야 한다"), ("T019", "설정하여야 한다")],
        ),
    ],
)
def test_what_disagrees_is_underlined(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert old in LAW
    found = [one for one in told(checked(tmp_path, law=LAW.replace(old, new, 1))) if one not in NOTES]
    assert [code for code, _ in found] == [code for code, _ in expected]
    for (_, underlined), (_, wanted) in zip(found, expected, strict=True):
        assert underlined == wanted or (len(wanted) > 60 and underlined.startswith("규칙 M20-3"))


def test_an_ending_that_the_table_weighs_otherwise_is_shown_in_the_list(tmp_path: Path) -> None:
    wrong = PROVISIONS.replace(
        "ending: 한다, modality: obligation, force: directive",
        "ending: 한다, modality: obligation, force: strict",
    )
    found = [one for one in told(checked(tmp_path, provisions=wrong)) if one not in NOTES]
    assert found == [("T018", "한다"), ("T020", "M20-4")]


def test_a_reference_is_told_once(tmp_path: Path) -> None:
    """A dangling reference that defects.yaml explains is not repeated for the list."""
    found = told(checked(tmp_path, defects=DEFECTS.replace("제99조, ko", "제21조②, ko", 1)))
    assert found == [("T021", "제20조③"), ("T023", "제21조")]


def test_only_articles_that_are_listed_in_full_make_a_reference_dangle(tmp_path: Path) -> None:
    found = told(checked(tmp_path, naming="names: [만든지침]\n"))
    assert found == NOTES[:2]


@pytest.mark.parametrize(("law", "code"), [(LAW, 0), (LAW.replace("제20조③", "제20조⑨", 1), 1)])
def test_the_command(tmp_path: Path, law: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = write(tmp_path, law=law)
    assert main(["rules", "citations", "--policy", path]) == code
    out, err = capsys.readouterr()
    assert out.startswith("선언 2개의 근거 2건을 조문 5개와 견주었다: 오류 ")
    assert ("오류[T013]" in err) is bool(code)
    assert "참고[T021]" in err


def test_an_unreadable_list_is_no_clean_bill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = write(tmp_path, provisions=PROVISIONS.replace("제20조③", "스무째", 1))
    assert main(["rules", "citations", "--policy", path, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "error[L003]" in err


def test_nothing_that_ships_disagrees() -> None:
    policy, _ = load_policies()
    assert policy is not None
    lists, _ = load_provisions(policy)
    documents, _ = load_documents(policy)
    defects, _ = load_defects(policy)
    found = check_citations(policy, lists, documents, defects, shipped_endings())
    assert [f"{one.span}: {one.message.en}" for one in found.found if one.severity is not Severity.NOTE] == []
