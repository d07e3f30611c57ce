import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.labels.fitting import baselines, fit
from desktop.labels.template import Area, Fit, Text, Vertical
from desktop.labels.typeface import pdf_typeface, printer_typeface, rise_and_drop

TYPEFACES = {"pdf": pdf_typeface(), "printer": printer_typeface()}


def text(width=60.0, height=30.0, letter_mm=6.0, **changes):
    return Text(name="name", area=Area(5, 10, width, height), text="", letter_mm=letter_mm, **changes)


def test_a_text_that_fits_is_set_as_large_as_it_was_wished():
    fitted = fit("Martin", text(), pdf_typeface())
    assert (fitted.lines, fitted.letter_mm, fitted.is_whole) == (("Martin",), 6.0, True)


def test_a_long_name_wraps_between_words_and_after_hyphens():
    fitted = fit("Anne-Sophie Lefèvre", text(width=30, height=40, lines=3, fit=(Fit.WRAP,)), pdf_typeface())
    assert fitted.lines == ("Anne-", "Sophie", "Lefèvre")


def test_wrap_then_shrink_keeps_the_largest_letters_that_the_lines_allow():
    both = text(width=40, lines=2, smallest_mm=2, fit=(Fit.WRAP, Fit.SHRINK))
    fitted = fit("Anne-Sophie Lefèvre", both, pdf_typeface())
    assert fitted.lines == ("Anne-Sophie", "Lefèvre")
    assert 4 < fitted.letter_mm < 6


def test_shrink_then_wrap_keeps_one_line_while_it_can_be_read():
    both = text(width=40, lines=2, smallest_mm=2, fit=(Fit.SHRINK, Fit.WRAP))
    assert len(fit("Anne-Sophie Lefèvre", both, pdf_typeface()).lines) == 1
    assert len(fit("Anne-Sophie Lefèvre de Monmirail", both, pdf_typeface()).lines) == 2


def test_what_does_not_fit_at_its_smallest_ends_in_an_ellipsis_and_says_so():
    fitted = fit("Anne-Sophie Lefèvre", text(width=30), pdf_typeface())
    assert fitted.lines[0].endswith("…")
    assert not fitted.is_whole


def test_a_word_longer_than_its_line_is_broken_rather_than_lost():
    fitted = fit("W" * 24, text(width=40, lines=5, letter_mm=4, fit=(Fit.WRAP,)), pdf_typeface())
    assert "".join(fitted.lines) == "W" * 24
    assert fitted.is_whole


def test_no_break_spaces_hold_an_amount_together():
    fitted = fit("Total 49,90\u00a0€", text(width=28, lines=2, fit=(Fit.WRAP,)), pdf_typeface())
    assert fitted.lines == ("Total", "49,90\u00a0€")


def test_a_text_too_high_for_its_area_is_not_called_whole():
    assert not fit("Ég", text(height=5), pdf_typeface()).is_whole


def test_nothing_makes_no_line():
    assert fit("  \n ", text(), pdf_typeface()).lines == ()
    assert baselines(fit("", text(), pdf_typeface()), text()) == ()


@pytest.mark.parametrize("typeface", TYPEFACES.values(), ids=TYPEFACES.keys())
@given(
    name=st.text(st.characters(codec="cp1252"), min_size=1, max_size=60),
    width=st.floats(20, 90),
    ways=st.sampled_from([(), (Fit.SHRINK,), (Fit.WRAP,), (Fit.WRAP, Fit.SHRINK), (Fit.SHRINK, Fit.WRAP)]),
    vertical=st.sampled_from(Vertical),
)
def test_whatever_the_name_its_ink_stays_in_its_area(typeface, name, width, ways, vertical):
    element = text(width=width, smallest_mm=3, lines=3, fit=ways, vertical=vertical)
    fitted = fit(name, element, typeface)
    rise, drop = rise_and_drop("".join(fitted.lines))
    for line, baseline_mm in zip(fitted.lines, baselines(fitted, element), strict=True):
        assert typeface.width(line, element.weight) * fitted.letter_mm <= width + 1e-6
        assert baseline_mm - rise * fitted.letter_mm >= element.area.y - 1e-6
        assert baseline_mm + drop * fitted.letter_mm <= element.area.bottom + 1e-6
    if fitted.is_whole:
        printed = "".join("".join(fitted.lines).split())
        assert printed == "".join(typeface.spelled(name).split())
