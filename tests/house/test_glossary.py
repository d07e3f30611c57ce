"""The French of the interface keeps to the glossary, to its fields and to French typography."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
import translations

GLOSSARY = {
    r"\bbins?\b": r"casier",
    r"\bparcels?\b": r"colis",
    r"\bheadquarters\b": r"siège|envois en attente",
    r"\bmanager\b": r"responsable",
    r"\bassociate\b": r"vente|vendeu|préparat",
    r"\borders?\b(?!ed)": r"command|prélev|préparer|parcours|reprendre|celle",
    r"\bpick list\b": r"liste de prélèvement",
    r"\bpicked\b": r"prél[eè]v",
    r"\bsafety stock\b": r"stock de sécurité",
    r"\bcan be promised\b": r"disponible à promettre",
    r"\bin transit\b": r"en transit",
    r"\bclick and collect\b": r"retrait en magasin",
    r"\breserved\b": r"e-réservation",
    r"\bship from store\b": r"expédition depuis le magasin",
    r"\bpickup code\b": r"code de retrait",
    r"\bput back\b": r"remis|remet",
    r"\bsource\b": r"origine",
    r"\bapprov": r"valid|accord",
}
"""What an English word of the interface must become, whatever the sentence."""

_FIELD = re.compile(r"\{\w*\}|%n")
_BAD_SPACING = {
    "a straight quotation mark": re.compile(r"['\"]"),
    "a sign without its narrow no-break space": re.compile(r"(?<!\u202f)[;?!»]|(?<![\u202f\d]):"),
    "an opening « without its narrow no-break space": re.compile(r"«(?!\u202f)"),
    "a number parted from its unit": re.compile(r"[\d}] (?:s|min|h|j|km|g|Mo|%|€|×)(?!\w)"),
    "a space too many": re.compile(r" {2}|^ | $"),
}


def _words(source: str) -> str:
    return _FIELD.sub("", source)


def _said(language: str) -> Iterator[tuple[str, str]]:
    """Each sentence of the source with each form that it is said in."""
    root = ElementTree.parse(translations.FOLDER / f"coulisse_{language}.ts").getroot()
    for message in root.iter("message"):
        source = message.findtext("source", "")
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")]
        yield from ((source, said) for said in forms or [translation.text or ""])


def test_the_words_of_the_glossary_are_kept() -> None:
    strayed = [
        (source, said)
        for source, said in _said("fr")
        for english, french in GLOSSARY.items()
        if re.search(english, _words(source), re.IGNORECASE) and not re.search(french, said, re.IGNORECASE)
    ]
    assert strayed == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_translation_names_no_field_that_the_source_does_not_fill(language: str) -> None:
    assert [
        (source, said)
        for source, said in _said(language)
        if not set(_FIELD.findall(said)) <= set(_FIELD.findall(source))
    ] == []


def test_a_translation_leaves_no_field_out() -> None:
    """But one: "the best one" need not name its number."""
    assert [
        (source, said)
        for source, said in _said("fr")
        if set(_FIELD.findall(source)) - set(_FIELD.findall(said)) - {"%n"}
    ] == []


@pytest.mark.parametrize("fault", _BAD_SPACING)
def test_french_typography(fault: str) -> None:
    assert [said for _, said in _said("fr") if _BAD_SPACING[fault].search(said)] == []
