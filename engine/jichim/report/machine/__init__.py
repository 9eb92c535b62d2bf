"""The report for other programs' standard formats: SARIF 2.1.0, JUnit XML, CSV and OSCAL results.

Each module has one function `(report, policy, page) -> bytes`, registered in `report.formats`. All are
pure and deterministic: equal reports give equal bytes, and no clock is read. Texts of plans are data in
each of them: escaped where the format has markup, defused where a spreadsheet would run them.
"""
