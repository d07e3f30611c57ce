"""The day's work, with the content of its sketch."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sample_words import Say, framed

from desktop.shell.theme import TextRole, Tone
from desktop.shell.widgets import (
    Cell,
    Column,
    DetailCard,
    Group,
    HourLoad,
    KeyValueRows,
    LoadBars,
    MasterDetail,
    NumberTile,
    Page,
    Pill,
    PillLook,
    PrimaryButton,
    Row,
    RowList,
    SecondaryButton,
    Text,
    time_left,
)
from desktop.shell.window import Window

TODAY_COLUMNS = (
    Column(),
    Column(width=20),
    Column(stretch=5),
    Column(stretch=4, hide_below=560),
    Column(hide_below=720),
)


def _order(
    key: str,
    minutes: int,
    icon: str,
    name: str,
    how: str,
    what: str,
    where: str,
    action: str,
    who: str = "",
) -> Row:
    cells = (
        Cell(pill=time_left(minutes)),
        Cell(icon=icon),
        Cell(name, how, strong=True),
        Cell(what, where),
        Cell(who, small=True, colour="ink3"),
    )
    return Row(key, cells, action)


def _parcel(
    key: str, pill: PillLook, icon: str, name: str, how: str, what: str, where: str, action: str
) -> Row:
    cells = (Cell(pill=pill), Cell(icon=icon), Cell(name, how, strong=True), Cell(what, where), Cell())
    return Row(key, cells, action)


def _to_prepare(say: Say) -> Group:
    prepare = say("Prepare", "Préparer")
    collect = say("Collect, promised {0}", "Retrait, promis à {0}")
    return Group(
        (
            _order(
                "C-20418",
                -8,
                "collect",
                "C-20418 · Martin",
                collect.format("10:30"),
                say("3 articles", "3 articles"),
                "Zones A, B",
                prepare,
            ),
            _order(
                "C-20423",
                12,
                "collect",
                "C-20423 · Nguyen",
                collect.format("10:50"),
                say("1 article · watch, serial", "1 article · montre, numéro de série"),
                say("Zone C (locked)", "Zone C (fermée à clé)"),
                say("Take over", "Reprendre"),
                say("Paul is on it", "Paul s’en occupe"),
            ),
            _order(
                "C-20397",
                46,
                "ship",
                "C-20397 · Diallo",
                say("Ship from store, carrier 11:30", "Expédition, transporteur 11:30"),
                "3 articles",
                "Zones A, D",
                prepare,
            ),
            _order(
                "R-5521",
                130,
                "reserve",
                "R-5521 · Lefèvre",
                say("Reserved to try on", "Réservé pour essayage"),
                "2 articles",
                "Zone B",
                prepare,
            ),
        ),
        prepare,
        say("4 orders, 9 articles", "4 commandes, 9 articles"),
    )


def _to_hand_over(say: Say) -> Group:
    hand, ready = say("Hand over", "Remettre"), PillLook(say("ready", "prêt"), Tone.OK)
    return Group(
        (
            _parcel(
                "C-20377",
                ready,
                "hand-over",
                "C-20377 · Garnier",
                say("Told at 09:52", "Prévenu à 09:52"),
                say("1 parcel", "1 colis"),
                say("Bin 14", "Casier 14"),
                hand,
            ),
            _parcel(
                "C-20365",
                ready,
                "hand-over",
                "C-20365 · Petit",
                say("Told yesterday", "Prévenu hier"),
                say("2 parcels", "2 colis"),
                say("Bins 3, 4", "Casiers 3, 4"),
                hand,
            ),
        ),
        hand,
        say("3 parcels in bins", "3 colis en casier"),
    )


def _to_receive(say: Say) -> Group:
    return Group(
        (
            _parcel(
                "T-881",
                PillLook(say("arriving", "en route"), Tone.INFO),
                "arrive",
                say("T-881 · from Villeurbanne", "T-881 · de Villeurbanne"),
                say("2 parcels for customers", "2 colis pour des clients"),
                "6 articles",
                "",
                say("Receive", "Réceptionner"),
            ),
        ),
        say("Receive and put back", "Réceptionner et remettre en rayon"),
    )


def today_groups(say: Say) -> list[Group]:
    return [_to_prepare(say), _to_hand_over(say), _to_receive(say)]


def today_detail(say: Say) -> DetailCard:
    detail = DetailCard(name="today_detail")
    detail.head.addWidget(Text(say("Selected", "Sélection"), TextRole.LABEL, "ink3"))
    detail.head.addWidget(Text("C-20418", TextRole.TITLE))
    who = say("Claire Martin · click and collect", "Claire Martin · retrait en magasin")
    detail.head.addWidget(Text(who, TextRole.BODY, "ink2", elide=True))
    detail.head.addSpacing(10)
    late = say("promised 10:30 · late 8 min", "promis à 10:30 · retard de 8 min")
    detail.head.addWidget(Pill(late, Tone.BAD, icon="late"))
    facts = KeyValueRows()
    facts.show_facts(
        [
            (say("Articles", "Articles"), say("3, in zones A and B", "3, dans les zones A et B")),
            (say("To pay", "À payer"), say("nothing, paid online", "rien, payé en ligne")),
            (
                say("Note", "Note"),
                say("“Gift, please no price on the parcel.”", "« Cadeau, pas de prix sur le colis. »"),
            ),
        ]
    )
    detail.facts.addWidget(facts)
    load_title = say("Load of the next 4 hours", "Charge des 4 prochaines heures")
    detail.extras.addWidget(Text(load_title, TextRole.LABEL, "ink3"))
    load = LoadBars(name="load")
    load.show_load([HourLoad("10 h", 6), HourLoad("11 h", 8), HourLoad("12 h", 4), HourLoad("13 h", 2)], 7)
    detail.extras.addWidget(load)
    detail.buttons.addWidget(PrimaryButton(say("Prepare", "Préparer"), name="go", key="Enter"))
    together = say("Prepare all 4 in one round", "Préparer les 4 en une tournée")
    detail.buttons.addWidget(SecondaryButton(together, name="go_all", key="W"))
    return detail


def today(say: Say) -> Window:
    tiles = QHBoxLayout()
    tiles.setSpacing(16)
    for words, number, tone in (
        (say("to prepare", "à préparer"), 4, Tone.NEUTRAL),
        (say("ready to collect", "prêtes à retirer"), 3, Tone.OK),
        (say("late", "en retard"), 1, Tone.BAD),
        (say("wait for a manager", "attendent un responsable"), 2, Tone.WARN),
    ):
        tiles.addWidget(NumberTile(words, number, tone, name=f"tile_{number}"))
    rows = RowList(TODAY_COLUMNS, name="today_rows", meaning=say("What to do", "À faire"))
    rows.show_groups(today_groups(say))
    master = QWidget()
    column = QVBoxLayout(master)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(20)
    column.addLayout(tiles)
    column.addWidget(rows, 1)
    page = Page(name="today")
    page.body.addWidget(MasterDetail(master, today_detail(say)), 1)
    page.lead_to(rows)
    return framed("today", page, say)
