"""What is written and the tree that it means, by tables of snippets."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from jichim.source import Source, Span
from jichim.syntax import model, parse, print_file
from jichim.syntax.model import (
    Aggregate,
    Binary,
    Cell,
    DateLiteral,
    ListLiteral,
    Name,
    NoneLiteral,
    Presence,
    Quantified,
    Quantity,
    Ref,
    String,
    Truth,
    Unary,
)

S = Span(Source("", ""), 0, 0)


def declarations(text: str) -> tuple[model.Declaration, ...]:
    tree, diagnostics = parse(Source("snippet", text))
    assert not diagnostics, diagnostics
    return tree.declarations


def only(text: str) -> model.Declaration:
    (declaration,) = declarations(text)
    return declaration


def rule(clauses: str) -> model.Rule:
    declaration = only(f"규칙 A\n{clauses}")
    assert isinstance(declaration, model.Rule)
    return declaration


def expr(text: str) -> model.Expr:
    declaration = only(f"정의 x = {text}")
    assert isinstance(declaration, model.Define)
    return declaration.value


def n(text: str) -> Name:
    return Name(text, S)


def r(text: str, *arguments: str) -> Ref:
    return Ref(n(text), tuple(map(n, arguments)), S)


def q(text: str) -> Quantity:
    return Quantity(text, S)


def b(left: model.Expr, op: model.BinaryOp, right: model.Expr) -> Binary:
    return Binary(op, left, right, S)


A, B, C = r("a"), r("b"), r("c")
EXPRESSIONS: list[tuple[str, model.Expr]] = [
    ("a.대상지역", r("a.대상지역")),
    ("T4-3.1a", r("T4-3.1a")),
    ("공공·민관협업·민간", r("공공·민관협업·민간")),
    ("공동활용계획(a, b)", r("공동활용계획", "a", "b")),
    ("`항목`", r("항목")),
    ("`a.항목`", r("a.항목")),
    ("비용.항목", r("비용.항목")),
    ("항목 = 3", b(r("항목"), "=", q("3"))),
    ("중대", r("중대")),
    ("12.4억원/년", q("12.4억원/년")),
    ("15,170,914천원", q("15,170,914천원")),
    ("2~3년", q("2~3년")),
    ("8%", q("8%")),
    ("2,000원/시간", q("2,000원/시간")),
    ("3㎡", q("3㎡")),
    ("-3", Unary("-", q("3"), S)),
    ("a - 3", b(A, "-", q("3"))),
    ("a -3", b(A, "-", q("3"))),
    ("a-3", r("a-3")),
    ("3일 / 2", b(q("3일"), "/", q("2"))),
    ("[1,234, 5]", ListLiteral((q("1,234"), q("5")), S)),
    ("2020-10-31", DateLiteral(datetime.date(2020, 10, 31), S)),
    ('"a \\"b\\" \\\\ \\n c"', String('a "b" \\ \n c', S)),
    ("예", Truth(True, S)),
    ("아니요", Truth(False, S)),
    ("no", Truth(False, S)),
    ("YES", Truth(True, S)),
    ("[]", ListLiteral((), S)),
    ("a 기재", Presence("stated", A, S)),
    ("a is absent", Presence("absent", A, S)),
    ("a given", Presence("given", A, S)),
    ("a 없음", Presence("none", A, S)),
    ("a = 없음", b(A, "=", NoneLiteral(S))),
    ("a <> b", b(A, "!=", B)),
    ("a ≠ b", b(A, "!=", B)),
    ("a ≤ b", b(A, "<=", B)),
    ("a × b", b(A, "*", B)),
    ("a 가운데 [b]", b(A, "in", ListLiteral((B,), S))),
    ("a 포함 b", b(A, "contains", B)),
    ("a overlaps b", b(A, "overlaps", B)),
    ("a 또는 b 그리고 c", b(A, "or", b(B, "and", C))),
    ("아님 a = b", Unary("not", b(A, "=", B), S)),
    ("아님 a 그리고 b", b(Unary("not", A, S), "and", B)),
    ("a + b * c", b(A, "+", b(B, "*", C))),
    ("a - b - c", b(b(A, "-", B), "-", C)),
    ("-a * b", b(Unary("-", A, S), "*", B)),
    ("a + b < c", b(b(A, "+", B), "<", C)),
    ("(a 또는 b) 그리고 c", b(b(A, "or", B), "and", C)),
    ("개수(비용)", Aggregate("count", n("비용"), None, S)),
    ("합계(비용.금액 중 구분 = 운영)", Aggregate("sum", n("비용.금액"), b(r("구분"), "=", r("운영")), S)),
    ("average(a where b)", Aggregate("average", n("a"), B, S)),
    (
        "모든(비용 중 구분 = 운영: 금액 기재)",
        Quantified("every", n("비용"), b(r("구분"), "=", r("운영")), Presence("stated", r("금액"), S), S),
    ),
    ("어떤(수익 중 반복 = 예)", Quantified("some", n("수익"), b(r("반복"), "=", Truth(True, S)), None, S)),
    (
        "every(costs: amount stated)",
        Quantified("every", n("costs"), None, Presence("stated", r("amount"), S), S),
    ),
]


@pytest.mark.parametrize(("text", "tree"), EXPRESSIONS)
def test_expression(text: str, tree: model.Expr) -> None:
    assert expr(text) == tree


@pytest.mark.parametrize("text", [text for text, _ in EXPRESSIONS])
def test_the_span_of_an_expression_is_what_was_written(text: str) -> None:
    assert expr(text).span.text == text


def test_a_span_holds_the_parentheses_around_its_expression() -> None:
    tree = expr("(a + b) * c")
    assert isinstance(tree, Binary)
    assert tree.left.span.text == "(a + b)"


def test_decomposed_hangul_reads_as_composed() -> None:
    assert declarations(unicodedata.normalize("NFD", "정의 수익 = 비용 기재")) == declarations(
        "정의 수익 = 비용 기재"
    )


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


PERIODS = [
    ("시행 2020-10-31 부터", "2020-10-31", None),
    ("시행 2020-10-31부터 2025-12-31까지", "2020-10-31", "2025-12-31"),
    ("시행 2025-12-31 까지", None, "2025-12-31"),
    ("시행 부터 2020-10-31", "2020-10-31", None),
    ("effective from 2020-10-31 until 2025-12-31", "2020-10-31", "2025-12-31"),
    ("effective until 2025-12-31", None, "2025-12-31"),
    ("in force from 2020-10-31", "2020-10-31", None),
    ("effective 2020-10-31 from 2025-12-31 until", "2020-10-31", "2025-12-31"),
]


@pytest.mark.parametrize(("text", "start", "end"), PERIODS)
def test_period(text: str, start: str | None, end: str | None) -> None:
    period = rule(text).common.period
    assert period == model.Period(day(start) if start else None, day(end) if end else None, S)


PHRASES = [
    ("의무 하도록 한다", "하도록 한다"),
    ("의무   하여야   한다   # 주석", "하여야 한다"),
    ('의무 "하여야  한다"', "하여야  한다"),
    ("의무 할 수 있다  적용 a 기재", "할 수 있다"),
    ("duty must strict", "must strict"),
    ("DUTY consider when a stated", "consider"),
]


@pytest.mark.parametrize(("text", "duty"), PHRASES)
def test_duty_is_the_rest_of_its_line(text: str, duty: str) -> None:
    found = rule(text).duty
    assert found == String(duty, S)
    assert found is not None
    assert found.span.text.split() == text.split()[1 : 1 + len(found.span.text.split())]


CITATIONS = [
    (
        "근거 수립지침 4-2-1(1)⑪ 전단 [표 4-2]  항목 T4-2.a, PSD",
        "수립지침 4-2-1(1)⑪ 전단 [표 4-2]",
        ("T4-2.a", "PSD"),
    ),
    ('근거 "4장 2절" 항목 PSD', "4장 2절", ("PSD",)),
    ("근거 표 3의 항목 구분에 따름", "표 3의 항목 구분에 따름", ()),
    ("근거 4장  # 주석", "4장", ()),
    ("근거 A#1 조항", "A#1 조항", ()),
    ("cites Act, art. 3 item X-1 for service", "Act, art. 3", ("X-1",)),
]


@pytest.mark.parametrize(("text", "citation", "items"), CITATIONS)
def test_citation_is_the_rest_of_its_line(text: str, citation: str, items: tuple[str, ...]) -> None:
    common = rule(text).common
    assert [c.text for c in common.citations] == [citation]
    assert [c.span.text.strip('"') for c in common.citations] == [citation]
    assert common.items == tuple(map(n, items))


def test_several_citations_keep_their_order() -> None:
    assert [c.text for c in rule("근거 가\n근거 나").common.citations] == ["가", "나"]


def test_header() -> None:
    text = '정책 지침\n 출처 "보고서"\n 상태 시행\n 시행 2020-10-31 부터\n 제안 2019-01-02\n 제목 "이름"'
    tree, diagnostics = parse(Source("x", text))
    assert not diagnostics
    period = model.Period(day("2020-10-31"), None, S)
    proposed = DateLiteral(day("2019-01-02"), S)
    expected = model.Header(
        n("지침"), String("이름", S), "effective", proposed, period, String("보고서", S), S
    )
    assert tree.header == expected


@pytest.mark.parametrize("line", ["공포 2017-03-21", "promulgated 2017-03-21", "PROMULGATED 2017-03-21"])
def test_the_day_of_promulgation(line: str) -> None:
    tree, diagnostics = parse(
        Source("x", f'정책 법\n 상태 시행\n 시행 2017-09-22 부터\n {line}\n 제목 "이름"')
    )
    assert not diagnostics
    assert tree.header is not None
    assert tree.header.promulgated == DateLiteral(day("2017-03-21"), S)
    assert tree.header.proposed is None
    for lang, word in (("ko", "공포  "), ("en", "promulgated")):
        printed = print_file(tree, lang)
        assert f"  {word} 2017-03-21\n" in printed
        assert parse(Source("y", printed))[0] == tree


def test_a_second_promulgation_is_refused() -> None:
    text = "정책 법\n 상태 시행\n 공포 2017-03-21\n 공포 2018-03-21"
    _, diagnostics = parse(Source("x", text))
    assert [(one.code, one.span.text if one.span else "") for one in diagnostics] == [("S020", "공포")]


def test_rule_with_every_clause_in_any_order() -> None:
    clauses = """
      해소 a, b.c  기한 30일 담당 계획수립권자 조치 "낸다" 지적 경미 "없다" 증거만
      요건 a 기재 단서 b = 예 적용 c 기재
      제안문 마련할 필요가 있다
      의무 한다
      대상 서비스 a, 서비스 b, 계획
      해설 "풀이" 가정 "까닭" 항목 X 근거 제1조"""
    binders = (
        model.Binder(n("서비스"), n("a")),
        model.Binder(n("서비스"), n("b")),
        model.Binder(n("계획"), None),
    )
    assert rule(clauses) == model.Rule(
        name=n("A"),
        title=None,
        binders=binders,
        duty=String("한다", S),
        proposal=String("마련할 필요가 있다", S),
        when=Presence("stated", C, S),
        unless=b(B, "=", Truth(True, S)),
        require=Presence("stated", A, S),
        evidence_only=True,
        finding=model.Finding("minor", String("없다", S)),
        action=String("낸다", S),
        by=String("계획수립권자", S),
        within=q("30일"),
        clears=(n("a"), n("b.c")),
        common=model.Common(
            (model.Citation("제1조", S),), (n("X"),), None, model.Assumed("까닭", S), String("풀이", S)
        ),
        span=S,
    )


def test_derivation_by_cases() -> None:
    tree = only("도출 경제성 대상 서비스 판정 우선 경우 손실 적용 a < b 경우 -3% 그밖에")
    cases = (
        model.Case(r("손실"), b(A, "<", B), S),
        model.Case(Unary("-", q("3%"), S), None, S),
    )
    binders = (model.Binder(n("서비스"), None),)
    assert tree == model.Derive(n("경제성"), binders, "first", cases, (), model.Common(), S)


def test_derivation_by_readings() -> None:
    tree = only('derive x reading "하나" case yes when a reading "둘" case no otherwise case 1 when b')
    assert isinstance(tree, model.Derive)
    assert [(r_.title.text, len(r_.cases)) for r_ in tree.readings] == [("하나", 1), ("둘", 2)]
    assert tree.cases == ()


CELLS = [
    ("-", Cell("any", (), S)),
    ("손실", Cell("=", (r("손실"),), S)),
    ("= 3", Cell("=", (q("3"),), S)),
    ("-3", Cell("=", (Unary("-", q("3"), S),), S)),
    ("손실, 이익", Cell("=", (r("손실"), r("이익")), S)),
    ("아님 손실, 이익", Cell("!=", (r("손실"), r("이익")), S)),
    ("!= 손실", Cell("!=", (r("손실"),), S)),
    (">= 3년", Cell(">=", (q("3년"),), S)),
    ("아니오", Cell("=", (Truth(False, S),), S)),
    ("없음", Cell("=", (NoneLiteral(S),), S)),
]


@pytest.mark.parametrize(("text", "cell"), CELLS)
@pytest.mark.parametrize("end", ["", " |"])
def test_table_cell(text: str, cell: Cell, end: str) -> None:
    tree = only(f"판정표 T\n | a | b | => c | d{end}\n | {text} | 1 => 2 | x{end}")
    assert isinstance(tree, model.Table)
    assert (tree.inputs, tree.outputs) == ((n("a"), n("b")), (n("c"), n("d")))
    one = Cell("=", (q("1"),), S)
    assert tree.rows == (model.Row((cell, one), (q("2"), r("x")), S),)


def test_criterion() -> None:
    tree = only('평가항목 C "이름" 질문 "충분한가" 척도 1~5 대상 서비스')
    binders = (model.Binder(n("서비스"), None),)
    expected = model.Criterion(
        n("C"), String("이름", S), binders, q("1~5"), String("충분한가", S), model.Common(), S
    )
    assert tree == expected


@pytest.mark.parametrize(
    "text",
    [
        '시험 "t" 기준일 2020-01-02 전제 서비스 이름 = "가" 비용 = [{항목 = "버스", 금액 = 없음}] 전제 계획 '
        '기대 R "가", "나" 부적합 기대 d = 손실',
        'test "t" as of 2020-01-02 given 서비스 이름 = "가", '
        '비용 = [{`항목` = "버스", 금액 = none}] given 계획 expect R "가", "나" not-met expect d = 손실',
    ],
)
def test_test(text: str) -> None:
    record = model.RecordLiteral(
        (model.Assignment(n("항목"), String("버스", S), S), model.Assignment(n("금액"), NoneLiteral(S), S)), S
    )
    assignments = (
        model.Assignment(n("이름"), String("가", S), S),
        model.Assignment(n("비용"), ListLiteral((record,), S), S),
    )
    assert only(text) == model.Test(
        String("t", S),
        DateLiteral(day("2020-01-02"), S),
        (model.Given(n("서비스"), assignments, S), model.Given(n("계획"), (), S)),
        (
            model.Expect(n("R"), (String("가", S), String("나", S)), "not-met", None, S),
            model.Expect(n("d"), (), None, r("손실"), S),
        ),
        S,
    )


def test_declarations_may_share_a_line() -> None:
    assert [d.span.text for d in declarations("기준값 a = 1 정의 b = a 규칙 c")] == [
        "기준값 a = 1",
        "정의 b = a",
        "규칙 c",
    ]


def test_windows_line_ends_and_a_byte_order_mark() -> None:
    assert declarations("\ufeff규칙 A\r\n  의무 한다\r\n  요건 a 기재\r\n") == declarations(
        "규칙 A\n의무 한다\n요건 a 기재"
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# 주석뿐\n", "\ufeff"])
def test_an_empty_file_is_a_file(text: str) -> None:
    tree, diagnostics = parse(Source("x", text))
    assert (tree.header, tree.declarations, diagnostics) == (None, (), ())
