"""Every sentence of the interface is translated, and none is kept that nothing says any more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
import translations
from house_tree import files, shown

pytestmark = pytest.mark.usefixtures("no_collector")

SAYING = {"tr", "translate"}
PLURAL_FORMS = 2
SAID_TAGS = ("translation", "numerusform")
_SAYS = re.compile(rf"\b(?:{'|'.join(sorted(SAYING))})\b")
_UNCOUNTED = re.compile(r'(?:translate|QT_TRANSLATE_NOOP)\(\s*"\w+",\s*"([^"]*%n[^"]*)"')


_NUMBER = r"\{(?:count|waiting|units|copies|rows|wanted|quantity|most|least|length|total|number_of|0)\}"
_MANY = re.compile(
    rf"{_NUMBER}[\u00a0 ](?:(?:wrong|new|other) )?(?!is\b|was\b|has\b|wants\b|holds\b)"
    r"(?:are|were|have|wait|stay|go|come|[A-Za-z]+s)\b"
)
"""A number beside what agrees with more than one."""
_COUNTED = r"\{(?:articles|parcels|orders|labels|picked|taken|kept|rest|refused)\}"
_AGREEING = re.compile(rf"{_COUNTED}(?: in hand)?[\u00a0 ](?:are|were|have|wait|stay|go|come|stand)\b")
"""What was counted in a sentence of its own, "1 parcel", beside a verb for more than one."""
NEVER_ONE = {
    "A code has {0} letters and digits, in groups of four.",
    "A PIN has {least} to {most} digits, and nothing else.",
    "A round has {most} totes. Begin this one first (Enter).",
    "Between 1 and {most} orders can wait at a time. Choose another number.",
    "That is more than {count} articles: choose a shelf of it.",
    "The label template is too long to be sent to every store: {most} signs at most.",
    "{copies} copies are not possible; 1 to {most}.",
    "{count} wrong PINs were tried for you, the last at {time}. Change yours.",
    "{count} wrong PINs were tried for {name}, the last at {time}.",
    "{done} of {total} rows",
    "{most} approvals wait for headquarters already. Connect first.",
    "{rows} rows are too many for one list; at most {most}.",
    "“{field}” has {length} characters, too many for any label.",
}
"""Sentences whose number is a limit of ours, or is said only beyond one."""


class Sentence(NamedTuple):
    """What tells one sentence from another: where it is said, its words, and the translator's hint."""

    context: str
    words: str
    hint: str


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[Sentence, ElementTree.Element]:
    """Every sentence the source says now, as Qt's own lupdate finds them."""
    collected = tmp_path_factory.mktemp("sentences") / "now_fr.ts"
    translations.collect(collected)
    return _sentences(collected)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_is_kept_that_nothing_says(
    language: str, said: dict[Sentence, ElementTree.Element]
) -> None:
    assert sorted(_kept(language).keys() - said.keys()) == []


def test_every_sentence_is_in_french(said: dict[Sentence, ElementTree.Element]) -> None:
    finished = {sentence for sentence, message in _kept("fr").items() if _is_finished(message)}

    assert sorted(said.keys() - finished) == []


def test_every_count_has_its_plural_in_english(said: dict[Sentence, ElementTree.Element]) -> None:
    counted = {sentence for sentence, message in said.items() if message.get("numerus") == "yes"}
    finished = {sentence for sentence, message in _kept("en").items() if _is_finished(message)}

    assert sorted(counted - finished) == []


def test_a_number_that_may_be_one_agrees_with_its_noun(said: dict[Sentence, ElementTree.Element]) -> None:
    """With `%n` it has both forms (`Counts`); elsewhere it stands where nothing agrees with it."""
    plain = {sentence.words for sentence, message in said.items() if message.get("numerus") != "yes"}
    ungainly = {words for words in plain if _MANY.search(words) or _AGREEING.search(words)}

    assert sorted(ungainly - NEVER_ONE) == []
    assert sorted(NEVER_ONE - ungainly) == []


def test_apostrophes_and_quotation_marks_are_typographic(
    said: dict[Sentence, ElementTree.Element],
) -> None:
    """In both languages: the source is what is read in English."""
    kept = [message for language in ("fr", "en") for message in _kept(language).values()]
    texts = [sentence.words for sentence in said]
    texts += [form.text or "" for message in kept for form in message.iter() if form.tag in SAID_TAGS]

    assert sorted({text for text in texts if "'" in text or '"' in text}) == []


def test_lupdate_can_read_every_sentence() -> None:
    """An f-string or a sum in `tr` is taken without a word and never matches."""
    assert [place for path in files(".py") if "desktop" in path.parts for place in _unreadable(path)] == []


def test_counts_are_said_with_tr() -> None:
    """Elsewhere lupdate sees no plural: there would be one form, or none."""
    uncounted = []
    for path in files(".py"):
        if "desktop" in path.parts:
            words = path.read_text(encoding="utf-8")
            uncounted += [f"{shown(path)}: {said}" for said in _UNCOUNTED.findall(words)]
    assert uncounted == []


def _kept(language: str) -> dict[Sentence, ElementTree.Element]:
    return _sentences(translations.FOLDER / f"coulisse_{language}.ts")


def _sentences(path: Path) -> dict[Sentence, ElementTree.Element]:
    return {
        Sentence(
            context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", "")
        ): message
        for context in ElementTree.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


def _is_finished(message: ElementTree.Element) -> bool:
    translation = message.find("translation")
    if translation is None or translation.get("type"):
        return False
    if message.get("numerus") != "yes":
        return bool(translation.text)
    forms = [form.text for form in translation.iter("numerusform")]
    return len(forms) == PLURAL_FORMS and all(forms)


def _unreadable(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if not _SAYS.search(text):
        return
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SAYING and any(_is_put_together(words) for words in node.args[:2]):
            yield f"{shown(path)}:{node.lineno}"


def _is_put_together(words: ast.expr) -> bool:
    if isinstance(words, ast.BinOp):
        return any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(words))
    return isinstance(words, ast.JoinedStr)
