"""The two languages and the frame of the sample screens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.shell.messages import Messages
from desktop.shell.rail import Section
from desktop.shell.strip import Condition
from desktop.shell.tasks import Tasks
from desktop.shell.theme import Tone
from desktop.shell.window import Window

Say = Callable[[str, str], str]


def english(words: str, _french: str) -> str:
    return words


def french(_english: str, words: str) -> str:
    return words


def sections(say: Say) -> list[Section]:
    return [
        Section("today", say("Today", "Aujourd’hui"), "today"),
        Section("prepare", say("Prepare", "Préparer"), "prepare"),
        Section("hand_over", say("Hand over", "Remettre"), "hand-over"),
        Section("stock", say("Stock", "Stock"), "stock"),
        Section("sync", say("Sync", "Synchronisation"), "sync"),
    ]


def framed(key: str, page: QWidget, say: Say, is_offline: bool = False) -> Window:
    messages = Messages()
    window = Window(sections(say), messages=messages, tasks=Tasks())
    window.top_bar.show_location("Lyon Part-Dieu")
    window.top_bar.show_person("Inès M.", say("Associate", "Préparatrice"))
    if is_offline:
        age = say("data from 10:42", "données de 10:42")
        window.top_bar.show_connection(Tone.WARN, say("Offline", "Hors ligne"), age)
        window.strips.show_condition(
            Condition(
                "offline",
                Tone.WARN,
                say("Offline since 10:42", "Hors ligne depuis 10:42"),
                say(
                    "6 actions wait. You can prepare, hand over, print.",
                    "6 envois en attente. Vous pouvez préparer, remettre aux clients et imprimer.",
                ),
                say("Details", "Détails"),
                "offline",
            )
        )
    else:
        connected = say("Connected", "Connecté")
        window.top_bar.show_connection(Tone.OK, connected, say("4 s ago", "il y a 4 s"))
    window.add_page(key, page)
    window.show_page(key)
    window.rail.set_counts({"today": 7, "prepare": 4, "hand_over": 3})
    window.show_work()
    return window
