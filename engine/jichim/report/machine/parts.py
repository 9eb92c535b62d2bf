"""What the machine formats share: safe text, addresses of places, and names that stay the same."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import quote

from jichim.policy.model import Rule
from jichim.report.layout import Page
from jichim.review.model import Action, Finding, Review, RuleOutcome, Subject

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text that XML and JSON readers accept: control characters and half surrogate pairs become U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def uri(file: str, page: Page) -> str:
    """The file as a URI reference: relative where it lies below the working directory, else absolute."""
    path = file
    if page.folder and os.path.isabs(path):
        try:
            relative = os.path.relpath(path, page.folder)
        except ValueError:  # another drive
            relative = path
        path = path if relative.startswith("..") else relative
    pure = PurePath(path)
    text = quote(clean(pure.as_posix()), safe="/._-~!$&'()*+,;=@")
    return f"file://{text if text.startswith('/') else '/' + text}" if pure.is_absolute() else text


def fingerprint(rule: Rule, subject: Subject, repeat: int) -> str:
    """The same for the same rule and subject wherever they stand in the file; repeats are told apart."""
    parts = (rule.basis.instrument, rule.name, subject.node, subject.name, str(repeat))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def actions_of(review: Review) -> dict[tuple[str, Subject], Action]:
    return {(one.rule, one.subject): one for one in review.actions}


def results_of(review: Review, page: Page) -> Iterator[tuple[RuleOutcome, Finding | None]]:
    """What a report of results lists: findings and open outcomes; with `everything` every outcome."""
    found = {id(one.outcome): one for one in review.findings}
    if page.everything:
        for outcome in review.outcomes:
            yield outcome, found.get(id(outcome))
        return
    yield from ((one.outcome, one) for one in review.findings)
    for outcome in review.undetermined:
        if id(outcome) not in found:
            yield outcome, None
