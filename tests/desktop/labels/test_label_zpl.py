import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from label_builders import (
    SSCC,
    commands,
    decoded,
    field_texts,
    one_element,
    pickup,
    symbols_of,
    zpl_picture,
)

from core.rules.errors import BadInput
from desktop.labels import LabelData, example_data, load, render_zpl
from desktop.labels.template import Area, Barcode, Symbology

KNOWN = {
    "^XA", "^CI", "^LH", "^LS", "^FW", "^LR", "^PM", "^PW", "^LL", "^FO", "^FR", "^A0", "^FB", "^FH", "^FD",
    "^FS", "^GB", "^BY", "^BQ", "^BC", "^XZ",
}  # fmt: skip
SYMBOLS = {
    Symbology.EAN13: ("4006381333931", "4006381333931"),
    Symbology.EAN8: ("96385074", "96385074"),
    Symbology.UPCA: ("036000291452", "0036000291452"),
    Symbology.CODE128: ("aB^~>_12345678\\", "aB^~>_12345678\\"),
    Symbology.GS1_128: ("(01)04006381333931(10)AB1(21)99", "010400638133393110AB1\x1d2199"),
    Symbology.QR: ("CL1:^~_\\", "CL1:^~_\\"),
    Symbology.DATAMATRIX: ("Piece |42| ^~_", "Piece |42| ^~_"),
    Symbology.GS1_DATAMATRIX: ("(01)04006381333931(10)AB1(21)99", "010400638133393110AB1\x1d2199"),
}


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("symbology", SYMBOLS)
def test_each_kind_of_barcode_is_read_off_the_label(symbology, dpi):
    content, meant = SYMBOLS[symbology]
    template = one_element(
        Barcode(
            name="code",
            area=Area(2, 5, 146, 45),
            symbol=symbology,
            content=content if content.startswith("(") else "{value}",
            module_mm=0.5,
            readable_mm=2.5,
        ),
        width_mm=150,
    )
    data = LabelData({"value": content})
    picture = zpl_picture(render_zpl(template, data, "fr", dpi), template, dpi)
    (symbol,) = symbols_of(template, data, dpi)
    assert decoded(picture, template, symbol.extent) == meant


@pytest.mark.parametrize(("dpi", "width", "length", "module"), [(203, 800, 1200, 4), (300, 1181, 1772, 6)])
def test_lengths_are_the_printer_s_dots(dpi, width, length, module):
    zpl = render_zpl(load("pickup_parcel"), pickup(), "fr", dpi).decode()
    assert f"^PW{width}^LL{length}" in zpl
    bars = re.search(r"\^BY(\d+),3,(\d+)\^FO\d+,\d+\^BCN", zpl)
    dots_per_mm = 8 if dpi == 203 else dpi / 25.4
    assert int(bars[1]) == module
    assert int(bars[1]) / dots_per_mm >= 0.495, "GS1: a logistic unit's module"
    assert int(bars[2]) / dots_per_mm >= 31.75, "GS1: a logistic unit's height"


def test_text_is_utf_8_and_french_spaces_are_plain_ones():
    zpl = render_zpl(
        load("pickup_parcel"), pickup(customer_name="Éloïse", to_pay="1\u202f249,90\u00a0€"), "fr", 203
    )
    assert zpl.startswith(b"^XA^CI28")
    assert "À encaisser 1 249,90 €" in field_texts(zpl)
    assert "Éloïse" in field_texts(zpl)


def test_the_sscc_is_a_gs1_128_with_function_1_and_its_digits_below():
    texts = field_texts(render_zpl(load("pickup_parcel"), pickup(), "fr", 203))
    assert f">;>800{SSCC}" in texts
    assert f"(00){SSCC}" in texts


def test_copies_are_the_printer_s_to_make():
    assert b"^PQ3\n^XZ" in render_zpl(load("bin"), example_data(load("bin")), "fr", 203, copies=3)
    for copies in (0, -1, 1000):
        with pytest.raises(BadInput, match="label_copies_out_of_range"):
            render_zpl(load("bin"), example_data(load("bin")), "fr", 203, copies=copies)


def test_a_resolution_that_no_printer_has_is_refused():
    with pytest.raises(BadInput, match="label_dpi_unknown"):
        render_zpl(load("bin"), example_data(load("bin")), "fr", 200)


def test_paper_does_not_go_to_a_label_printer():
    with pytest.raises(BadInput, match="label_not_for_label_printers"):
        render_zpl(load("pick_list"), example_data(load("pick_list")), "fr", 203)


@pytest.mark.parametrize(
    "name", ["^XZ^XA", "~JR", "_5E", "^FS^FDx", "a\x02\x03\x1bb", "\\&\\(", "^CC!", "~HS\r\n~PS", "\u2028^XZ"]
)
def test_a_name_that_looks_like_a_command_is_only_a_name(name):
    usual = render_zpl(load("pickup_parcel"), pickup(customer_name="A"), "fr", 203)
    hostile = render_zpl(load("pickup_parcel"), pickup(customer_name=name), "fr", 203)
    assert commands(hostile) == commands(usual)


@given(
    customer_name=st.text(min_size=1, max_size=80).filter(str.strip),
    bin_=st.text(max_size=10),
    order_number=st.text(min_size=1, max_size=30).filter(str.strip),
    to_pay=st.text(st.sampled_from("^~_\\>,;&\x00\x1b\n€ 1"), max_size=20),
)
def test_no_data_ever_becomes_a_command(customer_name, bin_, order_number, to_pay):
    data = pickup(customer_name=customer_name, bin=bin_, order_number=order_number, to_pay=to_pay)
    zpl = render_zpl(load("pickup_parcel"), data, "fr", 203)
    sent = commands(zpl)
    assert set(sent) <= KNOWN
    assert (sent[0], sent[-1]) == ("^XA", "^XZ")
    assert sent.count("^XA") == sent.count("^XZ") == 1
    assert sent.count("^FD") == sent.count("^FH") == sent.count("^FS") - sent.count("^GB")
    assert not set(zpl) & set(range(0x20)) - {0x0A}
    assert b"~" not in zpl


@given(value=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=24))
def test_any_printable_code_is_read_off_the_label_as_it_was_given(value):
    template = one_element(
        Barcode(
            name="code", area=Area(2, 5, 146, 30), symbol=Symbology.CODE128, content="{value}", module_mm=0.25
        ),
        width_mm=150,
    )
    data = LabelData({"value": value})
    picture = zpl_picture(render_zpl(template, data, "fr", 203), template, 203)
    (symbol,) = symbols_of(template, data, 203)
    assert decoded(picture, template, symbol.extent) == value
