"""The review opinion (검토의견서): one document, written as HWPX, DOCX or PDF.

In: a `Report`. Out: the bytes of a file. `build` makes a `Document` of typed blocks that knows nothing of a
file format; a writer for each format turns blocks into its own. Guaranteed: every finding, action and
request of the reviews is in the document, every text of a plan is text and never markup, and equal reports
give equal bytes.
"""
