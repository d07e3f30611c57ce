"""GS1 element strings and Digital Links, read and judged by GS1's own dictionary.

``read_elements`` takes what a scanner sends, ``read_bracketed`` what people read, ``read_link`` a Digital
Link; ``link_of`` makes one. Each reading has its elements, and the first fault in them: what is readable is
read although something in it is wrong.
"""

from desktop.gs1.companions import companions_fault
from desktop.gs1.dictionary import Identifier, identifier_of
from desktop.gs1.element_strings import (
    SEPARATOR,
    Element,
    Reading,
    read_bracketed,
    read_elements,
    unbracketed,
)
from desktop.gs1.links import link_of, read_link
from desktop.gs1.linters import Fault

__all__ = [
    "SEPARATOR",
    "Element",
    "Fault",
    "Identifier",
    "Reading",
    "companions_fault",
    "identifier_of",
    "link_of",
    "read_bracketed",
    "read_elements",
    "read_link",
    "unbracketed",
]
