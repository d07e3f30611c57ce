"""Each encoder against a decoder that is not its own."""

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from core.rules.errors import BadInput
from desktop.labels.barcode_sizes import MINIMA, sized
from desktop.labels.symbols import bars, encoded, modules
from desktop.labels.template import QrLevel, Symbology

PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1)
GS1 = "(01)04006381333931(10)AB-1/2(21)99"
EXAMPLES = {
    Symbology.EAN13: ("4006381333931", "4006381333931"),
    Symbology.EAN8: ("96385074", "96385074"),
    Symbology.UPCA: ("036000291452", "0036000291452"),
    Symbology.CODE128: ("BIN-14", "BIN-14"),
    Symbology.GS1_128: (GS1, "010400638133393110AB-1/2\x1d2199"),
    Symbology.QR: ("CL1:A", "CL1:A"),
    Symbology.DATAMATRIX: ("Piece 42", "Piece 42"),
    Symbology.GS1_DATAMATRIX: (GS1, "010400638133393110AB-1/2\x1d2199"),
    Symbology.GTIN: ("0000096385074", "96385074"),
    Symbology.DIGITAL_LINK: ("(01)4006381333931(21)9/9", "https://id.gs1.org/01/04006381333931/21/9%2F9"),
}


def read(symbol):
    """What a scanner reads of a symbol drawn at four pixels a module, inside its quiet zone."""
    if symbol.rows > 1:
        dark = np.pad(np.array(modules(symbol), dtype=bool), 4)
    else:
        row = np.zeros(symbol.modules + 24, dtype=bool)
        for first, width in bars(symbol):
            row[12 + first : 12 + first + width] = True
        dark = np.tile(row, (30, 1))
    picture = np.where(np.kron(dark, np.ones((4, 4))), 0, 255).astype(np.uint8)
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("symbology", Symbology)
def test_each_kind_of_barcode_reads_as_what_was_meant(symbology):
    content, meant = EXAMPLES[symbology]
    assert read(encoded(symbology, content, domain="id.gs1.org")).bytes.decode() == meant


@pytest.mark.parametrize("symbology", [Symbology.GS1_128, Symbology.GS1_DATAMATRIX])
def test_gs1_symbols_are_read_as_gs1(symbology):
    assert read(encoded(symbology, GS1)).content_type is zxingcpp.ContentType.GS1


@pytest.mark.parametrize(
    ("digits", "kind"),
    [
        ("4006381333931", Symbology.EAN13),
        ("04006381333931", Symbology.EAN13),
        ("0036000291452", Symbology.UPCA),
        ("036000291452", Symbology.UPCA),
        ("96385074", Symbology.EAN8),
        ("00000096385074", Symbology.EAN8),
    ],
)
def test_a_gtin_gets_the_symbol_of_its_digits(digits, kind):
    symbol = encoded(Symbology.GTIN, digits)
    assert symbol.symbology is kind
    assert read(symbol).bytes.decode().zfill(14) == digits.zfill(14)


@pytest.mark.parametrize("wrong", ["4006381333932", "14006381333938", "12", "A"])
def test_a_gtin_that_is_none_or_a_case_s_is_refused(wrong):
    with pytest.raises(BadInput, match="barcode_content"):
        encoded(Symbology.GTIN, wrong)


@given(content=PRINTABLE.filter(lambda text: len(text) <= 48))
def test_any_printable_text_survives_code_128(content):
    assert read(encoded(Symbology.CODE128, content)).text == content


@given(content=PRINTABLE.filter(lambda text: len(text) <= 120))
def test_any_printable_text_survives_datamatrix(content):
    assert read(encoded(Symbology.DATAMATRIX, content)).text == content


@pytest.mark.parametrize("length", [3, 5, 8, 12, 18, 22, 30, 36, 44, 62, 86, 114, 144])
def test_every_size_of_datamatrix_can_be_read_when_full(length):
    content = ("Coulisse " * 20)[: length - 1] + "x"
    assert read(encoded(Symbology.DATAMATRIX, content)).text == content


@pytest.mark.parametrize("level", QrLevel)
def test_every_level_of_qr_can_be_read(level):
    content = "CL1:0199A2C4-5E6F-7A8B-9C0D-1E2F3A4B5C6D"
    assert read(encoded(Symbology.QR, content, level)).text == content


@pytest.mark.parametrize(
    ("symbology", "content"),
    [
        (Symbology.EAN13, "4006381333932"),
        (Symbology.EAN13, "400638133393"),
        (Symbology.EAN13, "٤٠٠٦٣٨١٣٣٣٩٣١"),
        (Symbology.EAN8, "96385075"),
        (Symbology.UPCA, "036000291453"),
        (Symbology.CODE128, ""),
        (Symbology.CODE128, "é"),
        (Symbology.CODE128, "x" * 49),
        (Symbology.CODE128, "a\x1db"),
        (Symbology.GS1_128, "00376104250021234569"),
        (Symbology.GS1_128, "(00)376104250021234560"),
        (Symbology.GS1_128, "(7)1"),
        (Symbology.QR, ""),
        (Symbology.QR, "x" * 301),
        (Symbology.QR, "é"),
        (Symbology.DATAMATRIX, "x" * 145),
        (Symbology.GS1_DATAMATRIX, "(01)1"),
    ],
)
def test_what_a_symbol_cannot_hold_is_refused_with_the_reason(symbology, content):
    with pytest.raises(BadInput, match="barcode_content") as caught:
        encoded(symbology, content)
    assert caught.value.data["reason"]


@pytest.mark.parametrize("dot_mm", [None, 0.125, 25.4 / 300])
@pytest.mark.parametrize("symbology", Symbology)
def test_a_module_is_whole_dots_and_never_under_the_standard_s(symbology, dot_mm):
    symbol = encoded(symbology, EXAMPLES[symbology][0])
    for wished_mm in (0.1, 0.33, 0.5, 2.0):
        size = sized(symbol, 150, 150, wished_mm, dot_mm)
        assert size.fits
        assert size.module_mm >= MINIMA[symbol.symbology].module_mm - 1e-6
        if dot_mm:
            assert size.module_mm / dot_mm == pytest.approx(round(size.module_mm / dot_mm))


@pytest.mark.parametrize("dot_mm", [None, 0.125, 25.4 / 300])
@given(width_mm=st.floats(5, 120), wished_mm=st.floats(0.1, 2))
def test_what_fits_has_room_for_its_quiet_zones(dot_mm, width_mm, wished_mm):
    symbol = encoded(Symbology.GS1_128, "(00)376104250021234569")
    size = sized(symbol, width_mm, 40, wished_mm, dot_mm)
    whole_mm = (symbol.modules + 20) * size.module_mm
    assert (whole_mm <= width_mm + 1e-6) or not size.fits


def test_bars_and_matrices_are_told_apart_by_their_rows():
    for symbology, (content, _) in EXAMPLES.items():
        matrix = symbology.value.endswith(("qr", "datamatrix", "link"))
        assert (encoded(symbology, content).rows > 1) is matrix
