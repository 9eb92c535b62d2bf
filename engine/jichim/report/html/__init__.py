"""The review as one HTML file: nothing is fetched, no script is needed to read it.

In: a `Report`, with its plans where the canvas of a service is to be drawn. Out: the bytes of a page whose
policy (CSP) allows its own style and script and nothing else. Guaranteed: every text is escaped; every
finding, action and request of the reviews is in the page; equal reports give equal pages.
"""
