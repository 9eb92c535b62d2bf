"""The plan form: a workbook that is made from the vocabulary, filled in by people, and read as a plan.

In: the vocabulary, and the tree of a plan to fill a form in; or the bytes of a filled form. Out: the bytes of
a workbook; or the same tree that YAML gives, with cells in the place of lines. Guaranteed: what is written is
read back as the same facts; a text is never stored as a formula; nothing of a workbook is run, followed or
fetched, and what is read of it is bounded.
"""

from jichim.plan.form.read import read_form, read_form_document
from jichim.plan.form.write import write_form

__all__ = ["read_form", "read_form_document", "write_form"]
