"""The article that each rule in force encodes, from the lists of provisions; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jichim.policy.model import Policy, Rule
from jichim.provisions import Address, Beside, parse_address
from jichim.review.model import Article, Review

Places = Mapping[tuple[str, str], Address]
"""Addresses by instrument and id of the provision."""


def with_articles(review: Review, policy: Policy, beside: Beside) -> Review:
    """The review with the articles of the rules of instruments in force; without lists as it was."""
    if not beside.lists:
        return review
    places = addresses(beside)
    headings: dict[tuple[str, str], str] = {}
    for listed in beside.lists:
        for one in listed.provisions:
            headings.setdefault((listed.instrument, one.address.article_name), one.heading)
    drafts = {one.name for one in policy.instruments if one.draft}
    found: dict[str, Article] = {}
    for rule in policy.rules:
        at = address_of(rule, places, beside)
        if at is not None and rule.basis.instrument not in drafts:
            heading = headings.get((rule.basis.instrument, at.article_name), "")
            found[rule.name] = Article(at.article_name, heading, (at.article, at.article_of))
    return replace(review, articles=found)


def addresses(beside: Beside) -> Places:
    """Where the provisions of the lists stand."""
    return {(listed.instrument, one.id): one.address for listed in beside.lists for one in listed.provisions}


def address_of(rule: Rule, places: Places, beside: Beside) -> Address | None:
    """Where the first provision stands that a rule encodes: by its items, else by its citation."""
    for item in (*rule.basis.items, rule.name):
        if (rule.basis.instrument, item) in places:
            return places[rule.basis.instrument, item]
    cited = (parse_address(text, beside.documents, "") for text in rule.basis.citations)
    return next((one[0] for one in cited if one is not None and one[1] == rule.basis.instrument), None)
