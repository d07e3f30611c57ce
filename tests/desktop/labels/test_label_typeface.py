"""Widths are promises: nothing is printed wider than it was measured. Held against glyphs drawn by others."""

import numpy as np
import pytest
import zplkit
from font_source_sans_pro import font_files_ttf
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from desktop.labels.template import Weight
from desktop.labels.typeface import (
    CAPITAL_EM,
    NO_BREAK_SPACE,
    PrinterTypeface,
    pdf_typeface,
    printer_typeface,
    rise_and_drop,
)

WESTERN = [
    bytes([code]).decode("cp1252")
    for code in range(0x21, 0x100)
    if code not in (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA0, 0xAD)
]
FILES = {
    Weight.REGULAR: "SourceSansPro",
    Weight.SEMIBOLD: "SourceSansProSemibold",
    Weight.BOLD: "SourceSansProBold",
}


@pytest.mark.parametrize("weight", Weight)
def test_widths_on_pdf_are_the_font_s_own(weight):
    font = ImageFont.truetype(font_files_ttf[FILES[weight]], 1000, layout_engine=ImageFont.Layout.BASIC)
    for text in ("Hé", "Œuvre à 49,90 €", "".join(WESTERN)):
        assert pdf_typeface().width(text, weight) == pytest.approx(
            font.getlength(text) / 1000 / CAPITAL_EM, rel=0.002
        )


def test_nothing_rises_or_drops_further_than_it_is_given_room_for():
    for name in FILES.values():
        font = ImageFont.truetype(font_files_ttf[name], 1000)
        for letter in WESTERN:
            _, top, _, bottom = font.getbbox(letter, anchor="ls")
            rise, drop = rise_and_drop(letter)
            assert -top / 1000 / CAPITAL_EM <= rise + 0.01, letter
            assert bottom / 1000 / CAPITAL_EM <= drop + 0.01, letter


@pytest.mark.parametrize("cell", [24, 40, 100])
def test_no_letter_of_the_printer_is_wider_than_it_was_measured(cell):
    options = zplkit.Options(profile="zd621", width=1600, height=300, dpi=203)
    edge = _ink(b"II", cell, options)
    for letter in (chr(code) for code in range(0x21, 0x7F) if chr(code) != "\\"):
        hexed = f"_{ord(letter):02X}".encode() * 8
        advance = (_ink(b"I" + hexed + b"I", cell, options) - edge) / 8
        capital = cell * PrinterTypeface.CAPITAL_CELL
        assert advance <= printer_typeface().width(letter, Weight.REGULAR) * capital + 1, letter


def _ink(data: bytes, cell: int, options: zplkit.Options) -> int:
    """The last column that has ink, in dots."""
    zpl = b"^XA^CI28^FO50,50^A0N,%d^FH^FD%s^FS^XZ" % (cell, data)
    raster = zplkit.render(zpl, options).labels[0].rasterize()
    dots = np.frombuffer(raster.pixels, dtype=np.uint8).reshape(raster.height, raster.width)
    return int(np.nonzero(dots < 128)[1].max())


@pytest.mark.parametrize("typeface", [pdf_typeface(), printer_typeface()], ids=["pdf", "printer"])
def test_accents_the_euro_sign_and_french_spaces_come_out(typeface):
    text = "Éléonore d’Œuvre\u202f: 1\u202f249,90\u00a0€"
    assert typeface.spelled(text) == text.replace("\u202f", NO_BREAK_SPACE)
    assert typeface.lacking(text) == ""


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Łukasz Đặng", "Lukasz Dang"),
        ("e\u0301te\u0301", "été"),
        ("a\tb\nc\x00d", "a b c d"),
        ("zero\u200bwidth\u202e", "zerowidth"),
        ("ﬁn 𝕏", "fin X"),
        ("李小龍 😀", "??? ?"),
        ("C:\\TEMP", "C:/TEMP"),
        ("a\u2011b\u2212c", "a-b-c"),
    ],
)
def test_what_the_printer_lacks_is_spelled_with_what_it_has(written, printed):
    assert printer_typeface().spelled(written) == printed


def test_what_the_printer_lacks_is_named():
    assert printer_typeface().lacking("Łukasz 李 Łódź") == "Ł李ź"


@pytest.mark.parametrize("typeface", [pdf_typeface(), printer_typeface()], ids=["pdf", "printer"])
@given(text=st.text())
def test_any_text_becomes_one_line_without_control_characters(typeface, text):
    spelled = typeface.spelled(text)
    assert all(letter.isprintable() or letter == NO_BREAK_SPACE for letter in spelled)
    assert typeface.spelled(spelled) == spelled
    assert typeface.lacking(spelled) == ""
