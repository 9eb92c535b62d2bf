"""Every fault of libyaml that a text can provoke has its place and a Korean sentence."""

from __future__ import annotations

import re

import pytest
import yaml

from jichim.plan.yaml_reader import read_yaml
from jichim.source import Source
from jichim.vocabulary import read_vocabulary
from jichim.vocabulary.yaml_faults import yaml_fault


@pytest.mark.parametrize(
    ("text", "offset", "said"),
    [
        ("a: b: c", 4, "쌍점(`:`)이 올 수 없는"),
        ("a\nb: 1", 3, "쌍점(`:`)이 올 수 없는"),
        ("a: 1\n  b: 2\n c: 3", 8, "쌍점(`:`)이 올 수 없는"),
        ('"a\nb": 1', 5, "쌍점(`:`)이 올 수 없는"),
        ("a:\n\tb: c", 3, "이 문자로는 값이"),
        ("- a\n-\tb: c\n\t d: 1", 5, "이 문자로는 값이"),
        ("a: @b", 3, "이 문자로는 값이"),
        ("a: `b`", 3, "이 문자로는 값이"),
        ("a: %b", 3, "이 문자로는 값이"),
        ("a: &b@ c", 5, "이 문자로는 값이"),
        ("a:\n  b: c\n\td: e", 10, "들여쓰기에 탭을"),
        ("a: |\n\tx", 5, "들여쓰기에 탭을"),
        ("a: |\n   \n  \tb\n c", 11, "들여쓰기에 탭을"),
        ("a: |2\n\tb", 6, "들여쓰기에 탭을"),
        ("a: 1\nb\nc: 2", 7, "쌍점(`:`)이 있어야"),
        ("a: &x\n*y", 8, "쌍점(`:`)이 있어야"),
        ("a: 'x' y", 7, "키가 있어야"),
        ("a: [1] b", 7, "키가 있어야"),
        ("a: 1\n}", 5, "키가 있어야"),
        ("a: &x *x", 6, "키가 있어야"),
        ("- a\nb: c", 4, "목록의 `-`이"),
        ("a:\n - b\n c: d", 9, "목록의 `-`이"),
        ("a: - b", 3, "값 자리에 `-`을"),
        ("a: [1, 2\nb: 3", 10, "쉼표(`,`)나 닫는 `]`이"),
        ("a: [1 2", 7, "쉼표(`,`)나 닫는 `]`이"),
        ("a: [1, 2}", 8, "쉼표(`,`)나 닫는 `]`이"),
        ("[a: b: c]", 5, "쉼표(`,`)나 닫는 `]`이"),
        ("[a\nb: 1]", 4, "쉼표(`,`)나 닫는 `]`이"),
        ("a: {b: 1\nc: 2", 10, "쉼표(`,`)나 닫는 `}`이"),
        ("{a: 1 b: 2}", 7, "쉼표(`,`)나 닫는 `}`이"),
        ('{"a\nb": 1}', 6, "쉼표(`,`)나 닫는 `}`이"),
        ("a: '19.1.1\nb: 2\n", 3, "여기서 연 따옴표를"),
        ('a: "x', 3, "여기서 연 따옴표를"),
        ("a: 'x\n---\n", 3, "여기서 연 따옴표를"),
        ("a: 'x\n...\n", 3, "여기서 연 따옴표를"),
        ("a: 1\n... b", 9, "앞의 내용이 끝난"),
        ("{a: 1} b", 7, "앞의 내용이 끝난"),
        ("%YAML 1.1\na: 1", 10, "앞의 내용이 끝난"),
        ("a: ? b", 3, "물음표(`?`)가 올"),
        ("%FOO bar\na: 1", 4, "YAML 지시문을"),
        ("%YAML 3.0\n---\na: 1", 0, "YAML 지시문을"),
        ("%YAML x\n---\na: 1", 6, "YAML 지시문을"),
        ("%YAML 1.1\n%YAML 1.1\n---\na: 1", 10, "YAML 지시문을"),
        ("%\n---\na: 1", 1, "YAML 지시문을"),
        ("%YAML 1.1 x\n---\na", 10, "YAML 지시문을"),
        ("%YAML 11111111111.1\n---\na", 15, "YAML 지시문을"),
        ("%YAML 1x\n---\na", 7, "YAML 지시문을"),
        ("%TAG\n---\na", 4, "YAML 지시문을"),
        ("%TAG ! x y\n---\na", 9, "YAML 지시문을"),
        ("%TAG !a\n---\na", 7, "YAML 지시문을"),
        ("%TAG !a! tag:x\n%TAG !a! tag:x\n---\na", 15, "YAML 지시문을"),
        ("%FOO! x\n---\na", 4, "YAML 지시문을"),
        ("%TAG a b\n---\na", 5, "YAML 지시문을"),
        ("a: & b", 4, "`*`나 `&` 뒤에"),
        ("a: *", 4, "`*`나 `&` 뒤에"),
        ("a: *b*", 5, "`*`나 `&` 뒤에"),
        ("a: &가 1", 4, "`*`나 `&` 뒤에"),
        ("a: **강조**", 4, "`*`나 `&` 뒤에"),
        ("a: !<x b", 6, "YAML 태그를"),
        ("a: !x!y z", 3, "YAML 태그를"),
        ("a: !a%zz b", 5, "YAML 태그를"),
        ("a: !가 b", 4, "YAML 태그를"),
        ("a: !<> b", 5, "YAML 태그를"),
        ("a: !a%ff b", 5, "YAML 태그를"),
        ("a: !a%c3%28 b", 8, "YAML 태그를"),
        ("a: !!", 5, "YAML 태그를"),
        ("a: !a,b", 5, "YAML 태그를"),
        ("a: [,]", 4, "값이 있어야 할"),
        ("a: ,", 3, "값이 있어야 할"),
        ("a: ]", 3, "값이 있어야 할"),
        ("{,}", 1, "값이 있어야 할"),
        ("{? a : ? b}", 7, "값이 있어야 할"),
        ("a: |0\n x", 4, "들여쓰기 수는"),
        ("a: |x\n x", 4, "줄을 바꾼다"),
        ("a: > 참고", 5, "줄을 바꾼다"),
        ('a: "C:\\data"', 6, "안의 `\\` 뒤를"),
        ('a: "\\x1z"', 6, "안의 `\\` 뒤를"),
        ('a: "\\uD800"', 6, "안의 `\\` 뒤를"),
        ('a: "\\U00110000"', 6, "안의 `\\` 뒤를"),
        ("a: \x01", 3, "제어 문자가 있다"),
        ("a: \x7f", 3, "제어 문자가 있다"),
        ("a: \ufffe", 3, "제어 문자가 있다"),
    ],
)
def test_a_fault_has_its_place_and_is_said_in_korean(text: str, offset: int, said: str) -> None:
    tree, (found,) = read_yaml(Source("p.yaml", text))
    assert tree is None
    assert found.code == "P007"
    assert found.span is not None
    assert found.span.start == offset
    assert said in found.message.ko
    assert not re.search(r"[a-z]{3}", re.sub(r"`[^`]*`", "", found.message.ko)), found.message.ko
    assert not re.search(r"[가-힣]", found.message.en)


def test_a_control_character_is_found_behind_letters_of_several_bytes() -> None:
    (found,) = read_yaml(Source("p.yaml", "가나다: \x01"))[1]
    assert found.span is not None
    assert found.span.text == "\x01"


def test_a_file_of_the_vocabulary_says_it_in_the_same_words() -> None:
    (found,) = read_vocabulary([Source("v.yaml", "nodes: {plan: 'x\n")])[1]
    assert found.code == "V001"
    assert "여기서 연 따옴표를 닫지 않았다" in found.message.ko


def test_words_of_another_version_are_passed_on() -> None:
    fault = yaml_fault(yaml.scanner.ScannerError(problem="found something new"), "a")
    assert fault.problem.ko == "YAML 문법에 맞지 않는다(found something new)"
    assert (fault.problem.en, fault.offset) == ("found something new", 0)
