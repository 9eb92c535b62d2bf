"""Authoring: what an analyst does with rules besides reviewing plans; so far, running their tests."""

from jichim.authoring.rule_tests import TestResult, run_tests

__all__ = ["TestResult", "run_tests"]
