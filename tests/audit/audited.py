"""Small plans and what audits of them are asked in the tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jichim.audit import Finished, Settings, Store, gather, run_audit

POLICY = '정책 작은\n  제목 "작은 규칙"\n  상태 시행\n  시행 2020-01-01 부터\n' + (
    '\n규칙 S-1 "유지관리계획"\n  근거 "제1조"\n  대상 서비스\n  의무 하여야 한다\n'
    '  요건 유지관리계획 기재\n  지적 "{서비스}: 유지관리계획이 없다"\n'
)


def plan_text(name: str = "계획", *, services: int = 1, mark: str = "") -> str:
    """A plan whose first service meets the rule of `POLICY`, and whose others do not."""
    text = f"{mark}\n계획: {{명칭: {name}, 지자체: 가람시, 제출일: 2021-03-02}}\n서비스:\n"
    for number in range(services):
        kept = ", 유지관리계획: [분기별 점검]" if number == 0 else ""
        text += f"  - {{이름: 서비스 {number}, 분야: 교통, 단계: 계획{kept}}}\n"
    return text


def small_settings(folder: Path, **changes: Any) -> Settings:
    """The one small rule instead of all that are shipped."""
    path = folder / "small.jichim"
    path.write_text(POLICY, encoding="utf-8")
    return Settings((str(path),), **changes)


def audited(
    paths: Sequence[Path | str], store: Path, settings: Settings, *, jobs: int = 0, resume: bool = False
) -> Finished:
    """A run into a store, here unless `jobs` says otherwise."""
    gathered, problems = gather([str(path) for path in paths])
    assert not problems
    with Store.create(str(store)) as opened:
        return run_audit(gathered, settings, opened, jobs=jobs, resume=resume)


def asked(store: Path, query: str, *values: object) -> list[Any]:
    """The rows that a query gives."""
    with sqlite3.connect(store) as connection:
        found = connection.execute(query, values).fetchall()
    connection.close()
    return found


def codes_by_name(store: Path, run: int = 1) -> dict[str, list[str]]:
    """The codes of the diagnostics of each unusable plan, by the last part of its name."""
    rows = asked(
        store,
        "SELECT name, json_extract(one.value, '$.code') FROM entry, json_each(problems) one WHERE run = ?",
        run,
    )
    found: dict[str, list[str]] = {}
    for name, code in rows:
        found.setdefault(Path(name).name, []).append(code)
    return found
