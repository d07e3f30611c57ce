"""What a label template is; `desktop.labels.template_files` reads one.

A template is one TOML file in ``resources/labels``: millimetres from the top left corner, the fields it
wants, its words in each language, and its elements in the order in which they are drawn. The structs below
are the language, each attribute a key of the file; ``bin.toml`` is the smallest example.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

LANGUAGES = ("fr", "en")
DPIS = (203, 300)
"""Dots an inch that label printers have."""


class Output(StrEnum):
    """What a template can be rendered to."""

    PDF = "pdf"
    ZPL = "zpl"


class PrintKind(StrEnum):
    """Whose printer it is: parcels, bins and badges; prices and shelves; a receipt's roll; pages."""

    LABEL = "label"
    PRICE = "price"
    RECEIPT = "receipt"
    DOCUMENT = "document"


class Fit(StrEnum):
    """What may happen to a text that is too long for its area, tried in the order that the file gives.

    ``["wrap", "shrink"]`` keeps letters large on several lines; ``["shrink", "wrap"]`` keeps one line as long
    as it can be read.
    """

    WRAP = "wrap"
    SHRINK = "shrink"
    ELLIPSIS = "ellipsis"


class Align(StrEnum):
    """Where a line stands between the left and the right edge of its area."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Vertical(StrEnum):
    """Where the lines stand between the top and the bottom of their area."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Weight(StrEnum):
    """Weight of the letters on PDF; a label printer's own font has a single one, bold."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


class Ink(StrEnum):
    """Colour. Label printers print grey text and lines black."""

    BLACK = "black"
    WHITE = "white"
    GREY = "grey"


class Symbology(StrEnum):
    """The barcodes that a template can ask for."""

    EAN13 = "ean13"
    EAN8 = "ean8"
    UPCA = "upca"
    GTIN = "gtin"
    """EAN-13, UPC-A or EAN-8, whichever its digits are."""
    CODE128 = "code128"
    GS1_128 = "gs1_128"
    QR = "qr"
    DATAMATRIX = "datamatrix"
    GS1_DATAMATRIX = "gs1_datamatrix"
    DIGITAL_LINK = "digital_link"
    """A QR code with the element strings as a GS1 Digital Link."""


class QrLevel(StrEnum):
    """How much of a QR code may be lost: about 7, 15, 25 or 30 %."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


class FieldKind(StrEnum):
    """What a field is made of: prose, capitals and digits, digits alone, or as fixed as its example."""

    TEXT = "text"
    CODE = "code"
    DIGITS = "digits"
    FIXED = "fixed"


class Area(msgspec.Struct, frozen=True, array_like=True):
    """``[x, y, width, height]`` in millimetres from the top left corner of the label, or of its row."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def moved(self, down_mm: float, right_mm: float = 0.0) -> Area:
        """The same area elsewhere."""
        return Area(self.x + right_mm, self.y + down_mm, self.width, self.height)


class Element(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True):
    """What every element has.

    Attributes:
        name: how problems speak of it.
        area: nothing of the element is drawn outside it.
        when: a field; the element is drawn only if it is not empty.
        unless: a field; the element is drawn only if it is empty.
    """

    name: str
    area: Area
    when: str = ""
    unless: str = ""


class Text(Element, frozen=True, kw_only=True, tag="text"):
    """Words and fields: ``"{words.order} {order_number}"``.

    Attributes:
        letter_mm: height of a capital letter.
        smallest_mm: how far *shrink* may go; the readable minimum of this text.
        lines: how many lines *wrap* may make.
    """

    text: str
    letter_mm: float
    smallest_mm: float = 0.0
    lines: int = 1
    fit: tuple[Fit, ...] = ()
    align: Align = Align.LEFT
    vertical: Vertical = Vertical.MIDDLE
    weight: Weight = Weight.REGULAR
    ink: Ink = Ink.BLACK


class Barcode(Element, frozen=True, kw_only=True, tag="barcode"):
    """A barcode with its quiet zones, all inside its area.

    Attributes:
        content: fields in braces; GS1 symbols take element strings, ``"(01){gtin}(10){lot}"``, in which a
            GTIN of fewer digits gets its zeros.
        module_mm: wished width of the narrowest bar; the printer's dots and the standard decide.
        readable_mm: height of the digits under the bars; 0 draws none.
        level: error correction of a QR code.
        domain: of a Digital Link: who resolves it.
    """

    symbol: Symbology
    content: str
    module_mm: float
    readable_mm: float = 0.0
    level: QrLevel = QrLevel.M
    domain: str = "id.gs1.org"
    align: Align = Align.CENTRE


class Box(Element, frozen=True, kw_only=True, tag="box"):
    """A frame, or a filled rectangle when ``line_mm`` is 0; a thin filled one is a rule."""

    line_mm: float = 0.0
    ink: Ink = Ink.BLACK


class Rows(Element, frozen=True, kw_only=True, tag="rows"):
    """The data's rows, one under the other, and on further pages when they are many.

    Attributes:
        row_mm: height of a row.
        elements: what a row draws, from the row's own top left corner.
    """

    row_mm: float
    elements: tuple[Text | Barcode | Box, ...]


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field that the template takes.

    Attributes:
        longest: characters that it must have room for.
        example: a usual value; the test print and the preview show it.
    """

    example: str
    longest: int = 40
    kind: FieldKind = FieldKind.TEXT
    required: bool = False


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One label, described once.

    Attributes:
        title: what people call it, by language.
        margin_mm: the edge that no printer reaches.
        printer: whose printer it is; what no label printer can draw is a document.
        continuous: the roll has no gaps: the page is as long as its rows, and what stands below moves with
            them. ``height_mm`` is the length with the rows' own area.
        words: the label's own words, by language.
        example_rows: how many rows of examples the preview shows.
    """

    name: str
    title: dict[str, str]
    width_mm: float
    height_mm: float
    margin_mm: float = 2.0
    continuous: bool = False
    printer: PrintKind = PrintKind.LABEL
    outputs: tuple[Output, ...] = (Output.PDF, Output.ZPL)
    fields: dict[str, Field]
    row_fields: dict[str, Field] = {}
    example_rows: int = 5
    words: dict[str, dict[str, str]]
    elements: tuple[Text | Barcode | Box | Rows, ...]
