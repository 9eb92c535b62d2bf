"""Input that means harm costs little and gives a diagnostic."""

from __future__ import annotations

import pytest
from reading import codes, read, root

from jichim.plan.tree import MOST_BYTES
from steps import at_most

LAUGHS = 'a: &a ["ha","ha","ha","ha","ha","ha","ha","ha","ha"]\n' + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("p.yaml", LAUGHS, "P012"),
        ("p.yaml", "[" * 10_000, "P011"),
        ("p.yaml", "{가: " * 10_000, "P011"),
        ("p.yaml", "- " * 10_000, "P011"),
        ("p.yaml", "? " * 10_000, "P011"),
        ("p.json", "[" * 10_000, "P011"),
        ("p.json", '{"a":' * 10_000, "P011"),
        ("p.yaml", "a: &a [" + "[" * 30 + "]" * 30 + "]\nb: [[[[[[[[[[[*a]]]]]]]]]]]", "P011"),
        ("p.yaml", "[" + "1," * 250_000 + "]", "P012"),
        ("p.json", "[" + "1," * 250_000 + "1]", "P012"),
        ("p.yaml", "가" * (MOST_BYTES + 1), "P003"),
        ("p.yaml", "명칭: &a {명칭: *a}", "P013"),
        ("p.yaml", "명칭: *none", "P013"),
        ("p.yaml", "명칭: 가\n---\n명칭: 나", "P009"),
        ("p.yaml", "", "P010"),
        ("p.yaml", "# 비었다", "P010"),
        ("p.yaml", "그냥 글", "P010"),
        ("p.yaml", "[1]", "P010"),
        ("p.yaml", "{}", "P010"),
        ("p.yaml", "명칭:\n\t목적: 가", "P007"),
        ("p.yaml", '명칭: "가', "P007"),
        ("p.yaml", "명칭: 가: 나", "P007"),
        ("p.yaml", "명칭: -", "P007"),
    ],
)
def test_refused_as_a_whole(name: str, text: str, code: str) -> None:
    with at_most(calls=5_000_000):
        plan, diagnostics = read(text, name)
    assert plan is None
    assert [each.code for each in diagnostics] == [code]


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ("명칭: 가\x00나", "P006", "\x00"),
        ("명칭: 가\x1b[2J", "P006", "\x1b"),
        ("명칭: 가\u202e나", "P006", "\u202e"),
        ("명칭: 가\u2066나", "P006", "\u2066"),
        ("명칭: 가\ud800나", "P006", "\ud800"),
        ('명칭: "가\\0나"', "P006", '"가\\0나"'),
        ('명칭: "\\u202e나"', "P006", '"\\u202e나"'),
        ("명칭: !!python/object/apply:os.system [ls]", "P014", "!!python/object/apply:os.system"),
        ("명칭: !!str 가", "P014", "!!str"),
        ("명칭: ! 가", "P014", "!"),
        ("인력: " + "9" * 10_000, "P033", "9" * 10_000),
        ("인력: 1" + "0" * 10_000 + "명", "P033", "1" + "0" * 10_000 + "명"),
        ("명칭: " + "가" * 30_000, "P017", "가" * 30_000),
        ("전담조직: &u {명칭: 과}\n서비스:\n- <<: *u\n  이름: 가", "P015", "<<"),
    ],
)
def test_refused_at_a_place(text: str, code: str, underlined: str) -> None:
    assert (code, underlined) in codes(text)
    assert read(text)[0] is None


@pytest.mark.parametrize(
    ("text", "underlined", "word"),
    [
        ('{"명칭": "가",}', "}", "comma"),
        ('{"목표": [1,]}', "]", "comma"),
        ('{"명칭" "가"}', '"가"', "`:`"),
        ("{'명칭': 1}", "'명칭'", "quoted with"),
        ('{"비율": NaN}', "NaN", "not a number"),
        ('{"비율": -Infinity}', "-Infinity", "not a number"),
        ('{"인력": 01}', "01", "value"),
        ('{"명칭": 가}', "가", "value"),
        ('{"명칭": "가"} x', "x", "end of the text"),
        ('{"명칭": "가\n나"}', '"', "not closed"),
        ('{"명칭": "\\x"}', '"\\x"', "Invalid"),
        ("// 주석\n{}", "//", "comments"),
        ('{"명칭": "가" "목적": "나"}', '"목적"', "`,`"),
        ('{"목표": ["가"}', "}", "`,`"),
        ('{"명칭": ', "", "too early"),
        ('{"명칭":}', "}", "missing value"),
        ("", "", "too early"),
    ],
)
def test_json_mistakes(text: str, underlined: str, word: str) -> None:
    (diagnostic,) = read(text, "p.json")[1]
    assert diagnostic.code == "P008"
    assert diagnostic.span is not None
    assert diagnostic.span.text == underlined
    assert word in diagnostic.message.en


def test_json_surprises() -> None:
    assert codes('{"명칭": "\\ud800"}', "p.json") == [("P006", '"\\ud800"')]
    assert root('{"명칭": "\\ud83d\\ude00"}', "p.json").facts == {"name": "😀"}
    assert codes('{"명칭": "가", "명칭": "나"}', "p.json") == [("P021", '"명칭"')]
    assert codes('{"인력": 1' + "0" * 5000 + "}", "p.json")[0][0] == "P033"
    assert codes('{"인력": 1e3}', "p.json") == [("P033", "1e3")]
    assert root(
        '{"인력": 18, "합의": true, "비율": 0.08, "명칭": null, "목표": []}', "p.json"
    ).facts.keys() == {
        "staff",
        "agreed",
        "share",
        "goals",
    }


def test_a_text_in_braces_is_json_or_yaml() -> None:
    assert root('{"명칭": "\\ud83d\\ude00"}', "<stdin>").facts == {"name": "😀"}
    assert root("{명칭: 가}", "<stdin>").facts == {"name": "가"}
    assert codes('{"명칭": "가"', "<stdin>")[0][0] == "P008"


def test_aliases_within_the_bounds_are_fine() -> None:
    plan = root("목표: &g [가, 나]\n목적: &n 이름\n명칭: *n\n")
    assert plan.facts == {"goals": ("가", "나"), "purpose": "이름", "name": "이름"}


def test_thousands_of_mistakes_are_bounded() -> None:
    text = "".join(f"k{number}: 1\n" for number in range(50_000))
    with at_most(calls=5_000_000):
        diagnostics = read(text)[1]
    assert [each.code for each in diagnostics].count("P020") == 200
    assert diagnostics[0].code == "P018"


def test_thousands_of_notes_do_not_refuse_a_plan() -> None:
    plan, diagnostics = read("서비스:\n- 가\n" + "- 미정\n" * 1000)
    assert plan is not None
    assert {each.code for each in diagnostics} == {"P024", "P019"}


def test_many_records_of_one_name_take_bounded_work() -> None:
    with at_most(calls=5_000_000):
        plan, _ = read("서비스:\n" + "- 가\n" * 5000)
    assert plan is not None
    services = plan.root.lists["services"]
    assert isinstance(services, tuple)
    assert len({each.name for each in services}) == 5000
