"""One look at the XML of an untrusted part before any library reads it: sound, bounded, no document type."""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat


@dataclass(frozen=True, slots=True)
class Broken:
    """The XML is not well formed."""

    error: str


@dataclass(frozen=True, slots=True)
class PastBound:
    """Nested too deep or too many elements: which, in Korean and English, and the bound."""

    ko: str
    en: str
    limit: str


@dataclass(frozen=True, slots=True)
class Doctype:
    """A document type is declared, and with it perhaps entities."""


XmlFault = Broken | PastBound | Doctype


def xml_fault(xml: bytes, *, most_depth: int, most_elements: int) -> XmlFault | None:
    """What is wrong with a part, or None; nothing outside of it is asked for, no entity is expanded."""
    depth = count = 0

    def start(*_: object) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > most_depth:
            raise _FaultError(PastBound("XML 깊이", "levels of XML", f"{most_depth:,}"))
        if count > most_elements:
            raise _FaultError(PastBound("XML 요소", "elements of XML", f"{most_elements:,}"))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise _FaultError(Doctype())

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except _FaultError as found:
        return found.fault
    except (expat.ExpatError, LookupError, ValueError) as error:
        return Broken(str(error))
    return None


class _FaultError(Exception):
    """Ends the parser at the first fault."""

    def __init__(self, fault: XmlFault) -> None:
        super().__init__()
        self.fault = fault
