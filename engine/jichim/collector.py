"""Python's search for unreachable cycles, put off while something bounded is made.

The search starts after every few hundred new objects and walks over those that are still in use. While a
policy is loaded or a plan is reviewed nearly everything made is still in use, so that it finds nothing and
takes a good part of the time. What nobody refers to any more is freed at once all the same.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search while the block runs; as it was afterwards. Only for work whose size is bounded."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
