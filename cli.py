"""The door for `python cli.py …`: works in a bare source tree, once the dependencies are installed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "engine"))

try:
    import click  # noqa: F401
except ModuleNotFoundError:
    sys.exit("먼저 설치한다: python3 -m pip install .\ninstall jichim first: python3 -m pip install .")

from jichim.cli import main

if __name__ == "__main__":  # worker processes import this file again
    sys.exit(main())
