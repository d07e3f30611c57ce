"""Labels for the tests, and eyes to look at them with: renderers and a decoder that are not ours."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

import pypdfium2
import zplkit
import zxingcpp
from PIL import Image
from zplkit.parse import parse

from core.rules.sscc import build_sscc
from desktop.labels import LabelData, ParcelCode
from desktop.labels.drawing import Placed, medium_for
from desktop.labels.layout import lay_out
from desktop.labels.template import Area, Field, Template

FULFILMENT = "0199a2c4-5e6f-7a8b-9c0d-1e2f3a4b5c6d"
SSCC = build_sscc("7610425", 2123456, 3)
POINTS_PER_MM = 72 / 25.4
PDF_SCALE = 4
"""Pixels a point: about 290 dpi, what an office printer and a screen of today show."""


def pickup(**fields: str) -> LabelData:
    """A parcel's label, with some fields changed."""
    code = ParcelCode(FULFILMENT, SSCC, 1, 2, fields.get("bin", "B-14"))
    usual = {
        "customer_name": "Anne-Sophie Lefèvre",
        "order_number": "W-2026-004217",
        "parcel_number": "1",
        "parcel_count": "2",
        "bin": "B-14",
        "parcel_code": code.text(),
        "sscc": SSCC,
    }
    return LabelData({**usual, **fields})


def pdf_pages(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=PDF_SCALE, grayscale=True).to_pil() for page in document]
    document.close()
    return pages


def pdf_text(pdf: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage().get_text_range()
    document.close()
    return text


def zpl_picture(zpl: bytes, template: Template, dpi: int) -> Image.Image:
    """The label as zplkit draws it; it has no accents, so letters are stripped of theirs first."""
    plain = plain_letters(zpl)
    dots = dpi / 25.4 if dpi != 203 else 8
    options = zplkit.Options(
        profile="zd621",
        width=round(template.width_mm * dots),
        height=round(template.height_mm * dots),
        dpi=dpi,
    )
    document = zplkit.render(plain, options)
    assert [w for w in document.warnings if not w.startswith("Resident fonts")] == []
    assert len(document.labels) == 1
    return Image.open(BytesIO(document.labels[0].png())).convert("L")


def plain_letters(zpl: bytes) -> bytes:
    """ZPL without accents, which zplkit refuses."""
    return unicodedata.normalize("NFKD", zpl.decode()).encode("ascii", "ignore")


def symbols_of(template: Template, data: LabelData, dpi: int | None = None) -> list[Placed]:
    """The barcodes of a label, from the layout: where to look for them."""
    pages = lay_out(template, data, "fr", medium_for(dpi))
    return [item for page in pages for item in page.items if isinstance(item, Placed)]


def decoded(picture: Image.Image, template: Template, area: Area) -> str:
    """What a scanner reads in one place of a label."""
    scale = picture.width / template.width_mm
    box = tuple(round(edge * scale) for edge in (area.x, area.y, area.right, area.bottom))
    found = zxingcpp.read_barcodes(picture.crop(box))
    assert len(found) == 1, f"{len(found)} barcodes in {area}"
    return found[0].bytes.decode()


def commands(zpl: bytes) -> list[str]:
    """The commands of a format in order, as a printer frames them: ``^XA``, ``^FO``, ... ``~HS``."""
    names = []
    for element in parse(zpl).elements:
        data = element.data.strip()
        if element.kind == "format_command":
            names.append(data[:3].decode("ascii", "replace"))
        else:
            assert not data, f"{element.kind}: {data!r}"
    return names


def field_texts(zpl: bytes) -> list[str]:
    """What the fields of a format say once ``^FH`` has been undone."""
    return [
        re.sub(rb"_([0-9A-F]{2})", lambda match: bytes([int(match[1], 16)]), field).decode()
        for field in re.findall(rb"\^FH\^FD(.*?)\^FS", zpl, re.DOTALL)
    ]


def one_element(element: object, *, width_mm: float = 100, height_mm: float = 60) -> Template:
    """A template of one element, with a field ``value``."""
    return Template(
        name="trial",
        title={"fr": "Essai", "en": "Trial"},
        width_mm=width_mm,
        height_mm=height_mm,
        fields={"value": Field(example="1")},
        words={"fr": {}, "en": {}},
        elements=(element,),
    )
