"""평가: scores of the assessment sheets, where evaluators disagree, and what is not rated."""

from __future__ import annotations

from jichim.assessment.model import Assessment
from jichim.report.layout import Page, Run
from jichim.report.names import Names
from jichim.report.parts import Lines, key_width, keyed, section
from jichim.report.scores import WORDS, called, how_rated, ratings_of
from jichim.report.words import words
from jichim.review.model import Review


def assessed(page: Page, names: Names, assessment: Assessment, review: Review) -> Lines:
    """Evaluators and rules first, then each subject: total, standards, blocks, and the items that matter."""
    text = WORDS[page.lang]
    lines = section(page, text["title"], words(page.lang).count.format(n=len(assessment.evaluators)))
    wide = key_width(text["people"], text["rule"], text["assumed"])
    drafts = {use.instrument.name for use in review.policies if use.instrument.draft}
    for key, runs in how_rated(assessment, drafts, page.lang):
        lines += keyed(page, key, runs, indent=2, width=wide)
    wide = key_width(
        *(text[key] for key in ("standards", "other", "improve", "disagree", "missing", "stage"))
    )
    root = names.vocabulary.root if names.vocabulary else "plan"
    for subject in assessment.subjects:
        title = called(subject, root, page.lang)
        lines += ["", *page.flow([Run(title, "strong")], "  ", "    ")]
        rows = ratings_of(subject, assessment, page.lang)
        for key, runs in rows:
            lines += keyed(page, key, runs, indent=4, width=wide)
        if not rows:
            lines += page.flow([Run(text["none"], "faint")], "    ")
    return lines
