"""The handbook: a page for each provision, links that lead somewhere, and no text that becomes markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest

from jichim.authoring.handbook import handbook
from jichim.authoring.handbook.entries import entries, file_name
from jichim.authoring.handbook.html import el
from jichim.authoring.lint.pack import Pack, load_pack, made_pack
from jichim.cli import main
from jichim.policy import shipped_vocabulary

VOID = {"br", "hr", "input", "link", "meta"}
HOSTILE = '<img src=x onerror="alert(1)">&amp;</script>'
TEXT = f"""정책 보기
  제목 "보기 {HOSTILE.replace('"', "'")}"
  상태 시행
  시행 2020-01-01 부터
  출처 "만들어 낸 보기"
정의 큰서비스 대상 서비스 = 구축비 > 10억원
  근거 기준 제1조
규칙 A-1 "{HOSTILE.replace('"', "'")}"
  근거 기준 제3조 <b>
  대상 서비스
  의무 하여야 한다
  적용 큰서비스
  요건 운영기관 기재
  지적 "{{서비스}}: <b>없다</b>"
  조치 "<i>적는다</i>" 담당 계획수립권자 해소 운영기관
시험 "적은 <서비스>"
  전제 서비스 구축비 = 20억원 운영기관 = ["<기관>"]
  기대 A-1 적합
시험 "적지 않은 서비스"
  전제 서비스 구축비 = 20억원
  기대 A-1 부적합
"""


class Page(HTMLParser):
    """What a page holds; fails on tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for key, value in attrs:
            assert not key.startswith("on")
            if key in ("href", "src"):
                self.links.append(str(value))
            if key == "id":
                self.ids.append(str(value))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def made(text: str) -> Pack:
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    pack, problems = made_pack((text,), vocabulary)
    assert pack is not None, problems
    return pack


@cache
def shipped() -> tuple[Pack, Mapping[str, str]]:
    pack, problems = load_pack()
    assert pack is not None, problems
    return pack, handbook(pack)


@pytest.mark.slow
def test_every_provision_and_every_rule_has_its_page() -> None:
    pack, files = shipped()
    for listed in pack.lists:
        for provision in listed.provisions:
            page = Page(files[f"{file_name(listed.instrument)}/{file_name(provision.id)}.html"])
            assert provision.at in page.text
            assert provision.ending in page.text
    told = "".join(files.values())
    assert [rule.name for rule in pack.policy.rules if f'id="{file_name(rule.name)}"' not in told] == []
    names = [entry.file.casefold() for entry in entries(pack)]
    assert len(set(names)) == len(names), "two pages in one file"


def test_every_link_leads_to_a_page_and_a_place_in_it() -> None:
    _, files = shipped()
    pages = {name: Page(text) for name, text in files.items() if name.endswith(".html")}
    dead = []
    for name, page in pages.items():
        assert len(set(page.ids)) == len(page.ids), name
        for link in page.links:
            path, _, place = link.partition("#")
            parts: list[str] = []
            for part in (PurePosixPath(name).parent / path if path else PurePosixPath(name)).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            target = "/".join(parts)
            if target not in files or (place and place not in pages[target].ids):
                dead.append((name, link))
    assert dead == []


def test_pages_ask_for_nothing_from_elsewhere() -> None:
    _, files = shipped()
    for name, text in files.items():
        assert not re.search(r"(href|src)=\"(https?:)?//", text), name
    assert [name for name, text in files.items() if "<script" in text] == ["index.html"]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_page_says_what_its_rule_says(lang: str) -> None:
    files = handbook(made(TEXT), lang)  # type: ignore[arg-type]
    (name,) = (one for one in files if one.endswith("A-1.html"))
    page = Page(files[name])
    for text in (
        "기준 제3조 <b>",
        "하여야 한다",
        "큰서비스 = 구축비 > 10억원",
        "운영기관 기재",
        "<b>없다</b>",
        "<i>적는다</i>",
        "계획수립권자",
    ):
        assert text in page.text
    assert page.text.index("적은 <서비스>") < page.text.index("적지 않은 서비스"), "what passes stands first"
    assert ("적합" if lang == "ko" else "met") in page.text
    assert ("운영기관 (" in page.text) is (lang == "en")
    assert "구축비를" not in page.text


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ("기준값 하한 = 10억원\n  근거 기준 제1조\n", "하한 = 10억원"),
        (
            "기준값 하한 = 10억원\n  근거 기준 제1조\n  시행 2020-01-01 부터 2020-12-31 까지\n"
            "기준값 하한 = 20억원\n  근거 기준 제1조\n  시행 2021-01-01 부터\n",
            "하한 = 10억원 (2020-01-01 ~ 2020-12-31), 20억원 (2021-01-01 ~ )",
        ),
    ],
)
def test_a_page_says_what_a_parameter_is(versions: str, said: str) -> None:
    files = handbook(made(TEXT.replace("요건 운영기관 기재", "요건 구축비 >= 하한") + versions))
    (name,) = (one for one in files if one.endswith("A-1.html"))
    assert said in Page(files[name]).text


def test_no_text_becomes_markup() -> None:
    for name, text in handbook(made(TEXT)).items():
        if name.endswith(".html"):
            assert not Page(text).tags & {"img", "b", "i"}, name


def test_the_index_links_declarations_only_where_there_are_some() -> None:
    definition = "정의 큰서비스 대상 서비스 = 구축비 > 10억원\n  근거 기준 제1조\n"
    bare = TEXT.replace(definition, "").replace("적용 큰서비스", "")
    files = handbook(made(bare))
    assert "declarations.html" not in files["index.html"]
    assert "declarations.html" in handbook(made(TEXT))["index.html"]


def test_attributes_are_escaped() -> None:
    assert el("a", "<x>", href='"><b>', class_="y") == '<a href="&quot;&gt;&lt;b&gt;" class="y">&lt;x&gt;</a>'


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.jichim"
    file.write_text(TEXT, "utf-8")
    assert main(["rules", "docs", "-o", str(tmp_path / "out"), "--policy", str(file)]) == 0
    written = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    own = file_name("보기")
    assert written == {"index.html", "style.css", f"{own}/A-1.html", f"{own}/declarations.html"}
    assert capsys.readouterr().out.startswith("4개의 파일을")
    assert main(["rules", "docs", "-o", str(file), "--policy", str(file)]) == 2
