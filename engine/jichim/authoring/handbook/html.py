"""HTML as values: what is not `Html` is escaped, so that no text of a rule can become markup."""

from __future__ import annotations

from html import escape
from typing import Final

VOID: Final = frozenset({"br", "hr", "input", "link", "meta"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Node = str | None


def el(name: str, /, *children: Node, **attributes: str | None) -> Html:
    """An element; plain strings are escaped and None is left out.

    Attributes are spelled with underscores: `class_` is `class`, `data_q` is `data-q`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{together(*children)}</{name}>")


def together(*children: Node) -> Html:
    """Several pieces one after the other."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children if child))


STYLE = """
:root { --ink: #1a1a1a; --soft: #555; --line: #d0d0d0; --tint: #f4f6f8; --link: #0b4f9e; --warn: #8a3b00; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.65; word-break: keep-all;
  overflow-wrap: anywhere;
  font-family: "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic",
  sans-serif; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1rem; font-size: .9rem; color: var(--soft); }
a { color: var(--link); }
a:focus-visible, input:focus-visible { outline: 3px solid #f5a700; outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem; }
h1 { font-size: 1.5rem; line-height: 1.35; margin: .6rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-top: .8rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0 1rem; font-size: .93rem; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { background: var(--tint); font-weight: 600; }
th[scope=row] { width: 8.5rem; white-space: nowrap; }
pre { background: var(--tint); border-left: 4px solid var(--line); padding: .6rem .8rem; overflow-x: auto;
  font-size: .88rem; line-height: 1.5; white-space: pre-wrap;
  font-family: "Noto Sans Mono CJK KR", "D2Coding", monospace; }
.id { font-family: monospace; color: var(--soft); font-weight: 400; }
.finding { border-left: 4px solid var(--warn); padding: .3rem .8rem; background: #fff7f0; }
.finding strong { color: var(--warn); }
.outcome { font-weight: 600; white-space: nowrap; }
.soft { color: var(--soft); }
ul.plain { list-style: none; padding-left: 0; }
ul.plain li { padding: .15rem 0; }
#search { font: inherit; padding: .45rem .6rem; width: min(30rem, 100%); border: 1px solid #767676; }
@media print { header, .search, .skip, footer nav { display: none; } body { font-size: 10pt; }
  a { color: inherit; text-decoration: none; } h2, h3 { break-after: avoid; }
  tr, pre { break-inside: avoid; } }
""".lstrip()

SCRIPT = """
const box = document.getElementById("search"), told = document.getElementById("told");
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\\s·._-]/g, "");
const entries = [...document.querySelectorAll("li[data-q]")].map((item) => [item, plain(item.dataset.q)]);
document.querySelector(".search").hidden = false;
box.addEventListener("input", () => {
  const words = box.value.split(/\\s+/).map(plain).filter(Boolean);
  let shown = 0;
  for (const [item, text] of entries) {
    item.hidden = !words.every((word) => text.includes(word));
    shown += !item.hidden;
  }
  for (const group of document.querySelectorAll("section[data-group]"))
    group.hidden = !group.querySelector("li[data-q]:not([hidden])");
  told.textContent = words.length ? told.dataset.found.replace("{}", shown) : "";
});
""".strip()


def document(title: str, lang: str, up: str, *, top: Node, body: Node, skip: str, script: str = "") -> str:
    """A whole page; `up` leads from its folder to that of the style."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title),
        el("link", rel="stylesheet", href=f"{up}style.css"),
    )
    page = el(
        "body",
        el("a", skip, class_="skip", href="#main"),
        el("header", top),
        el("main", body, id="main"),
        Html(f"<script>{script}</script>") if script else None,
    )
    return "<!DOCTYPE html>\n" + el("html", head, page, lang=lang) + "\n"
