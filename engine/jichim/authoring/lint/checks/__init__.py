"""The checks, in the order of their codes. A new check is a file here and a line below."""

from jichim.authoring.lint.checks import (
    alike_names,
    bare_assumption,
    constant_condition,
    contradictory_rules,
    dangling_citation,
    empty_placeholder,
    missing_action,
    missing_citation,
    same_test_title,
    subsumed_rule,
    unreachable_case,
    unread_clearing,
    untested,
    unused_definition,
    unused_derivation,
    unused_parameter,
)
from jichim.authoring.lint.model import Check

CHECKS: tuple[Check, ...] = (
    unused_derivation.CHECK,
    unused_definition.CHECK,
    unused_parameter.CHECK,
    alike_names.CHECK,
    missing_citation.CHECK,
    missing_action.CHECK,
    untested.CHECK,
    constant_condition.CHECK,
    unreachable_case.CHECK,
    subsumed_rule.CHECK,
    contradictory_rules.CHECK,
    empty_placeholder.CHECK,
    bare_assumption.CHECK,
    dangling_citation.CHECK,
    same_test_title.CHECK,
    unread_clearing.CHECK,
)
CODES = frozenset(check.code for check in CHECKS)
