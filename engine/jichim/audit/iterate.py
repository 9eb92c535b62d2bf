"""An audit without a store: an iterator of results, for notebooks and other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jichim.audit.gather import Gathered, gather
from jichim.audit.model import Entry, Reviewed, Settings, Task, Unusable
from jichim.audit.pool import review_apart, review_here
from jichim.audit.process import Make
from jichim.audit.rows import read_entry
from jichim.audit.work import BrokenRulesError, Worker
from jichim.policy import load_policies


def audit(
    paths: Sequence[str] | Gathered,
    settings: Settings | None = None,
    *,
    jobs: int = 0,
    make: Make = Worker,
) -> Iterator[tuple[Entry, Reviewed | Unusable]]:
    """Every plan under some paths (or already gathered) with its result, each as soon as it is done.

    With `jobs` 0 the plans are reviewed here, one after the other; otherwise in so many processes, where a
    plan can neither take them all down nor take for ever. `make` makes what turns a task into its result;
    it answers for the rules that it takes. Nothing is printed.
    `BrokenRulesError` holds the diagnostics of paths or rules that cannot be used, `NoReviewsError` those of
    what keeps every plan from being reviewed. Nothing is at work any more once the iterator is closed.
    """
    gathered, problems = (paths, ()) if isinstance(paths, Gathered) else gather(paths)
    if problems:
        raise BrokenRulesError(problems)
    chosen = settings or Settings()
    if make is Worker:  # before any process is started
        policy, diagnostics = load_policies(chosen.policies, drafts=chosen.drafts)
        if policy is None:
            raise BrokenRulesError(diagnostics)
    early: list[tuple[Entry, Unusable]] = []

    def tasks() -> Iterator[Task]:
        for number, entry in enumerate(gathered.entries):
            if entry.problem is not None:
                early.append((entry, Unusable(number, (entry.problem,))))
                continue
            content = read_entry(entry)
            if isinstance(content, Unusable):
                early.append((entry, Unusable(number, content.problems)))
                continue
            yield Task(number, entry.name, content, entry.format)

    results = review_apart(tasks(), chosen, jobs, make) if jobs > 0 else review_here(tasks(), chosen, make)
    for result in results:
        while early:
            yield early.pop(0)
        yield gathered.entries[result.number], result
    yield from early
