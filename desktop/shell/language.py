"""The language of the interface: ours and Qt's own sentences, changed while the program runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.places import TRANSLATIONS

LANGUAGES = ("fr", "en")
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
"""Each in its own words, so that whoever cannot read the present one finds theirs."""
LOCALES = {"fr": QLocale(QLocale.Language.French, QLocale.Country.France), "en": QLocale("en_GB")}


def system_language() -> str:
    """The system's language if we speak it, else French: most of our users do."""
    wanted = QLocale.system().name()[:2]
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def spoken_on_the_command_line() -> str:
    """The language of commands for scripts: French on a machine that speaks it, else English."""
    return "fr" if QLocale.system().name().startswith("fr") else "en"


class Language:
    """Installs translators; widgets hear of it by `QEvent.LanguageChange`.

    Attributes:
        code: "fr" or "en".
    """

    def __init__(self) -> None:
        self.code = ""
        self._installed: list[QTranslator] = []

    @property
    def on_paper(self) -> str:
        """The language that labels are printed in: the interface's, once it has one."""
        return self.code or LANGUAGES[0]

    def use(self, code: str) -> None:
        """Speak this language from now on."""
        if code == self.code:
            return
        QLocale.setDefault(LOCALES[code])
        for old in self._installed:
            QCoreApplication.removeTranslator(old)
        self._installed = []
        self.code = code
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for folder, name in ((qt_folder, f"qtbase_{code}"), (str(TRANSLATIONS), f"coulisse_{code}")):
            translator = QTranslator()
            if translator.load(name, folder):
                QCoreApplication.installTranslator(translator)
                self._installed.append(translator)


language = Language()
"""The one language of the program."""


def sayer(code: str) -> Callable[[str, str], str]:
    """What says words of a context in a language, for a command line that has no application of Qt's."""
    translator = QTranslator()
    is_loaded = translator.load(f"coulisse_{code}", str(TRANSLATIONS))

    def say(context: str, words: str) -> str:
        return (translator.translate(context, words) if is_loaded else "") or words

    return say
