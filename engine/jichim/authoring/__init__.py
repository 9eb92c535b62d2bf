"""Authoring: what an analyst does with rules besides reviewing plans: run their tests, trace the source."""

from jichim.authoring.rule_tests import TestResult, run_tests
from jichim.authoring.trace import Trace, trace
from jichim.authoring.trace_file import load_traces, read_trace

__all__ = ["TestResult", "Trace", "load_traces", "read_trace", "run_tests", "trace"]
