"""The bounds inside which durable-rules 2.0.28 answers correctly, and how close to them a network may come.

The engine does not defend them: past most of them it crashes, hangs or drops a fact without a word.
The numbers come from its C sources and from experiments; ours keep a margin. Everything here is
checked before a ruleset is created, so that the engine never meets a definition that it cannot hold.
"""

from __future__ import annotations

from typing import Final

MAX_VALUE: Final = 2**31 - 1
"""Values and groups run from 0 to this. The engine saturates at 2**63 - 1; ours never come near."""

RULES_PER_RULESET: Final = 600
"""1,800 rules in one ruleset worked, 2,400 failed; the cost of a drain also grows with the square."""

PACKED_RULES: Final = 64
"""Parts share a ruleset up to this size. A run pays for all the rules of a ruleset that it uses."""

PARTS_PER_RULESET: Final = 32

PROPERTIES: Final = 254
"""Properties of one fact, counted by the engine in one byte with 255 as its error."""

RESERVED_PROPERTIES: Final = 4
"""`id`, `sid`, `k` and `g`."""

PART_PROPERTIES: Final = PROPERTIES - RESERVED_PROPERTIES
"""Properties that the rules of one part test. Smaller parts were tried: a fact that is told twice costs
more than it saves."""

PENDING: Final = 60
"""Branches of one fact that wait to be followed; the engine has room for 64 and then drops the fact."""

FAN_OUT: Final = 16
"""Children of a spreading node, all of which match every fact."""

LEAVES: Final = FAN_OUT * FAN_OUT
LEAF_PENDING: Final = PENDING - 2 * (FAN_OUT - 1) - 2
LEAF_FIRST_TESTS: Final = 16
"""Different first tests below one leaf: a longer table is searched more slowly than a second leaf."""
LEAF_TESTS: Final = 150

NODE_CHILDREN: Final = 200
"""Tests below one node. The engine has 512 places, and searches them for ever when all are taken."""
NODE_JOINS: Final = 100
"""Ends of alternatives below one node; the engine has 128 places and does not check them."""
NODE_RULES: Final = 200
"""Rules that end in one node; the engine has 256 places and does not check them."""

RULE_WIDTH: Final = 16
"""Alternatives in one `$or`. Wider ones become several rules that report the same production."""
RULE_GROUPS: Final = 12
"""`$and` and `$or` objects in one rule, nested or not; the engine can hold 15."""
RULE_PENDING: Final = 20
RULE_PATHS: Final = 64
"""Ways in which one rule can hold for one fact; the engine fires once for each."""

RULES_PER_PRODUCTION: Final = 1000
CONDITION_DEPTH: Final = 100
CONDITION_PARTS: Final = 20_000
"""Bounds of a condition as written, which protect the compiler itself."""

FACTS_PER_STATE: Final = 256
"""Facts that share one state of the engine, which keeps 9 kB for each until the state is deleted."""

FIRINGS_PER_ACTION: Final = 65_535
"""The engine's `cap`: firings of one rule that are handed over together."""

CACHED_TEXTS: Final = 65_536
"""Pairs of property and value whose text is kept."""
