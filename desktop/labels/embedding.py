"""Fonts in a PDF, each cut and compressed once: every label has the same letters of Western Europe.

reportlab cuts a font anew for each document, after the letters used, which took longer than all the drawing.
Here the first letters are the same in every document, and what is written of them is kept; letters beyond
them come on top, and what is made of those is kept for the next label too.
"""

from __future__ import annotations

import zlib
from copy import copy
from typing import Any

import msgspec
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont, makeToUnicodeCMap

rl_config.useA85 = 0  # seven bits and a quarter more bytes: for mail of another age
KEPT_SUBSETS = 16
"""Of a font; some 30 KB each."""


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object of a PDF that is written already."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def format(self, document: Any) -> bytes:  # noqa: ARG002 - reportlab's
        return self._content


class _Stream(_Written):
    """A stream that is written already; a document gives it its number, so each has its own."""

    __RefOnly__ = 1


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = f"<< /Filter [ /FlateDecode ] /Length {len(packed)} /Length1 {len(content)} >>\nstream\n"
    return head.encode() + packed + b"\nendstream\n"


class _Cut(msgspec.Struct, frozen=True):
    """What a subset of a font is in a PDF."""

    name: str
    widths: bytes
    characters: bytes
    file: bytes


class LabelFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose first letters are the same in every document."""

    def __init__(self, name: str, file: str, letters: str) -> None:
        super().__init__(name, file)
        self._cuts: dict[tuple[int, ...], _Cut] = {}
        first = pdfdoc.PDFDocument()
        self.splitString(letters, first)
        self._common = self.state[first]

    def begin(self, document: Any) -> None:
        """Give a document the common letters, before anything is written in it."""
        state = self.state[document] = copy(self._common)
        state.assignments = dict(self._common.assignments)
        state.subsets = [list(subset) for subset in self._common.subsets]

    def addObjects(self, doc: Any) -> None:
        """reportlab's hook: the font's objects, at the end of a document."""
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            cut = self._cut(number, tuple(subset))
            font = pdfdoc.PDFTrueTypeFont()
            font.Name = self.getSubsetInternalName(number, doc)[1:]
            font.BaseFont, font.FirstChar, font.LastChar = cut.name, 0, len(subset) - 1
            font.Widths = _Written(cut.widths)
            font.ToUnicode = doc.Reference(_Stream(cut.characters), f"toUnicodeCMap:{cut.name}")
            font.FontDescriptor = doc.Reference(self._descriptor(doc, cut), f"fontDescriptor:{cut.name}")
            doc.Reference(font, font.Name)
            doc.idToObject["BasicFonts"].dict[font.Name] = font
        del self.state[doc]

    def _cut(self, number: int, subset: tuple[int, ...]) -> _Cut:
        if subset not in self._cuts:
            if len(self._cuts) >= KEPT_SUBSETS:
                self._cuts.clear()
            tag = "".join(chr(ord("A") + place) for place in (number // 26 % 26, number % 26))
            name = f"AAAA{tag}+{self.face.name.decode()}{self.face.subfontNameX.decode()}"
            widths = " ".join(str(self.face.getCharWidth(code)) for code in subset)
            cmap = makeToUnicodeCMap(name, list(subset)).encode()
            file = self.face.makeSubset(subset)
            self._cuts[subset] = _Cut(name, f"[ {widths} ]".encode(), _stream(cmap), _stream(file))
        return self._cuts[subset]

    def _descriptor(self, document: Any, cut: _Cut) -> Any:
        face, symbolic, nonsymbolic = self.face, 1 << 2, 1 << 5
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "Ascent": face.ascent,
                "CapHeight": face.capHeight,
                "Descent": face.descent,
                "Flags": face.flags & ~nonsymbolic | symbolic,
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "FontName": pdfdoc.PDFName(cut.name),
                "ItalicAngle": face.italicAngle,
                "StemV": face.stemV,
                "FontFile2": document.Reference(_Stream(cut.file), f"fontFile:{cut.name}"),
                "MissingWidth": face.defaultWidth,
            }
        )
