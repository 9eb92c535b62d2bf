"""What can be explained, by the names that people know it by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from jichim.diagnostic import did_you_mean
from jichim.explain import messages
from jichim.explain.errors import Unexplainable
from jichim.network.compile import signature_of
from jichim.network.program import Signature
from jichim.policy.model import Derivation, Policy, Rule
from jichim.policy.names import written_name
from jichim.review.assembly import Assembly
from jichim.review.model import Subject
from jichim.review.verdicts import Subjects
from jichim.vocabulary.model import normalise

Kind = Literal["rule", "decision", "derivation"]


@dataclass(frozen=True, slots=True)
class Target:
    """One result of a review: a rule or a derivation, and a subject."""

    declared: Rule | Derivation
    number: int | None
    """The position of a rule in the program; None for a derivation and for a rule that is not in force."""
    signature: Signature
    position: int
    records: Subjects
    subject: Subject


def declarations(policy: Policy) -> Iterator[Rule | Derivation]:
    """Everything that has results, in the order of the policy: rules, decisions, other derivations."""
    yield from policy.rules
    yield from (one for one in policy.derivations if one.decision)
    yield from (one for one in policy.derivations if not one.decision)


def kind_of(declared: Rule | Derivation) -> Kind:
    if isinstance(declared, Rule):
        return "rule"
    return "decision" if declared.decision else "derivation"


def declaration(policy: Policy, word: str) -> Rule | Derivation:
    """The rule, decision or derivation of a name; raises `Unexplainable` with the nearest names."""
    known = list(declarations(policy))
    wanted = normalise(word)
    exact = [one for one in known if normalise(one.name) == wanted]
    found = exact or [one for one in known if normalise(written_name(one.name)) == wanted]
    if len(found) > 1:
        listed = _listed([one.name for one in found])
        raise Unexplainable(messages.AMBIGUOUS_NAME.about("", word=word, known=listed))
    if found:
        return found[0]
    near = did_you_mean(word.upper(), [written_name(one.name) for one in known])
    titled = [written_name(one.name) for one in known if wanted and wanted in normalise(one.title)]
    ko, en = _hint([*near, *titled][:5], "`jichim explain 계획.yaml`로 설명할 수 있는 것을 모두 본다")
    raise Unexplainable(messages.UNKNOWN_NAME.about("", word=word, near_ko=ko, near_en=en))


def targets(assembly: Assembly, declared: Rule | Derivation, word: str | None) -> tuple[Target, ...]:
    """The results of a declaration, all or those of one subject; raises `Unexplainable` if there is none.

    A pair may be named in either order, as `I-MOD + I-ZET` or with a comma.
    """
    found = tuple(_all(assembly, declared))
    name = written_name(declared.name)
    if not found:
        label = assembly.policy.vocabulary.node(declared.bindings[0].node).label
        raise Unexplainable(messages.NO_SUBJECT.about("", name=name, label=label))
    if word is None:
        return found
    wanted = _names(word)
    chosen = tuple(one for one in found if wanted in _spellings(one.subject))
    if chosen:
        return chosen
    known = list(dict.fromkeys(_called(one.subject) for one in found))
    near = list(did_you_mean(word, known)) or known[:5]
    ko, en = _hint(near, "")
    raise Unexplainable(messages.UNKNOWN_SUBJECT.about("", name=name, word=word, near_ko=ko, near_en=en))


def _all(assembly: Assembly, declared: Rule | Derivation) -> Iterator[Target]:
    signature = signature_of(declared.bindings, assembly.root)
    number = None
    subjects: Sequence[Subjects]
    if isinstance(declared, Rule):
        rules = assembly.verdicts.program.rules.get(signature, ())
        number = next((place for place, rule in enumerate(rules) if rule is declared), None)
        subjects = assembly.subjects_of(declared)
    else:
        subjects = assembly.verdicts.subjects[signature]
    for position, records in enumerate(subjects):
        subject = assembly.about(declared.bindings, records)
        yield Target(declared, number, signature, position, records, subject)


def _names(word: str) -> frozenset[str]:
    return frozenset(normalise(part) for part in word.replace(",", "+").split("+"))


def _spellings(subject: Subject) -> tuple[frozenset[str], ...]:
    """What a subject is called; the plan and its sections also by their label."""
    whole = frozenset({normalise(subject.name)})
    label = frozenset({normalise(subject.label)}) if subject.index < 0 else whole
    return _names(subject.name), whole, label


def _called(subject: Subject) -> str:
    return subject.label if subject.name == "plan" and subject.index < 0 else subject.name


def _hint(near: Sequence[str], otherwise: str) -> tuple[str, str]:
    if not near:
        return otherwise, "see everything that can be explained with `jichim explain PLAN`"
    return f"혹시 {_listed(near)}?", f"did you mean {_listed(near)}?"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in dict.fromkeys(words))
