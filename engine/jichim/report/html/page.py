"""Report → page: the index, and for each plan its parts in the order of the opinion."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from jichim.assessment.model import Assessment
from jichim.plan.model import Plan
from jichim.policy.model import Policy
from jichim.report import document_words as doc
from jichim.report.grouping import Chapter, chapters
from jichim.report.html import words as say
from jichim.report.html.canvas import Marked, canvas, states_canvas
from jichim.report.html.derivation import of_decision
from jichim.report.html.filters import filters
from jichim.report.html.findings import Anchors, chapters_html, contents
from jichim.report.html.markup import blocks, folded, section, text
from jichim.report.layout import Page, printable
from jichim.report.model import Report
from jichim.report.names import Names
from jichim.report.opinion.build import overview, unusable_files, verdict_table
from jichim.report.opinion.cells import Writer, run
from jichim.report.opinion.checklists import checklist
from jichim.report.opinion.findings import actions, undecided
from jichim.report.opinion.grounds import decisions, rests
from jichim.report.opinion.model import Block, Paragraph
from jichim.report.opinion.scores import scores
from jichim.report.opinion.supplements import supplements
from jichim.report.particulars import particulars, plan_of, services_of
from jichim.report.parts import grouped
from jichim.report.scores import WORDS
from jichim.report.words import outcome_word
from jichim.version import VERSION


def html(report: Report, policy: Policy, page: Page) -> bytes:
    """The whole file, UTF-8; half a surrogate pair is spelled out like other invisible characters."""
    names = Names(policy.vocabulary, page.lang)
    plans = [
        _plan(Writer(review, page, names), policy, plan_of(report.plans, place), assessment, f"p{place + 1}")
        for place, (review, assessment) in enumerate(report.assessed())
    ]
    titles = [printable(review.plan) or page.path(review.file) for review in report.reviews]
    title = f"{say.PAGE.in_(page.lang)} - {titles[0]}" if len(titles) == 1 else say.PAGE.in_(page.lang)
    index = _index(titles, page) if len(titles) > 1 else ""
    failed = blocks(unusable_files(page, report.unusable), level=2, caption=doc.UNUSABLE.in_(page.lang))
    day = report.reviews[0].as_of if report.reviews else "-"
    foot = say.FOOT.in_(page.lang).format(version=VERSION, day=day)
    style, script = _part("review.css"), _part("review.js")
    policy_of_page = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    made = (
        f'<!doctype html>\n<html lang="{page.lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy_of_page}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#content">{text(say.SKIP.in_(page.lang))}</a>\n'
        f"<header><h1>{text(say.PAGE.in_(page.lang))}</h1></header>\n{index}"
        f'<main id="content">\n{"".join(plans)}{failed}</main>\n<footer><p>{text(foot)}</p></footer>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )
    return made.encode("utf-8", "replace")


def _plan(writer: Writer, policy: Policy, plan: Plan | None, assessment: Assessment | None, at: str) -> str:
    review = writer.review
    about = particulars(review, plan)
    if not any(use.applied for use in review.policies):
        nothing: list[Block] = [*overview(writer, about), verdict_table(writer)]
        nothing.append(Paragraph((run(writer.say(doc.NOTHING_APPLIES), "severe"),)))
        return section(at, about.name, blocks(nothing, level=3, caption=writer.say(doc.VERDICT)), level=2)
    law, drafts = chapters(review, draft=False), chapters(review, draft=True)
    marked, anchors = _anchors((*law, *drafts), at)
    places = {use.instrument: number for number, use in enumerate(review.policies)}
    scope = Paragraph((run(writer.say(doc.SCOPE)),), "note")
    mark = Paragraph((run(writer.say(doc.EVIDENCE_ONLY)),), "note")
    parts: list[tuple[str, str, str]] = [
        (
            "verdict",
            writer.say(doc.VERDICT),
            _blocks(writer, [verdict_table(writer), scope], doc.VERDICT.in_(writer.lang)),
        ),
        *(
            (
                f"checklist{number}",
                printable(one.title.in_(writer.lang)),
                _blocks(writer, checklist(writer, one), ""),
            )
            for number, one in enumerate(review.checklists, 1)
        ),
        ("canvas", writer.say(say.CANVASES), _canvases(writer, policy, plan, marked, at)),
        (
            "findings",
            writer.say(doc.FINDINGS),
            filters(writer, (*law, *drafts), places, at)
            + _blocks(writer, [_lead(writer, law), mark], "")
            + chapters_html(writer, law, anchors, places),
        ),
        (
            "drafts",
            writer.say(doc.DRAFT_FINDINGS),
            _drafts(writer, drafts) + chapters_html(writer, drafts, anchors, places),
        ),
        ("actions", writer.say(doc.ACTIONS), _blocks(writer, actions(writer), writer.say(doc.ACTIONS))),
        (
            "requests",
            writer.say(doc.SUPPLEMENTS),
            _blocks(writer, supplements(writer), writer.say(doc.SUPPLEMENTS)),
        ),
        *_assessed(writer, assessment),
        ("decisions", writer.say(doc.DECISIONS), _decisions(writer)),
        ("open", writer.say(doc.OPEN), _blocks(writer, undecided(writer), writer.say(doc.OPEN))),
        ("rests", writer.say(doc.RESTS), _blocks(writer, rests(writer), writer.say(doc.RESTS))),
        ("all", writer.say(say.EVERY), _every(writer)),
    ]
    if review.notes:
        notes: list[Block] = [Paragraph((run(note),), "item") for note in review.notes]
        parts.append(("notes", writer.say(doc.NOTES), _blocks(writer, notes, "")))
    links = [(f"{at}-{name}", title) for name, title, _ in parts]
    held = "".join(section(f"{at}-{name}", title, content) for name, title, content in parts)
    label = f"{writer.say(say.CONTENTS)}: {about.name}"
    head = _blocks(writer, overview(writer, about), writer.say(doc.OVERVIEW))
    return section(at, about.name, head, contents(links, label), held, level=2)


def _assessed(writer: Writer, assessment: Assessment | None) -> list[tuple[str, str, str]]:
    title = WORDS[writer.lang]["title"]
    return [("scores", title, _blocks(writer, scores(writer, assessment), title))] if assessment else []


def _blocks(writer: Writer, found: Sequence[Block], caption: str) -> str:  # noqa: ARG001
    return blocks(found, level=3, caption=caption)


def _lead(writer: Writer, found: Sequence[Chapter]) -> Paragraph:
    return Paragraph((run(writer.say(doc.FINDINGS_LEAD if found else doc.NO_FINDINGS_IN_LAW)),), "lead")


def _drafts(writer: Writer, found: Sequence[Chapter]) -> str:
    lead = Paragraph((run(writer.say(doc.DRAFT_LEAD if found else doc.NO_FINDINGS)),), "lead")
    return blocks([lead], level=3, caption="")


def _anchors(found: Sequence[Chapter], at: str) -> tuple[list[Marked], Anchors]:
    """Every finding with an anchor of its own, numbered in the order of the page."""
    marked: list[Marked] = []
    for chapter in found:
        for provision in chapter.provisions:
            for entry in provision.entries:
                by_finding = grouped(entry.actions, lambda action: (action.rule, action.subject))
                for finding in (*entry.findings, *entry.beside):
                    anchor = f"{at}-f{len(marked) + 1}"
                    own = tuple(by_finding.get((finding.outcome.rule.name, finding.outcome.subject), ()))
                    marked.append(Marked(finding, own, anchor))
    anchors = {
        (m.finding.outcome.rule.name, m.finding.outcome.subject, m.finding.level.value): m.anchor
        for m in marked
    }
    return _at_canvases(found, marked), anchors


def _at_canvases(found: Sequence[Chapter], marked: Sequence[Marked]) -> list[Marked]:
    """Without those that are told at a finding of the same subject: a canvas counts a fault once."""
    told = {
        id(finding)
        for chapter in found
        for provision in chapter.provisions
        for entry in provision.entries
        for finding in entry.beside
        if any(finding.outcome.subject == one.outcome.subject for one in entry.findings)
    }
    return [one for one in marked if id(one.finding) not in told]


def _canvases(writer: Writer, policy: Policy, plan: Plan | None, marked: Sequence[Marked], at: str) -> str:
    if plan is None:
        return f"<p>{text(writer.say(say.NO_PLAN))}</p>"
    services = services_of(plan)
    if not services:
        return f"<p>{text(writer.say(say.NO_SERVICES))}</p>"
    made = "".join(
        canvas(writer, policy.vocabulary, service, marked, f"{at}-s{number}")
        for number, service in enumerate(services, 1)
    )
    silent = ", ".join(printable(service.name) for service in services if not states_canvas(service))
    return made + (f"<p>{text(writer.say(say.NO_CANVAS, names=silent))}</p>" if silent else "")


def _decisions(writer: Writer) -> str:
    trees = "".join(
        folded(
            f"{writer.say(say.CHAIN)} · {writer.names.subject(decision.subject)} · "
            f"{printable(decision.derivation.name)}",
            of_decision(writer, decision),
            "chain",
        )
        for decision in writer.review.decisions
    )
    return blocks(decisions(writer), level=3, caption=writer.say(doc.DECISIONS)) + trees


def _every(writer: Writer) -> str:
    """Every outcome of the review, folded."""
    outcomes = writer.review.outcomes
    heads = (doc.RULE, doc.RULE_TITLE, doc.INSTRUMENT, doc.SUBJECT, say.OUTCOME, doc.CAUSE)
    head = "".join(f'<th scope="col">{text(writer.say(word))}</th>' for word in heads)
    rows = "".join(
        f'<tr><th scope="row">{text(o.rule.name)}</th><td>{text(o.rule.title)}</td>'
        f"<td>{text(o.instrument.title)}</td><td>{text(writer.names.subject(o.subject))}</td>"
        f"<td>{text(outcome_word(o.outcome.value, writer.lang))}</td>"
        f"<td>{text(writer.words.causes[o.cause]) if o.cause else ''}</td></tr>\n"
        for o in outcomes
    )
    table = f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    return folded(writer.say(say.EVERY_OF, n=len(outcomes)), table)


def _index(titles: Sequence[str], page: Page) -> str:
    links = [(f"p{number}", title) for number, title in enumerate(titles, 1)]
    return contents(links, say.INDEX.in_(page.lang))


def _part(name: str) -> str:
    return files("jichim.report.html").joinpath(name).read_text("utf-8")


def _digest(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
