import sys
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from label_builders import (
    SSCC,
    decoded,
    one_element,
    pdf_pages,
    pdf_text,
    pickup,
    symbols_of,
)

from core.rules.errors import BadInput
from desktop.labels import LabelData, example_data, load, render_pdf
from desktop.labels.template import Area, Barcode, Symbology

LONG_NAME = "Marie-Hélène Wassermann-de Monmirail d’Étampes-sur-Œuvre 60 ç"
SYMBOLS = {
    Symbology.EAN13: ("4006381333931", "4006381333931"),
    Symbology.EAN8: ("96385074", "96385074"),
    Symbology.UPCA: ("036000291452", "0036000291452"),
    Symbology.CODE128: ("BIN-14 ^~>", "BIN-14 ^~>"),
    Symbology.QR: ("CL1:^~_\\", "CL1:^~_\\"),
    Symbology.DATAMATRIX: ("Piece |42| ^~_", "Piece |42| ^~_"),
}


def test_the_parcel_says_whose_it_is_where_it_stands_and_its_number():
    text = pdf_text(render_pdf(load("pickup_parcel"), pickup(), "fr"))
    for said in ("Anne-Sophie", "Lefèvre", "W-2026-004217", "B-14", "Colis 1 sur 2", f"(00){SSCC}", "Casier"):
        assert said in text
    assert "À encaisser" not in text


def test_words_follow_the_language():
    text = pdf_text(render_pdf(load("pickup_parcel"), pickup(to_pay="€49.90"), "en"))
    assert "Parcel 1 of 2" in text
    assert "To pay €49.90" in text


def test_a_parcel_without_a_bin_has_an_empty_frame_to_write_in():
    text = pdf_text(render_pdf(load("pickup_parcel"), pickup(bin=""), "fr"))
    assert "Casier" in text
    assert "B-14" not in text


def test_accents_the_euro_sign_and_narrow_spaces_are_letters_not_black_boxes():
    data = pickup(customer_name="Éloïse Çağ", to_pay="1\u202f249,90\u202f€")
    text = pdf_text(render_pdf(load("pickup_parcel"), data, "fr"))
    assert "Éloïse Çağ" in text
    assert "1 249,90 €" in text.replace("\u00a0", " ")


def test_a_name_of_sixty_characters_is_printed_whole():
    assert len(LONG_NAME) >= 60
    text = pdf_text(render_pdf(load("pickup_parcel"), pickup(customer_name=LONG_NAME), "fr"))
    assert "".join(LONG_NAME.split()) in "".join(text.split())


def test_the_letters_are_embedded():
    pdf = render_pdf(load("pickup_parcel"), pickup(), "fr")
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_dict()["Title"] == "Colis à retirer"
    document.close()
    assert b"/FontFile2" in pdf
    assert b"SourceSansPro" in pdf


def test_the_same_label_is_the_same_bytes():
    first, second = (render_pdf(load("pickup_parcel"), pickup(), "fr") for _ in range(2))
    assert first == second


def test_a_long_list_goes_on_and_numbers_its_pages():
    template = load("pick_list")
    usual = example_data(template)
    rows = tuple({**usual.rows[0], "name": f"Veste {number}"} for number in range(1, 31))
    pdf = render_pdf(template, LabelData(usual.fields, rows), "fr")
    assert len(pdf_pages(pdf)) == 3
    assert "Page 3 sur 3" in pdf_text(pdf, 2)
    assert "Veste 30" in pdf_text(pdf, 2)
    assert "Veste 13" in pdf_text(pdf, 1)
    assert "W-2026-004217" in pdf_text(pdf, 2)


def test_a_list_of_nothing_is_still_a_page():
    fields = example_data(load("pick_list")).fields
    assert len(pdf_pages(render_pdf(load("pick_list"), LabelData(fields), "en"))) == 1


@pytest.mark.parametrize("symbology", SYMBOLS)
def test_each_kind_of_barcode_is_read_off_the_paper(symbology):
    content, meant = SYMBOLS[symbology]
    template = one_element(
        Barcode(
            name="code",
            area=Area(5, 5, 90, 40),
            symbol=symbology,
            content="{value}",
            module_mm=0.5,
            readable_mm=2.5,
        )
    )
    data = LabelData({"value": content})
    (page,) = pdf_pages(render_pdf(template, data, "fr"))
    (symbol,) = symbols_of(template, data)
    assert decoded(page, template, symbol.extent) == meant


def linear(symbology, content, width_mm):
    area = Area(5, 5, width_mm, 45)
    return one_element(Barcode(name="code", area=area, symbol=symbology, content=content, module_mm=0.5))


def test_a_barcode_without_room_for_its_bars_is_refused_by_name():
    narrow = linear(Symbology.CODE128, "{value}", width_mm=20)
    with pytest.raises(BadInput, match="label_barcode_too_wide") as caught:
        render_pdf(narrow, LabelData({"value": "A LONG CODE"}), "fr")
    assert caught.value.data["element"] == "code"


def test_a_bracket_in_a_value_cannot_begin_another_gs1_element():
    lot = linear(Symbology.GS1_128, "(10){value}", width_mm=90)
    with pytest.raises(BadInput, match="barcode_content"):
        render_pdf(lot, LabelData({"value": "A(21)7"}), "fr")


@settings(max_examples=25)
@given(name=st.text(min_size=1, max_size=80).filter(str.strip), bin_=st.text(max_size=10))
def test_any_name_and_bin_make_a_pdf(name, bin_):
    """Ten characters fit into the parcel's code however many bytes each has; a longer one may be refused."""
    assert render_pdf(load("pickup_parcel"), pickup(customer_name=name, bin=bin_), "fr").startswith(b"%PDF")


@pytest.fixture
def threads_in_turn_at_every_step():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("threads_in_turn_at_every_step")
def test_labels_drawn_at_the_same_moment_are_drawn_as_each_alone():
    template = load("pickup_parcel")
    names_of_people = ("Marie-Hélène", "Œuvre d’Étampes", "Wassermann", "ç à côté 60")
    wanted = [pickup(customer_name=name) for name in names_of_people]
    alone = [render_pdf(template, data, "fr") for data in wanted]
    with ThreadPoolExecutor(len(wanted)) as threads:
        together = list(threads.map(lambda data: render_pdf(template, data, "fr"), wanted * 12))

    assert together == alone * 12
