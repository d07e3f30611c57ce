"""Every template that ships, drawn by a renderer that is not ours: barcodes read, nothing outside or over.

`make test` draws each template at its longest, in turns on PDF and on ZPL of both resolutions; `make
simulate` draws every template on every output in both languages with usual, longest and extreme data.
"""

import itertools
import os
import re
from functools import cache

import msgspec
import numpy as np
import pytest
import zxingcpp
from label_builders import pdf_pages, pdf_text, zpl_picture
from other_renderers import pdf_pictures, zpl_pictures

from desktop.labels import LabelData, Output, example_data, load, names
from desktop.labels.content import filled, is_drawn, words_of
from desktop.labels.drawing import Line, Page, Painted, Placed, medium_for
from desktop.labels.layout import lay_out
from desktop.labels.pdf import draw
from desktop.labels.template import Barcode, FieldKind, Fit, Ink, Rows, Symbology, Text
from desktop.labels.validation import longest_data
from desktop.labels.zpl import write

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
EDGE_MM = 10.0
"""White that is drawn around a label, so that what is outside shows."""
EXTREME = "Éloïse-Œdipe d’Étampes-sur-Ÿ, ÀÂÊÎÔÛ ç 1\u202f249,90\u202f€ & <Cie> ^~_\\ ñß"
EXTREME_AMOUNT = "9\u202f999,90\u202f€"
DATA = ("usual", "longest", "extreme")
PDF_DPI = 300


def media(name):
    return [None, *([203, 300] if Output.ZPL in load(name).outputs else [])]


EVERY = [
    (name, dpi, language, kind)
    for name in names()
    for dpi, language, kind in itertools.product(media(name), ("fr", "en"), DATA)
]
TURNS = [
    (name, media(name)[turn % len(media(name))], ("fr", "en")[turn % 2], DATA[1 + turn % 2])
    for turn, name in enumerate(names())
]
SMALL = [turn for turn in TURNS if load(turn[0]).width_mm < 200]
CASES = EVERY if IS_LONG else TURNS


def data_of(template, kind):
    if kind == "usual":
        return example_data(template)
    longest = longest_data(template)
    if kind == "longest":
        return longest
    extreme = {name: extreme_value(field) for name, field in template.fields.items()}
    row = {name: extreme_value(field) for name, field in template.row_fields.items()}
    return LabelData(extreme, (row,) * min(len(longest.rows), 3))


def extreme_value(field):
    if field.kind is FieldKind.TEXT:
        return (EXTREME * 4)[: field.longest].strip()
    if "€" in field.example:
        return EXTREME_AMOUNT[-field.longest :]
    return field.example if field.kind is FieldKind.FIXED else field.example[: field.longest]


def moved(page):
    """The page in the middle of a larger white one."""
    return Page(tuple(shifted(item) for item in page.items), page.height_mm + 2 * EDGE_MM)


def shifted(item):
    if isinstance(item, Placed):
        return msgspec.structs.replace(item, x_mm=item.x_mm + EDGE_MM, y_mm=item.y_mm + EDGE_MM)
    area = item.area.moved(EDGE_MM, EDGE_MM)
    if isinstance(item, Painted):
        return msgspec.structs.replace(item, area=area)
    return msgspec.structs.replace(item, area=area, baseline_mm=item.baseline_mm + EDGE_MM)


def pictures(pages, width_mm, dpi):
    """Pages of one height drawn by somebody else, as numbers: 0 is black."""
    if dpi is None:
        pdf = draw(pages, width_mm, "trial")
        drawn = pdf_pictures(pdf, PDF_DPI) if IS_LONG else pdf_pages(pdf)
    else:
        formats = [write([page], width_mm, medium_for(dpi)) for page in pages]
        template = msgspec.structs.replace(load("bin"), width_mm=width_mm, height_mm=pages[0].height_mm)
        if IS_LONG:
            drawn = zpl_pictures(formats, width_mm, pages[0].height_mm, dpi)
        else:
            drawn = [zpl_picture(one, template, dpi) for one in formats]
    return [np.asarray(picture) for picture in drawn]


def intended(template, element, fields):
    """What a scanner has to say, from the data alone."""
    content = filled(element.content, fields, {})
    if element.symbol is Symbology.GTIN:
        return content.zfill(14)
    gs1 = re.sub(r"\((0[12])\)([0-9]{8,14})(?=\(|$)", lambda m: f"({m[1]}){m[2].zfill(14)}", content)
    if element.symbol is Symbology.DIGITAL_LINK:
        return f"https://{element.domain}/" + gs1.replace("(", "/", 1)[1:].replace(")", "/").replace("(", "/")
    return re.sub(r"[()]", "", gs1)


def barcodes(template):
    return {each.name: each for each in template.elements if isinstance(each, Barcode)}


@cache
def laid_out(name, dpi, language, kind):
    template = load(name)
    return lay_out(template, data_of(template, kind), language, medium_for(dpi))


@pytest.mark.simulate
@pytest.mark.parametrize(("name", "dpi", "language", "kind"), CASES)
def test_every_barcode_reads_as_intended_and_nothing_is_outside_the_label(name, dpi, language, kind):
    template, page = load(name), laid_out(name, dpi, language, kind)[0]
    fields = data_of(template, kind).fields
    wide = moved(page)
    [picture] = pictures([wide], template.width_mm + 2 * EDGE_MM, dpi)
    scale = picture.shape[1] / (template.width_mm + 2 * EDGE_MM)
    dark = picture < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert rows[0] >= (EDGE_MM - 0.1) * scale
    assert columns[0] >= (EDGE_MM - 0.1) * scale
    assert rows[-1] <= (EDGE_MM + page.height_mm + 0.1) * scale
    assert columns[-1] <= (EDGE_MM + template.width_mm + 0.1) * scale
    placed = [item for item in wide.items if isinstance(item, Placed)]
    drawn = [e for e in barcodes(template).values() if is_drawn(e, fields)]
    assert {item.element for item in placed} == {element.name for element in drawn}
    for item in placed:
        element = barcodes(template)[item.element]
        assert read(picture, scale, item.extent, element) == intended(template, element, fields)


def read(picture, scale, area, element):
    top, left, bottom, right = (round(v * scale) for v in (area.y, area.x, area.bottom, area.right))
    found = zxingcpp.read_barcodes(np.ascontiguousarray(picture[top:bottom, left:right]))
    assert len(found) == 1, element.name
    text = found[0].bytes.decode()
    return text.zfill(14) if element.symbol is Symbology.GTIN else text


@pytest.mark.simulate
@pytest.mark.parametrize(("name", "dpi", "language", "kind"), CASES if IS_LONG else SMALL)
def test_no_two_elements_put_ink_on_one_place(name, dpi, language, kind):
    template, page = load(name), laid_out(name, dpi, language, kind)[0]
    black = [item for item in page.items if getattr(item, "ink", Ink.BLACK) is not Ink.WHITE]
    elements = dict.fromkeys(item.element for item in black)
    alone = [
        Page(tuple(item for item in black if item.element == element), page.height_mm) for element in elements
    ]
    drawn = pictures(alone, template.width_mm, dpi)
    ink = np.zeros(drawn[0].shape, dtype=np.int16)
    for picture in drawn:
        assert (picture < 128).any(), "every element is drawn"
        ink += picture < 100
    assert ink.max() == 1


@pytest.mark.simulate
@pytest.mark.parametrize("name", [name for name in names() if IS_LONG or name.endswith(("_80", "label"))])
def test_accents_the_euro_and_narrow_spaces_are_whole_on_paper_and_in_zpl(name):
    template = load(name)
    data = data_of(template, "extreme")
    wished = list(whole_texts(template, data))
    pages = laid_out(name, None, "fr", "extreme")
    said = letters(pdf_text(draw(pages, template.width_mm, "trial")))
    for text in wished:
        assert letters(text) in said
    for dpi in media(name)[1:]:
        zpl = write(laid_out(name, dpi, "fr", "extreme"), template.width_mm, medium_for(dpi))
        fields = "".join(bytes_of(each) for each in re.findall(rb"\^FD(.*?)\^FS", zpl, re.DOTALL))
        for text in wished:
            assert letters(text).replace("\\", "/") in letters(fields)


def bytes_of(field):
    return re.sub(rb"_([0-9A-F]{2})", lambda match: bytes([int(match[1], 16)]), field).decode()


def letters(text):
    return "".join(text.split()).replace("\u00a0", "").replace("\u202f", "").replace("\ufffe", "-")


def whole_texts(template, data):
    words = words_of(template, "fr")
    fields = {**data.fields, "page": "1", "pages": "1"}
    for element in template.elements:
        parts = [(each, data.rows[0]) for each in element.elements] if isinstance(element, Rows) else []
        for part, values in parts or [(element, fields)]:
            if isinstance(part, Text) and Fit.ELLIPSIS not in part.fit and is_drawn(part, values):
                yield filled(part.text, values, words)


def test_a_receipt_is_as_long_as_its_rows():
    template = load("refund_receipt_80")
    for rows in (0, 1, 7):
        data = msgspec.structs.replace(example_data(template), rows=example_data(template).rows[:1] * rows)
        [page] = lay_out(template, data, "fr", medium_for(None))
        assert page.height_mm == pytest.approx(template.height_mm + 10 * (rows - 1))
        lowest = max(item.extent.bottom for item in page.items)
        assert page.height_mm - 6 < lowest < page.height_mm
        [sum_rule] = [item for item in page.items if item.element == "sum_rule"]
        assert sum_rule.area.y == pytest.approx(56 + 10 * (rows - 1))


def test_a_receipt_of_very_many_rows_goes_on_with_a_second_one():
    template = load("handover_receipt_80")
    data = msgspec.structs.replace(example_data(template), rows=example_data(template).rows[:1] * 300)
    pages = lay_out(template, data, "fr", medium_for(203))
    assert len(pages) == 2
    assert all(page.height_mm <= 2_000 for page in pages)
    lines = [item for page in pages for item in page.items if isinstance(item, Line)]
    assert sum(item.element == "name" for item in lines) == 300
