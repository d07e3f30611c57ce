"""The user's guides know the keys and the places of the program, in both languages alike."""

import re

import guide_keys
import pytest


@pytest.mark.parametrize("language", sorted(guide_keys.PAGES))
def test_the_keys_are_those_of_the_program(language: str) -> None:
    text = guide_keys.PAGES[language].read_text(encoding="utf-8")
    assert guide_keys.page(text, language) == text, "run docs/guide_keys.py"


@pytest.mark.parametrize("language", sorted(guide_keys.PAGES))
def test_each_picture_is_there(language: str) -> None:
    page = guide_keys.PAGES[language]
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert pictures
    assert [name for name in pictures if not (page.parent / name).exists()] == []


def test_both_languages_tell_the_same() -> None:
    def bones(language: str) -> list[str]:
        text = guide_keys.PAGES[language].read_text(encoding="utf-8")
        marks = re.findall(
            r"^(#+|-|\d\.|!\[|\|)|`([^`]+)`", text.partition(guide_keys.BEGIN)[0], re.MULTILINE
        )
        return [guide_keys.key_words(key, "fr") or mark for mark, key in marks]

    assert bones("en") == bones("fr")


def test_the_french_guide_calls_things_as_the_program_does() -> None:
    text = guide_keys.PAGES["fr"].read_text(encoding="utf-8")
    words = guide_keys.french()

    assert re.findall(r"\b(?:le|un|du|au|sans) scanner\b", text, re.IGNORECASE) == []
    assert guide_keys.SCREENS["story"][1].startswith(words["What became of it"])
    assert words["Settle"] == "Résoudre"
    assert not re.search(r"comment le régler|a réglé", text)
