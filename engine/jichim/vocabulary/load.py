"""Reads vocabulary files. The format is described in `rules/vocabulary/README.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jichim.diagnostic import Diagnostic, reason_of
from jichim.source import Source
from jichim.vocabulary import messages as m
from jichim.vocabulary.check import check_links
from jichim.vocabulary.fields import Declared, read_node
from jichim.vocabulary.keys import Keys, Scroll, compose
from jichim.vocabulary.model import Node, Vocabulary

if TYPE_CHECKING:
    if sys.version_info >= (3, 11):
        from importlib.resources.abc import Traversable
    else:
        from importlib.abc import Traversable

EMPTY = Vocabulary("plan", {"plan": Node("plan", "계획", "", ())})


def load_vocabulary(
    where: Traversable | Iterable[Traversable],
) -> tuple[Vocabulary, tuple[Diagnostic, ...]]:
    """The vocabulary of a folder (its `*.yaml` files) or of given files.

    With any error the vocabulary is empty (one root without fields) and all mistakes are reported.
    """
    files = sorted(_files(where), key=lambda file: file.name)
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    for file in files:
        try:
            sources.append(Source(str(file), file.read_bytes().decode("utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(m.UNREADABLE.about(str(file), problem=reason_of(error)))
    if not files:
        problems.append(m.NO_FILES.about(str(where)))
    vocabulary, diagnostics = read_vocabulary(sources) if sources else (EMPTY, ())
    return (EMPTY if problems else vocabulary), (*problems, *diagnostics)


def read_vocabulary(sources: Iterable[Source]) -> tuple[Vocabulary, tuple[Diagnostic, ...]]:
    """The vocabulary that the sources declare together; their order does not matter.

    With any error the vocabulary is empty and all mistakes are reported.
    """
    declared = Declared({}, {}, [])
    root: _Root | None = None
    for source in sources:
        scroll = Scroll(source, declared.diagnostics)
        document = compose(scroll)
        keys = Keys.of(scroll, document, source.name) if document is not None else None
        if keys is None:
            continue
        keys.only({"root", "source", "nodes"})
        default = keys.text("source") or ""
        found = keys.text("root")
        if found and root:
            scroll.report(m.DEFINED_TWICE, keys.key("root"), name="root")
        elif found:
            root = _Root(found, scroll, keys)
        nodes = keys.mapping("nodes")
        for name, value in nodes.children() if nodes else ():
            read_node(declared, scroll, name, value, default)
    diagnostics = declared.diagnostics
    if root is None:
        if not diagnostics:
            diagnostics.append(m.NO_ROOT.about("rules/vocabulary"))
    elif root.name not in declared.nodes:
        root.scroll.reference("root", root.name, root.keys.value("root"), declared.nodes)
    check_links(declared)
    if diagnostics or root is None:
        return EMPTY, tuple(dict.fromkeys(diagnostics))
    return Vocabulary(root.name, declared.nodes), ()


@dataclass(frozen=True, slots=True)
class _Root:
    name: str
    scroll: Scroll
    keys: Keys


def _files(where: Traversable | Iterable[Traversable]) -> list[Traversable]:
    if isinstance(where, Iterable):
        return list(where)
    if not where.is_dir():
        return [where] if where.is_file() else []
    return [file for file in where.iterdir() if file.name.endswith((".yaml", ".yml"))]
