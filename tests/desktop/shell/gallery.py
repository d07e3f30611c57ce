"""Sample screens made of the house's widgets, with the content of the design's sketches."""

from __future__ import annotations

from sample_pieces import widgets
from sample_prepare import prepare
from sample_stock import stock
from sample_today import today
from sample_words import Say, framed

from desktop.shell.sign_in import Person
from desktop.shell.widgets import (
    EmptyState,
    Page,
)
from desktop.shell.window import Window


def empty(say: Say) -> Window:
    page = Page(name="prepare")
    page.body.addWidget(
        EmptyState(
            "prepare",
            say("Nothing to prepare", "Rien à préparer"),
            say("Next promise: 14:30, 2 orders.", "Prochaine promesse : 14:30, 2 commandes."),
            say("Put back 3 articles", "Remettre 3 articles en rayon"),
            name="nothing",
        ),
        1,
    )
    return framed("prepare", page, say)


def sign_in(say: Say, chosen: str = "") -> Window:
    window = framed("today", Page(name="today"), say)
    page = window.sign_in
    page.show_location("Lyon Part-Dieu")
    associate, manager = say("Associate", "Préparatrice"), say("Manager", "Responsable")
    names = [
        ("i", "Inès Martin", associate),
        ("p", "Paul Garnier", associate),
        ("m", "Marc Lefèvre", manager),
    ]
    names += [("a", "Aïcha Diallo", associate), ("j", "Jean-Baptiste de La Rochefoucauld", associate)]
    page.show_people([Person(*name) for name in names])
    if chosen:
        page.choose(chosen)
        page.refuse(
            say("This PIN is not right. 4 tries are left.", "Ce code n’est pas le bon. Il reste 4 essais.")
        )
    window.show_sign_in()
    return window


def sign_in_pin(say: Say) -> Window:
    return sign_in(say, "i")


SCREENS = {
    "today": today,
    "prepare": prepare,
    "stock": stock,
    "empty": empty,
    "sign-in": sign_in,
    "pin": sign_in_pin,
    "widgets": widgets,
}
