"""What the editor of templates says."""

from __future__ import annotations

from core.rules.errors import CoulisseError
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
    Source.STORE: QT_TRANSLATE_NOOP("Templates", "With this store's own names, and examples for the rest."),
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
    """Whether it is as shipped, this store's own, or not kept yet."""
    if state.is_changed:
        return PillLook(translate("Templates", "not kept"), Tone.WARN, "waiting")
    if state.chosen is not None and state.chosen.is_own:
        return PillLook(translate("Templates", "this store's own"), Tone.INFO, "check")
    return PillLook(translate("Templates", "as shipped"), Tone.NEUTRAL, "check")


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
    problems = [problem_sentence(problem) for problem in tried.problems]
    if tried.fault is not None:
        problems.insert(0, _fault_words(tried.fault))
    if not problems:
        return [
            translate("Templates", "It prints well: at its longest, in both languages, on every printer.")
        ]
    left = len(problems) - MOST_SAID
    if left > 0:
        problems[MOST_SAID:] = [translate("Templates", "And {0} more.").format(left)]
    return problems


def _fault_words(error: CoulisseError) -> str:
    return error_sentence(error)


def test_words(state: TemplatesState) -> str:
    """What became of the test."""
    if state.test is Trial.NONE:
        return ""
    why = code_sentence(state.code) if state.code and state.test is not Trial.PRINTED else ""
    return f"{translate('Templates', _TESTS[state.test])} {why}".strip()


def can_go_back(state: TemplatesState) -> bool:
    """Whether there is something to go back to."""
    return state.chosen is not None and (state.is_changed or state.can_drop or state.can_recover)


def back_words(state: TemplatesState) -> str:
    """What going back would do."""
    if state.is_changed:
        return translate("Templates", "Take back what is typed")
    if state.can_recover:
        return translate("Templates", "Bring this store's own back")
    return translate("Templates", "Back to the shipped one")
