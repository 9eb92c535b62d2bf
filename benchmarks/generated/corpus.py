"""Generated plans with planted defects: `python benchmarks/generated/corpus.py FOLDER`.

For tests and measurements. Every service starts from the canvas of a real one (`samples/*.yaml`) and states,
beside it, what the rules in `planted.py` ask for, so that none of those rules fails by chance. Defects are
then planted, each known to be not met or undetermined from the text of its rule, and counted. Everything
follows from the seed.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from planted import PLAN_DEFECTS, SERVICE_DEFECTS, SOUND_PLAN, SOUND_SERVICE, Defect
from unusable_files import UNUSABLE

Form = Literal["yaml", "jsonl", "zip"]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CITIES = ("가람시", "나래시", "다온시", "라온시", "마루시", "바람시", "새빛시", "아라시", "한울시", "해밀시")
STAGES = ("계획", "실증", "구축", "운영")
_SHARE = 0.15
"""How many of the services (plans, for defects of the plan) have each defect."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was written: the path to audit, and what an audit must find there."""

    path: Path
    plans: int
    services: int
    planted: Counter[str]
    """How often each defect was planted, by its name."""
    unusable: tuple[tuple[str, str], ...] = ()
    """Each unusable file with the code of the diagnostic that it must get."""

    def expected(self) -> dict[tuple[str, str], int]:
        """How many outcomes of a kind each rule must have, by rule and outcome."""
        counts: Counter[tuple[str, str]] = Counter()
        for defect in (*SERVICE_DEFECTS, *PLAN_DEFECTS):
            if defect.rule:
                counts[defect.rule, defect.outcome] += self.planted[defect.name]
        return dict(counts)

    def decisions(self) -> dict[str | None, int]:
        """How many services must get each value of the decision table 운영주체; None is undetermined."""
        found: Counter[str | None] = Counter()
        for defect in SERVICE_DEFECTS:
            if defect.slot == "money":
                found[defect.decision] += self.planted[defect.name]
        found["공공"] += self.services - sum(found.values())
        return dict(found)


def plans(count: int, services: int, seed: int = 1) -> Iterator[tuple[dict[str, Any], Counter[str]]]:
    """So many plans of so many services, each with what was planted in it."""
    for number in range(count):
        yield plan(number, services, random.Random(f"{seed}/{number}"))


def plan(number: int, services: int, chance: random.Random) -> tuple[dict[str, Any], Counter[str]]:
    """One plan; its number makes names that differ."""
    planted: Counter[str] = Counter()
    city = chance.choice(CITIES)
    made: dict[str, Any] = json.loads(SOUND_PLAN)
    made["계획"] |= {"명칭": f"{city} 스마트도시계획 {number}", "지자체": city}
    _plant(made, PLAN_DEFECTS, chance, planted)
    made["서비스"] = [_service(position, chance, planted) for position in range(services)]
    return made, planted


def _service(position: int, chance: random.Random, planted: Counter[str]) -> dict[str, Any]:
    service: dict[str, Any] = json.loads(SOUND_SERVICE)
    real = chance.choice(_canvases())
    service |= {"이름": f"{real['이름']} {position + 1}", "단계": chance.choice(STAGES)}
    service["분야"] = real["분야"]
    service["캔버스"] = {"고객 분할": ["외곽 마을 주민"], **real["캔버스"]}  # some real ones leave it blank
    _plant(service, SERVICE_DEFECTS, chance, planted)
    return service


def _plant(
    target: dict[str, Any], defects: Sequence[Defect], chance: random.Random, planted: Counter[str]
) -> None:
    """Each defect with the same chance; of those that touch the same fields, the first one drawn."""
    taken: set[str] = set()
    for defect in chance.sample(defects, len(defects)):
        if chance.random() < _SHARE and defect.slot not in taken:
            taken.add(defect.slot)
            defect.plant(target)
            planted[defect.name] += 1


@functools.cache
def _canvases() -> tuple[dict[str, Any], ...]:
    """Name, field and canvas of every service of the samples that has a canvas."""
    found = []
    for path in sorted(SAMPLES.glob("*.yaml")):
        for service in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).get("서비스", ()):
            if service.get("캔버스"):
                found.append({key: service[key] for key in ("이름", "분야", "캔버스")})
    return tuple(found)


def write(
    folder: Path, count: int, services: int, *, seed: int = 1, form: Form = "yaml", unusable: bool = False
) -> Corpus:
    """A corpus on disk: YAML files in folders of a thousand, one JSON lines file, or one zip file."""
    folder.mkdir(parents=True, exist_ok=True)
    planted: Counter[str] = Counter()
    made = plans(count, services, seed)
    path = folder
    if form == "yaml":
        for number, (one, defects) in enumerate(made):
            planted += defects
            inside = folder / f"{number // 1000:03}"
            inside.mkdir(exist_ok=True)
            (inside / f"plan-{number:06}.yaml").write_text(to_yaml(one), encoding="utf-8")
    elif form == "jsonl":
        path = folder / "plans.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for one, defects in made:
                planted += defects
                file.write(json.dumps(one, ensure_ascii=False) + "\n")
    else:
        path = folder / "plans.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, (one, defects) in enumerate(made):
                planted += defects
                archive.writestr(f"plan-{number:06}.yaml", to_yaml(one))
    broken: list[tuple[str, str]] = []
    if unusable:
        (folder / "unusable").mkdir(exist_ok=True)
        for one in UNUSABLE:
            target = folder / "unusable" / one.name
            one.write(target)
            broken.append((str(target), one.code))
        path = folder
    return Corpus(path, count, count * services, planted, tuple(broken))


def to_yaml(made: dict[str, Any]) -> str:
    """The plan as people write it: sections and lists in block style, records in braces."""
    lines = []
    for section, content in made.items():
        lines.append(f"{section}:\n")
        if section == "서비스":
            for service in content:
                block = "".join(
                    _block(key, json.dumps(value, ensure_ascii=False), 4) for key, value in service.items()
                )
                lines.append("  - " + block[4:])
        else:
            lines += [_block(key, json.dumps(value, ensure_ascii=False), 2) for key, value in content.items()]
        lines.append("\n")
    return "".join(lines)


@functools.lru_cache(maxsize=4096)
def _block(key: str, value_json: str, indent: int) -> str:
    """One field; the same few values occur in thousands of services."""
    text: str = yaml.dump(
        {key: json.loads(value_json)},
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=1000,
        default_flow_style=None,
    )
    if text.startswith("{"):  # PyYAML writes a mapping of one plain value in braces
        text = text.strip()[1:-1]
    return "".join(f"{' ' * indent}{line}\n" for line in text.splitlines())


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--services", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("yaml", "jsonl", "zip"), default="yaml")
    parser.add_argument("--unusable", action="store_true", help="with unusable files of every kind")
    chosen = parser.parse_args(arguments)
    made = write(
        chosen.folder,
        chosen.plans,
        chosen.services,
        seed=chosen.seed,
        form=chosen.form,
        unusable=chosen.unusable,
    )
    print(f"{made.path}: {made.plans} plans, {made.services} services, {len(made.unusable)} unusable files")
    for (rule, outcome), count in sorted(made.expected().items()):
        print(f"  {rule:<22} {outcome:<14} {count:>7}")
    for value, count in sorted(made.decisions().items(), key=str):
        print(f"  운영주체 {value or '판단불가'}: {count}")


if __name__ == "__main__":
    main(sys.argv[1:])
