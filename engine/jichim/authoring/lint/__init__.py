"""Lint: what is written without error and still deserves a second look. One file in `checks` for each "
"check."""

from jichim.authoring.lint.model import Check, LintFinding, LintReport
from jichim.authoring.lint.pack import Pack, load_pack
from jichim.authoring.lint.run import lint

__all__ = ["Check", "LintFinding", "LintReport", "Pack", "lint", "load_pack"]
