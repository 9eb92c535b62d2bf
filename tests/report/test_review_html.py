"""The HTML page: whole, escaped, self-contained, and usable without a script, by keyboard and by ear."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from jichim.report.formats import FORMATS
from jichim.report.html.canvas import ELEMENTS
from jichim.report.layout import Page, printable
from jichim.report.model import Report, Unusable
from report.documents import (
    HOSTILE,
    PAGE,
    demands,
    hostile,
    many,
    policy,
    sample,
    small,
    squeezed,
    told_once,
    with_checklist,
)
from report.made import review

VOID = {"meta", "br", "input", "col", "link", "img"}


class Reader(HTMLParser):
    """Elements with their attributes, the text, and whether every element is closed where it belongs."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.said: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.said.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(report: Report, page: Page = PAGE) -> tuple[str, Reader]:
    content = FORMATS["html"].render(report, policy(), page).content.decode("utf-8")
    return content, Reader(content)


REPORTS = {
    "made": small,
    "real": sample,
    "hostile": hostile,
    "two": lambda: Report((*small().reviews, *small().reviews), (Unusable("나쁜.yaml", ()),)),
    "empty": lambda: Report(()),
    "checklist": with_checklist,
    "told once": told_once,
    "nothing": lambda: Report((review(policies=()),)),
}


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_is_well_formed_and_links_lead_somewhere(name: str) -> None:
    _, read = page_of(REPORTS[name]())
    assert (read.open, read.wrong) == ([], [])
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for link in read.all("a"):
        assert link.get("href", "#content").removeprefix("#") in ids
    for _, attributes in read.elements:
        assert set(attributes.get("aria-labelledby", "").split()) <= set(ids)
    for label in read.all("label"):
        assert label["for"] in ids


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_fetched_and_only_our_script_may_run(name: str) -> None:
    content, read = page_of(REPORTS[name]())
    assert not any(
        {"src", "style"} & set(attributes) or any(a.startswith("on") for a in attributes)
        for _, attributes in read.elements
    )
    assert len(read.all("script")) == 1
    script = re.search(r"<script>(.*?)</script>", content, re.S)
    style = re.search(r"<style>(.*?)</style>", content, re.S)
    assert script
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    (allowed,) = [m["content"] for m in read.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    for kind, found in (("script", script), ("style", style)):
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in allowed
    assert allowed.startswith("default-src 'none'")


@pytest.mark.parametrize("report", [small, sample], ids=["made", "real"])
def test_everything_of_the_review_is_on_the_page(report) -> None:
    said = squeezed("".join(page_of(report())[1].said))
    assert [text for text in demands(report().reviews[0]) if squeezed(text) not in said] == []


def test_hostile_texts_are_texts() -> None:
    _, read = page_of(hostile())
    said = squeezed("".join(read.said))
    for text in HOSTILE:
        assert squeezed(printable(text)) in said


def test_the_canvas_has_its_eleven_elements_with_what_the_plan_says() -> None:
    _, read = page_of(sample())
    for service in ("p1-s1", "p1-s2"):
        drawn = [a["aria-labelledby"] for a in read.all("section") if a.get("class", "").startswith("el ")]
        assert [name for name in drawn if name.startswith(service)] == [
            f"{service}-{e.name}" for e in ELEMENTS
        ]
    said = "".join(read.said)
    for words in ("딥러닝 및 동적경로생성 알고리즘 개발", "버스요금(일반버스 요금과 동일)", "킥보드 구입비"):
        assert words in said


def test_each_canvas_is_called_by_its_service() -> None:
    content, _ = page_of(sample())
    services = [record.name for record in sample().plans[0].root.lists["services"]]
    assert re.findall(r'<h4 id="p1-s\d+-h">([^<]*)</h4>', content) == services


def test_a_finding_tells_what_was_read_and_where_without_opening_anything() -> None:
    content, _ = page_of(told_once())
    (read,) = re.findall(r'<div class="read">(.*?)</div>', content)
    assert re.sub("<[^>]*>", "", read) == "확인 구축비: 3억원 (40행)"


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        full = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_tone_can_be_read_on_every_ground_by_day_and_by_night() -> None:
    content, _ = page_of(Report(()))
    palettes = [
        dict(re.findall(r"--(\w+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", content, re.S)
    ]
    assert len(palettes) == 2
    for palette in palettes:
        grounds = [palette.pop(name) for name in ("paper", "band", "aim")]
        del palette["line"]
        for ground in grounds:
            assert {name for name, tone in palette.items() if _contrast(tone, ground) < 4.5} == set()


def test_a_finding_on_a_canvas_leads_to_the_finding() -> None:
    _, read = page_of(sample())
    findings = {a["id"] for a in read.all("article")}
    links = [a["href"].removeprefix("#") for a in read.all("a") if a.get("href", "").startswith("#p1-f")]
    assert len(links) > 10
    assert findings & set(links)


def without_canvas(*, seven: bool) -> Report:
    """The plan of `sample` whose first service states no canvas, or only a part of the short form."""
    (plan,) = sample().plans
    first, *others = plan.root.lists["services"]
    silent = replace(first, facts={"provider": "시"} if seven else {}, lists={}, written={"provider": "시"})
    root = replace(plan.root, lists={**plan.root.lists, "services": (silent, *others)})
    return replace(sample(), plans=(replace(plan, root=root),))


@pytest.mark.parametrize("seven", [False, True])
def test_a_canvas_that_states_nothing_is_not_drawn(seven: bool) -> None:
    report = without_canvas(seven=seven)
    _, read = page_of(report)
    drawn = [a["aria-labelledby"] for a in read.all("section") if a.get("class", "").startswith("el ")]
    assert {name.split("-")[1] for name in drawn} == {f"s{n}" for n in range(2, 1 + len(drawn) // 11 + 1)}
    ids = {attributes.get("id") for _, attributes in read.elements}
    assert ("p1-s1" in ids) is seven
    name = report.plans[0].root.lists["services"][0].name
    said = "".join(read.said)
    assert f"캔버스를 적지 않은 서비스: {name}" in said
    assert "캔버스를 적지 않은 서비스" not in "".join(page_of(sample())[1].said)
    assert [text for text in demands(report.reviews[0]) if squeezed(text) not in squeezed(said)] == []


def test_the_checklist_has_a_part_of_its_own_where_there_is_one() -> None:
    _, read = page_of(with_checklist())
    said = squeezed("".join(read.said))
    assert "p1-checklist1" in {a.get("id") for a in read.all("section")}
    assert squeezed("늦음 2020-10-10 · 5일 전 (적어도 14일 전) (12행)") in said
    assert squeezed("2020-10-12 접수, 2020-11-11까지 · 11일 지남 (14행)") in said
    assert "점검표" not in "".join(page_of(small())[1].said)


def test_a_fault_of_two_instruments_is_one_finding_that_both_filters_find() -> None:
    content, read = page_of(told_once())
    (article,) = read.all("article")
    assert article["data-instrument"] == "1|0"
    assert re.findall(r'<p class="same"><a id="([^"]+)"></a>', content) == ["p1-f2"]
    said = "".join(read.said)
    assert "같은 사항: 수립지침 4-2-1(1)⑪ 전단 [표 4-2] (A-8) · 미기재 추진체계 전담조직 인력" in said
    assert "표를 싣는다" in said
    assert "3억원" in said
    assert "계획단계" not in said


def test_landmarks_and_headings() -> None:
    _, read = page_of(sample())
    for landmark in ("main", "header", "footer", "nav"):
        assert read.all(landmark), landmark
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all("scope" in attributes for attributes in read.all("th"))
    assert all("hidden" in form for form in read.all("form"))  # no script, no dead form


def test_several_plans_have_an_index() -> None:
    _, read = page_of(REPORTS["two"]())
    assert {"#p1", "#p2"} <= {link.get("href") for link in read.all("a")}
    assert "나쁜.yaml" in "".join(read.said)


def test_a_plan_that_is_not_at_hand_is_reviewed_without_its_canvas() -> None:
    said = "".join(page_of(replace(sample(), plans=()))[1].said)
    assert "계획의 내용이 함께 주어지지 않아 캔버스를 그리지 않는다." in said


def test_equal_reports_are_equal_pages_in_both_languages() -> None:
    assert page_of(small())[0] == page_of(small())[0]
    english, read = page_of(small(), replace(PAGE, lang="en"))
    assert read.all("html") == [{"lang": "en"}]
    assert "Requests to supplement" in english


def test_many_findings() -> None:
    _, read = page_of(many(2000))
    assert len(read.all("article")) == 2000
