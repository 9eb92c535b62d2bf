"""Findings by provision in HTML: each with its subjects, evidence, actions and derivation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jichim.policy.model import Instrument
from jichim.report import document_words as doc
from jichim.report.evidence import read_for_requirement
from jichim.report.grouping import Chapter, Entry
from jichim.report.html import words as say
from jichim.report.html.derivation import of_outcome
from jichim.report.html.markup import cell, folded, line, listed, text
from jichim.report.opinion.cells import Writer
from jichim.report.opinion.findings import instrument_title, sentences
from jichim.report.parts import citation, grouped
from jichim.review.model import Evidence, Finding, Subject

Anchors = Mapping[tuple[str, Subject, str], str]
"""The anchor of each finding, by rule, subject and level."""


def chapters_html(
    writer: Writer, found: Sequence[Chapter], anchors: Anchors, places: Mapping[Instrument, int]
) -> str:
    """The provisions with their findings; data for the filters stands in attributes."""
    made: list[str] = []
    for chapter in found:
        title = instrument_title(writer, chapter.instrument)
        made.append(f'<div class="instrument"><h4>{text(title)}</h4>\n')
        for provision in chapter.provisions:
            made.append(f'<div class="provision"><h5>{text(provision.called or "-")}</h5>\n')
            made += [_entry(writer, entry, anchors, places) for entry in provision.entries]
            made.append("</div>\n")
        made.append("</div>\n")
    return "".join(made)


def _entry(writer: Writer, entry: Entry, anchors: Anchors, places: Mapping[Instrument, int]) -> str:
    first = entry.first
    rule = first.outcome.rule
    subjects = [finding.outcome.subject for finding in entry.findings]
    weight = writer.weight(first)
    badge = writer.level(first) + (f" · {weight}" if weight else "")
    anchor = anchors[rule.name, subjects[0], first.level.value]
    every = (*entry.findings, *entry.beside)
    names = "|".join(dict.fromkeys(writer.names.subject(f.outcome.subject) for f in every))
    instruments = "|".join(dict.fromkeys(str(places[f.outcome.instrument]) for f in every))
    mark = f" {doc.EVIDENCE_ONLY_MARK}" if rule.evidence_only else ""
    said = "".join(f"<p>{text(sentence)}</p>" for sentence in sentences(writer, entry.findings))
    # The later findings of an entry have anchors too, so that the canvas of each service leads here.
    others = "".join(map(_anchor(anchors), entry.findings[1:]))
    level = first.level.value
    return (
        f'<article class="finding" id="{anchor}" aria-labelledby="{anchor}-h" data-level="{level}" '
        f'data-instrument="{instruments}" data-subjects="{text(names)}">{others}'
        f'<h6 id="{anchor}-h"><span class="badge l-{first.level.value}">{text(badge)}</span> '
        f"<code>{text(rule.name)}</code> {text(rule.title)}{mark}</h6>\n"
        f'<p class="who">{text(writer.say(doc.SUBJECT))}: {text(writer.subjects(subjects))}</p>{said}'
        f'<p class="basis">{text(writer.say(doc.BASIS))}: {text(citation(rule.basis) or "-")}</p>'
        f"{_actions(writer, entry)}{_read(writer, entry)}{_missing(writer, entry)}"
        f"{_beside(writer, entry, anchors)}{_grounds(writer, entry.findings)}</article>\n"
    )


def _actions(writer: Writer, entry: Entry) -> str:
    if not entry.wanted:
        return ""
    wanted = cell(writer.actions(entry.wanted))
    return f'<div class="action"><strong>{text(writer.say(doc.ACTION))}</strong> {wanted}</div>'


def _read(writer: Writer, entry: Entry) -> str:
    """The values with their places in short, which are printed too; the table below has all of them."""
    lines = writer.entry_evidence(entry)
    return f'<div class="read">{cell(lines)}</div>' if lines else ""


def _missing(writer: Writer, entry: Entry) -> str:
    lines = writer.missing(entry)
    return f'<div class="missing">{cell(lines)}</div>' if lines else ""


def _beside(writer: Writer, entry: Entry, anchors: Anchors) -> str:
    """A line for each finding that is told here, with the anchor of each."""
    told = grouped(entry.beside, lambda finding: writer.beside(finding, entry))
    return "".join(
        f'<p class="same">{"".join(map(_anchor(anchors), same))}{line(shown)}</p>'
        for shown, same in told.items()
    )


def _anchor(anchors: Anchors) -> Callable[[Finding], str]:
    return lambda f: f'<a id="{anchors[f.outcome.rule.name, f.outcome.subject, f.level.value]}"></a>'


def _grounds(writer: Writer, found: Sequence[Finding]) -> str:
    """The values read and the derivation, for each subject."""
    made: list[str] = []
    for finding in found:
        outcome = finding.outcome
        name = f" · {writer.names.subject(outcome.subject)}" if len(found) > 1 else ""
        written = read_for_requirement(outcome.evidence)
        if written:
            title = writer.say(say.ALL_VALUES, n=len(written)) + name
            made.append(folded(title, evidence_table(writer, written, outcome.subject), "evidence"))
        assumed = cell(writer.assumptions(outcome.assumptions))
        made.append(f'<div class="assumed">{assumed}</div>' if assumed else "")
        made.append(folded(writer.say(say.CHAIN) + name, of_outcome(writer, outcome), "chain"))
    return "".join(made)


def evidence_table(writer: Writer, evidence: Sequence[Evidence], subject: Subject) -> str:
    """Every value as the plan writes it, with the line or the cell."""
    rows = "".join(
        f'<tr><th scope="row">{text(writer.names.field(item.field, subject))}</th><td>{text(item.value)}</td>'
        f"<td>{text(writer.page.place(item.at)) if item.at else '-'}</td></tr>"
        for item in evidence
    )
    heads = "".join(
        f'<th scope="col">{text(writer.say(word))}</th>' for word in (say.FIELD, say.VALUE, say.WHERE)
    )
    return f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def contents(links: Sequence[tuple[str, str]], label: str) -> str:
    """Links to the parts of a plan."""
    held = listed(f'<a href="#{anchor}">{text(title)}</a>' for anchor, title in links)
    return f'<nav class="contents" aria-label="{text(label)}">{held}</nav>\n'
