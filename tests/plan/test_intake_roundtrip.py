"""A canvas written into a document comes back as the same canvas, in both formats and however labels look."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import DECORATED, PRINTED, WRITERS, figure, lined
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jichim.plan import read_plan, read_plan_file
from jichim.plan.intake import read_draft
from jichim.plan.intake.items import amount_at_end
from jichim.plan.model import Record
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FILES = ("incheon", "busan-eco-delta", "sejong-5-1", "bucheon", "daejeon", "demonstration-projects")


def drafted(raw: bytes, form: str, shipped: Vocabulary) -> Record:
    """The plan that the draft of a document reads as."""
    draft, diagnostics = read_draft(f"제출.{form}", raw, shipped)
    assert draft is not None, diagnostics
    plan, problems = read_plan(Source("draft.yaml", draft.text), shipped)
    assert plan is not None, problems
    return plan.root


def items(service: Record, block: str) -> tuple[str, ...]:
    fact = service.facts.get(f"canvas.{block}", ())
    return fact if isinstance(fact, tuple) else ()


def services(root: Record) -> tuple[Record, ...]:
    found = root.lists["services"]
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("labels", [PRINTED, DECORATED], ids=["printed", "decorated"])
@pytest.mark.parametrize("sample", FILES)
def test_the_canvases_of_the_samples_come_back(
    sample: str, labels: dict[str, str], form: str, shipped: Vocabulary
) -> None:
    plan, _ = read_plan_file(SAMPLES / f"{sample}.yaml", shipped)
    assert plan is not None
    written = services(plan.root)
    blocks = {each.name: {block: items(each, block) for block in PRINTED} for each in written}
    filled = {name: given for name, given in blocks.items() if any(given.values())}
    assert filled or sample == "daejeon"
    parts = [part for name, given in filled.items() for part in (f"□ {name}", figure(given, labels))]
    if not parts:
        return
    read = {each.name: each for each in services(drafted(WRITERS[form](parts), form, shipped))}
    assert list(read) == list(filled)
    for name, given_blocks in filled.items():
        for block, expected in given_blocks.items():
            names = tuple(parted[0] if (parted := amount_at_end(each)) else each for each in expected)
            if block not in ("channels", "costs", "revenues", "social_costs", "social_benefits"):
                names = expected
            assert items(read[name], block) == names, (name, block)


def test_both_formats_give_the_same_draft(shipped: Vocabulary) -> None:
    parts = [
        "2. 서비스",
        "가. I-MOD",
        figure({name: [f"{name} 하나", f"{name} 둘"] for name in PRINTED}, DECORATED),
        "I-MOD 비용 내역 (단위: 백만원)",
        lined([["비목", "구분", "금액"], ["차량 임대", "운영", "1,200"]]),
    ]
    texts = set()
    for form, write in WRITERS.items():
        draft, _ = read_draft("제출", write(parts), shipped)
        assert draft is not None, form
        texts.add(draft.text)
    assert len(texts) == 1


WORDS = st.text(st.sampled_from("가나다라 ABC:#-'\"{}[]&*!|>%@`,?\\0123456789.~·"), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORDS, max_size=3), min_size=11, max_size=11))
def test_whatever_cells_hold_the_draft_reads_as_a_plan(shipped: Vocabulary, texts: list[list[str]]) -> None:
    blocks = dict(zip(PRINTED, texts, strict=True))
    raw = WRITERS["docx"](["□ 서비스 하나", figure(blocks, PRINTED)])
    draft, diagnostics = read_draft("제출.docx", raw, shipped)
    if draft is None:
        assert [each.code for each in diagnostics] == ["P086"]
        return
    plan, problems = read_plan(Source("draft.yaml", draft.text), shipped)
    assert plan is not None, (problems, draft.text)
