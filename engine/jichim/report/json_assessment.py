"""The assessment of one plan in the shape of `schema/review-1.json`."""

from __future__ import annotations

from fractions import Fraction

from jichim.assessment.model import Assessment, Combined, Evaluator, Rating, Scheme, Score, SubjectScores


def assessment_document(assessment: Assessment) -> dict[str, object]:
    """Plain dicts and lists; a value is given exactly (`exact`, a fraction) and as a rounded number."""
    return {
        "evaluators": [_evaluator(one) for one in assessment.evaluators],
        "schemes": [_scheme(one) for one in assessment.schemes],
        "subjects": [_subject(one) for one in assessment.subjects],
    }


def _evaluator(one: Evaluator) -> dict[str, object]:
    return {
        "name": one.name,
        "affiliation": one.affiliation,
        "field": one.expertise,
        "date": one.day.isoformat() if one.day else None,
        "file": one.file,
    }


def _scheme(scheme: Scheme) -> dict[str, object]:
    return {
        "policy": scheme.instrument,
        "scale": list(scheme.scale),
        "combination": scheme.combination,
        "high": _number(scheme.high),
        "low": _number(scheme.low),
        "assumptions": [{"name": one.name, "reason": one.reason} for one in scheme.assumed],
    }


def _subject(subject: SubjectScores) -> dict[str, object]:
    return {
        "policy": subject.instrument,
        "subject": " + ".join(subject.names),
        "subject_kind": subject.node,
        "items": [_item(one) for one in subject.items],
        "blocks": [_score(one) for one in subject.blocks],
        "standards": [_score(one) for one in subject.standards],
        "total": _score(subject.total) if subject.total else None,
        "consequence": subject.consequence.value if subject.consequence else None,
        "improve": list(subject.improve),
        "missing": subject.missing,
    }


def _item(item: Combined) -> dict[str, object]:
    return {
        "criterion": item.criterion,
        "title": item.title,
        "item": item.item,
        "block": item.block,
        "value": _number(item.value),
        "exact": str(item.value) if item.value is not None else None,
        "spread": _number(item.spread),
        "ratings": [_rating(one) for one in item.ratings],
        "absent": list(item.absent),
    }


def _rating(rating: Rating) -> dict[str, object]:
    return {
        "evaluator": rating.evaluator,
        "value": _number(rating.value),
        "comment": rating.comment,
        "at": str(rating.place),
    }


def _score(score: Score) -> dict[str, object]:
    return {
        "name": score.name,
        "label": score.label,
        "value": _number(score.value),
        "exact": str(score.value) if score.value is not None else None,
        "missing": score.missing,
        "of": score.of,
    }


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else round(float(value), 4)
