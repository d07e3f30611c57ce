"""What the editor of templates says."""

from __future__ import annotations

from desktop.labels.chain_templates import Faults
from desktop.labels.problem_sentences import error_sentence, problem_sentence
from desktop.screens.settings.samples import Source
from desktop.screens.settings.templates_keeping import TemplateName, Tried
from desktop.screens.settings.templates_state import TemplatesState
from desktop.screens.settings.trial import Trial
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import code_sentence
from desktop.shell.theme import Tone
from desktop.shell.widgets import PillLook

MOST_SAID = 6
"""Problems that are told at once: the first ones are to be mended first."""
_SOURCES = {
    Source.PRINT: QT_TRANSLATE_NOOP("Templates", "With what was printed last."),
    Source.ARTICLE: QT_TRANSLATE_NOOP("Templates", "With an article of this store: {0}."),
    Source.STORE: QT_TRANSLATE_NOOP("Templates", "With this store’s own names, and examples for the rest."),
}
_TESTS = {
    Trial.NONE: "",
    Trial.WAITING: QT_TRANSLATE_NOOP("Templates", "The test waits to be printed."),
    Trial.PRINTED: QT_TRANSLATE_NOOP("Templates", "The test was printed."),
    Trial.FAILED: QT_TRANSLATE_NOOP("Templates", "The test was not printed."),
}


def title_of(template: TemplateName, language: str) -> str:
    """What people call a template."""
    return template.titles.get(language) or template.titles.get("fr") or template.name


def whose_look(state: TemplatesState) -> PillLook:
    """Whether it is as shipped, the chain's, this workstation's own, or not kept yet."""
    chosen = state.chosen
    if state.is_changed:
        return PillLook(translate("Templates", "not kept"), Tone.WARN, "waiting")
    if chosen is not None and chosen.is_own:
        return PillLook(translate("Templates", "this workstation’s own"), Tone.INFO, "check")
    if chosen is not None and chosen.is_chain:
        return PillLook(translate("Templates", "the chain’s"), Tone.INFO, "check")
    return PillLook(translate("Templates", "as shipped"), Tone.NEUTRAL, "check")


def note_words(state: TemplatesState) -> str:
    """What is in force beside what is seen: under an own version, or instead of one that prints badly."""
    chosen = state.chosen
    if chosen is None:
        return ""
    if state.refused:
        words = translate(
            "Templates", "Headquarters has published version {0}, which does not print well here: {1}"
        )
        former = translate("Templates", "The former one stays.")
        return f"{words.format(chosen.version, _faults_words(state.refused)[0])} {former}"
    if chosen.is_own and chosen.is_chain:
        return translate(
            "Templates", "This workstation prints by its own version; the chain’s, {0}, waits under it."
        ).format(chosen.version)
    if not state.may_edit:
        return translate("Templates", "Only managers change templates; anybody may print a test.")
    return ""


def is_news_to_the_chain(state: TemplatesState) -> bool:
    """Whether what is seen is another than what the chain prints by now."""
    chosen = state.chosen
    return chosen is not None and (state.is_changed or chosen.is_own or chosen.is_refused)


def source_words(tried: Tried | None) -> str:
    """Whose data the preview shows."""
    if tried is None or not tried.preview:
        return ""
    return translate("Templates", _SOURCES[tried.source]).format(tried.named)


def verdict_words(state: TemplatesState) -> list[str]:
    """What the text comes to: a sentence, and one for each further problem."""
    tried = state.tried
    if tried is None:
        return [""]
    problems = _faults_words(Faults(None, tried.problems))
    if tried.fault is not None:
        problems.insert(0, error_sentence(tried.fault))
    if not problems:
        return [
            translate("Templates", "It prints well: at its longest, in both languages, on every printer.")
        ]
    left = len(problems) - MOST_SAID
    if left > 0:
        problems[MOST_SAID:] = [translate("Templates", "And {0} more.").format(left)]
    return problems


def _faults_words(faults: Faults) -> list[str]:
    first = [error_sentence(faults.error)] if faults.error is not None else []
    return first + [problem_sentence(problem) for problem in faults.problems]


def test_words(state: TemplatesState) -> str:
    """What became of the test."""
    if state.test is Trial.NONE:
        return ""
    why = code_sentence(state.code) if state.code and state.test is not Trial.PRINTED else ""
    return f"{translate('Templates', _TESTS[state.test])} {why}".strip()


def version_words(state: TemplatesState) -> str:
    """Which other version there is to turn to."""
    if state.can_recover:
        return translate("Templates", "Bring this workstation’s own back")
    if state.chosen is not None and state.chosen.is_own and state.chosen.is_chain:
        return translate("Templates", "Back to the chain’s")
    if state.can_take_shipped:
        return translate("Templates", "Begin with the shipped one")
    return translate("Templates", "Back to the shipped one")
