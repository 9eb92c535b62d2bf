"""The rule handbook: a policy with its lists and tests in, static HTML pages out, one for each provision."""

from jichim.authoring.handbook.pages import handbook

__all__ = ["handbook"]
