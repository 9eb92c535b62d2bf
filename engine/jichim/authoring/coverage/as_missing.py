"""The tests that would close gaps as text that can be pasted into a policy file; the rest as comments."""

from __future__ import annotations

from collections.abc import Iterable

from jichim.authoring.coverage.closing import Closing, Gap
from jichim.authoring.coverage.explained import FILE
from jichim.authoring.coverage.words import CoverageWords, coverage_words
from jichim.diagnostic import Lang
from jichim.report.layout import printable
from jichim.report.words import outcome_word


def missing_text(closings: Iterable[Closing], lang: Lang) -> str:
    """A test for each group of gaps with what it shows above it; then the gaps for which there is none."""
    text = coverage_words(lang)
    blocks, open_ = [], []
    for one in closings:
        told = [f"# {text.shows}: {gap_word(gap, text, lang)}" for gap in one.gaps]
        if one.text:
            blocks.append("\n".join([*told, one.text.rstrip()]))
        else:
            open_ += [f"# {gap_word(gap, text, lang)}: {_reason(one, gap, text)}" for gap in one.gaps]
    if not blocks and not open_:
        return f"# {text.no_gaps}\n"
    parts = [f"# {text.hold_against}", *blocks] if blocks else []
    if open_:
        parts.append("\n".join([f"# {text.without_test}", *open_]))
    return "\n\n".join(parts) + "\n"


def gap_word(gap: Gap, text: CoverageWords, lang: Lang) -> str:
    """What is not shown: `G24-2 요건: 공청회공고일 있음 – 거짓일 때 결과를 가름`."""
    name = printable(gap.name)
    if gap.clause == "":
        return f"{name} {outcome_word(gap.condition, lang)}"
    word = text.decides_when.format(truth=text.truths[gap.truth]) if gap.truth is not None else ""
    clause = text.clauses[gap.clause]
    return f"{name} {clause}: {printable(gap.condition)} – {word}"


def _reason(closing: Closing, gap: Gap, text: CoverageWords) -> str:
    if closing.reason == "tied":
        quoted = gap.condition.replace('"', '\\"')
        return f'{text.tied}\n#   {FILE}: - {{name: {gap.name}, condition: "{quoted}", ko: …, en: …}}'
    return text.not_found
