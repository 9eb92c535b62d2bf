"""Many sessions one after the other: `python sessions.py 50000` prints how the memory of the process grew."""

from __future__ import annotations

import resource
import sys

from jichim.network import AllTests, Is, IsNot, Network, Production, WorkingFact

PRODUCTIONS = [
    Production(f"{rule} {kind}", rule % 3, AllTests((Is(f"applies {rule}", 1), Is(f"met {rule}", kind))))
    for rule in range(30)
    for kind in range(3)
] + [Production("stated", 0, IsNot("applies 0", 3))]


def growth(sessions: int, warm_up: int = 300) -> int:
    """Kilobytes by which the peak of the process grew over the sessions, after some to warm up."""
    with Network(PRODUCTIONS) as network:
        _review(network, warm_up)
        before = _peak()
        _review(network, sessions)
        return _peak() - before


def reloads(networks: int, warm_up: int = 20) -> int:
    """Kilobytes by which the peak grew over networks that were built, used and closed."""
    for _ in range(warm_up):
        _reload()
    before = _peak()
    for _ in range(networks):
        _reload()
    return _peak() - before


def _reload() -> None:
    with Network(PRODUCTIONS) as network:
        _review(network, 1)


def _review(network: Network, sessions: int) -> None:
    for number in range(sessions):
        with network.session() as session:
            for group in range(3):
                facts = [
                    WorkingFact(
                        10 * group + n, group, {f"applies {group}": 1, f"met {group}": (n + number) % 3}
                    )
                    for n in range(5)
                ]
                fired = session.run(facts)
                assert len(fired) == (10 if group == 0 else 5), fired


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    print(
        f"{count} sessions: {growth(count)} kB more; {count // 100} networks: {reloads(count // 100)} kB more"
    )
