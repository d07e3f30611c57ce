"""The elements of a GS1 text by their application identifiers, for a person to read."""

from __future__ import annotations

import msgspec
from biip import ParseConfig, ParseError
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.gs1_messages import GS1Message

_AS_THEY_ARE = ParseConfig(gs1_element_strings_verify_date=False)


class Element(msgspec.Struct, frozen=True):
    """One element: its application identifier, GS1's own title of it ("GTIN"), its value."""

    identifier: str
    title: str
    value: str


def elements_of(text: str) -> tuple[Element, ...]:
    """The elements of an element string, in brackets or not, or of a Digital Link; none for anything else."""
    content = text.strip()
    if content[:1] == "]":
        content = content[3:]
    content = content.lstrip("\x1d")
    try:
        if content[:4].lower() == "http":
            found = GS1DigitalLinkURI.parse(content, config=_AS_THEY_ARE).element_strings
        elif content.startswith("("):
            found = GS1Message.parse_hri(content, config=_AS_THEY_ARE).element_strings
        else:
            found = GS1Message.parse(content, config=_AS_THEY_ARE).element_strings
    except (ParseError, ValueError):
        return ()
    return tuple(Element(one.ai.ai, one.ai.data_title, one.value) for one in found)
