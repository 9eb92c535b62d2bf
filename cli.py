"""The door for `python cli.py …`: works in a bare source tree, where nothing is installed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "engine"))

from jichim.cli import main

sys.exit(main())
