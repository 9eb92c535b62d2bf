"""The form that narrows the findings; hidden until the script of the page can serve it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jichim.policy.model import Instrument
from jichim.report import document_words as doc
from jichim.report.grouping import Chapter
from jichim.report.html import words as say
from jichim.report.html.markup import text
from jichim.report.layout import printable
from jichim.report.opinion.cells import Writer
from jichim.review.model import Level


def filters(writer: Writer, found: Sequence[Chapter], places: Mapping[Instrument, int], at: str) -> str:
    """By instrument, level and subject, and by words; says how many findings are left."""
    entries = [entry for chapter in found for provision in chapter.provisions for entry in provision.entries]
    if not entries:
        return ""
    every = [finding for entry in entries for finding in (*entry.findings, *entry.beside)]
    used = sorted({f.outcome.instrument for f in every}, key=places.__getitem__)
    instruments = [(str(places[one]), printable(one.title)) for one in used]
    present = {entry.first.level for entry in entries}
    levels = [(level.value, writer.words.levels[level]) for level in Level if level in present]
    names = dict.fromkeys(writer.names.subject(f.outcome.subject) for f in every)
    fields = (
        _select(writer, at, "instrument", writer.say(doc.INSTRUMENT), instruments),
        _select(writer, at, "level", writer.say(doc.LEVEL), levels),
        _select(writer, at, "subjects", writer.say(say.SERVICE), [(name, name) for name in names]),
        f'<label for="{at}-words">{text(writer.say(say.SEARCH))} '
        f'<input type="search" id="{at}-words" data-by="words"></label>',
    )
    return (
        f'<form class="filters" hidden role="search" aria-label="{text(writer.say(say.FILTERS))}" '
        f'data-plan="{at}" data-shown="{text(say.SHOWN.in_(writer.lang))}">{"".join(fields)}'
        f'<button type="reset">{text(writer.say(say.RESET))}</button>'
        f'<button type="button" data-open="1">{text(writer.say(say.OPEN_ALL))}</button>'
        f'<button type="button" data-open="">{text(writer.say(say.CLOSE_ALL))}</button>'
        '<output role="status" aria-live="polite"></output></form>\n'
    )


def _select(writer: Writer, at: str, by: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    held = "".join(f'<option value="{text(value)}">{text(name)}</option>' for value, name in options)
    return (
        f'<label for="{at}-{by}">{text(label)} <select id="{at}-{by}" data-by="{by}">'
        f'<option value="">{text(writer.say(say.ALL))}</option>{held}</select></label>'
    )
