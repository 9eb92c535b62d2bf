"""A plan as cities write it: the services of the samples, over and over, each silent on something else.

The rules are the shipped ones, so that what a benchmark says holds for a review. Every service is taken
from a sample of the report, renamed, and left without some of its fields; everything follows from a seed.
"""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import yaml

POLICIES = ("report-2020-3", "guideline-2025-785")
_SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_DROPPED = 0.12
"""How much of what a sample says of a service is left out."""
_STAGES = ("계획", "실증", "시범 운영", "운영")
_OPERATORS = ("공공", "민관협업", "민간")


def plan_text(services: int, *, seed: int = 1) -> str:
    """A plan as JSON text: the head of one city, and so many services of all samples."""
    chance = random.Random(seed)
    files = sorted(path for path in _SAMPLES.glob("*.yaml"))
    documents = [yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) for path in files]
    found = [service for document in documents for service in document.get("서비스", ())]
    head = yaml.load((_SAMPLES / "incheon.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    head["서비스"] = [_varied(found[number % len(found)], number, chance) for number in range(services)]
    return json.dumps(head, ensure_ascii=False, indent=1)


def _varied(service: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    varied: dict[str, Any] = _without(copy.deepcopy(service), chance)
    varied["이름"] = f"{service['이름']} {number + 1}"
    if chance.random() < 0.5:
        varied["단계"] = chance.choice(_STAGES)
    if chance.random() < 0.3:
        varied["운영주체"] = chance.choice(_OPERATORS)
    for one in varied.get("비용") or ():
        if isinstance(one, dict) and not any("금액" in key for key in one) and chance.random() < 0.4:
            one["연간금액"] = f"{chance.randint(1, 30)}천만원/년"
    return varied


def _without(node: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    kept = {key: one for key, one in node.items() if key == "이름" or chance.random() >= _DROPPED}
    return {key: _without(one, chance) if isinstance(one, dict) else one for key, one in kept.items()}
