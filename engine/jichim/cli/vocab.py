"""`jichim vocab`: what a plan can say and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jichim.cli import messages
from jichim.cli.options import lang_option, shipped_vocabulary
from jichim.cli.output import page, put, show
from jichim.diagnostic import Lang

if TYPE_CHECKING:
    from jichim.vocabulary.model import Node, Vocabulary


@click.command()
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.option("--node", "node_name", metavar="NODE", help="한 대상의 항목만 / fields of one node")
@lang_option
def vocab(words: tuple[str, ...], node_name: str | None, lang: Lang) -> int:
    """계획에 적을 수 있는 항목을 찾는다 / list or search the vocabulary."""
    query = " ".join(words)
    vocabulary = shipped_vocabulary(lang)
    if vocabulary is None:
        return 2
    node = find_node(vocabulary, node_name) if node_name else None
    if node_name and node is None:
        known = ", ".join(f"`{each.label}`" for each in vocabulary.nodes.values())
        show([messages.NO_SUCH_NODE.about("--node", word=node_name, known=known)], lang)
        return 2

    from jichim.report import render_vocabulary
    from jichim.vocabulary import search

    hits = [hit for hit in search(vocabulary, query) if node is None or hit.node is node]
    if not hits:
        show([messages.NOTHING_FOUND.about("", word=query)], lang)
        return 1
    put(render_vocabulary(vocabulary, hits, page(lang)))
    return 0


def find_node(vocabulary: Vocabulary, word: str) -> Node | None:
    """A node type by canonical name, label or alias in any spelling."""
    from jichim.vocabulary import normalise

    for node in vocabulary.nodes.values():
        if normalise(word) in map(normalise, (node.name, node.label, *node.aliases)):
            return node
    return None
