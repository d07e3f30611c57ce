"""The actions: each declared once, with its name, its words and its key; buttons, shortcuts, the palette and
the help read them here.

`ENTER` and `ESCAPE` belong to the screen in front and are no shortcuts, since a field or a list with the
keyboard may want them first. What they leave comes to the screen, which triggers its action of that key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.widgets.buttons import Button

ENTER: Final = "Enter"
ESCAPE: Final = "Esc"


class Declared(msgspec.Struct, frozen=True):
    """What an action is called, what it says, and the key that does it (empty for none)."""

    name: str
    words: str
    key: str = ""


TODAY_ACT = Declared("today_act", QT_TRANSLATE_NOOP("Actions", "Do the selected"), ENTER)
TODAY_BACK = Declared("today_back", QT_TRANSLATE_NOOP("Actions", "Not yet"), ESCAPE)
TODAY_FIND = Declared("today_find", QT_TRANSLATE_NOOP("Actions", "Search on Today"), "F3")
TODAY_KIND = Declared("today_kind", QT_TRANSLATE_NOOP("Actions", "Which kind"), "F4")
TODAY_MINE = Declared("today_mine", QT_TRANSLATE_NOOP("Actions", "Mine or everybody’s"), "F5")
TODAY_LATE = Declared("today_late", QT_TRANSLATE_NOOP("Actions", "Late or all"), "F6")
TODAY_ZONE = Declared("today_zone", QT_TRANSLATE_NOOP("Actions", "Which zone"), "F7")
TODAY_DAY = Declared("today_day", QT_TRANSLATE_NOOP("Actions", "Opening and closing"), "F2")
TODAY_INTAKE = Declared("today_intake", QT_TRANSLATE_NOOP("Actions", "Intake…"), "F10")
TODAY_REJECT = Declared("today_reject", QT_TRANSLATE_NOOP("Actions", "Reject…"), "F8")
TODAY_STORY = Declared("today_story", QT_TRANSLATE_NOOP("Actions", "What became of it"), "F11")
TODAY_REOPEN = Declared("today_reopen", QT_TRANSLATE_NOOP("Actions", "Open again…"), "F9")

PREPARE_GO = Declared("prepare_go", QT_TRANSLATE_NOOP("Actions", "Picked by hand"), ENTER)
PREPARE_SHORT = Declared("prepare_short", QT_TRANSLATE_NOOP("Actions", "Short"), "F2")
PREPARE_SKIP = Declared("prepare_skip", QT_TRANSLATE_NOOP("Actions", "Skip"), "F3")
PREPARE_REPRINT = Declared("prepare_reprint", QT_TRANSLATE_NOOP("Actions", "Print again…"), "F4")
PREPARE_PARCEL = Declared("prepare_parcel", QT_TRANSLATE_NOOP("Actions", "One more parcel"), "F5")
PREPARE_UNDO = Declared("prepare_undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "Ctrl+Z")
PREPARE_ADD = Declared("prepare_add", QT_TRANSLATE_NOOP("Actions", "Add to the round"), "F6")
PREPARE_OTHERS = Declared("prepare_others", QT_TRANSLATE_NOOP("Actions", "Tell them short too"), "F9")
PREPARE_PROPOSE = Declared("prepare_propose", QT_TRANSLATE_NOOP("Actions", "Propose a round"), "F7")
PREPARE_GIVE_BACK = Declared("prepare_give_back", QT_TRANSLATE_NOOP("Actions", "Release it"), "F8")
PREPARE_AGREED = Declared("prepare_agreed", QT_TRANSLATE_NOOP("Actions", "Customer agrees"), "F10")
PREPARE_DECLINED = Declared("prepare_declined", QT_TRANSLATE_NOOP("Actions", "Customer declines"), "F11")
PREPARE_BACK = Declared("prepare_back", QT_TRANSLATE_NOOP("Actions", "Back"), ESCAPE)

HAND_OVER_GO = Declared("hand_over_go", QT_TRANSLATE_NOOP("Actions", "Hand over"), ENTER)
HAND_OVER_IDENTITY = Declared("hand_over_identity", QT_TRANSLATE_NOOP("Actions", "Identity card"), "F2")
HAND_OVER_PROXY = Declared("hand_over_proxy", QT_TRANSLATE_NOOP("Actions", "Named proxy"), "F3")
HAND_OVER_CODE = Declared("hand_over_code", QT_TRANSLATE_NOOP("Actions", "Pickup code"), "F4")
HAND_OVER_PAID = Declared("hand_over_paid", QT_TRANSLATE_NOOP("Actions", "Paid at the till"), "F6")
HAND_OVER_LIFT = Declared("hand_over_lift", QT_TRANSLATE_NOOP("Actions", "May leave unpaid…"), "F5")
HAND_OVER_PART = Declared("hand_over_part", QT_TRANSLATE_NOOP("Actions", "Only a part"), "F7")
HAND_OVER_REST = Declared("hand_over_rest", QT_TRANSLATE_NOOP("Actions", "Refuse the rest"), "F8")
HAND_OVER_LINE = Declared("hand_over_line", QT_TRANSLATE_NOOP("Actions", "Refuse this line"), "F12")
HAND_OVER_TRY = Declared("hand_over_try", QT_TRANSLATE_NOOP("Actions", "Tries it on"), "F9")
HAND_OVER_NOTHING = Declared("hand_over_none", QT_TRANSLATE_NOOP("Actions", "Takes nothing"), "F10")
HAND_OVER_MANIFEST = Declared(
    "hand_over_manifest", QT_TRANSLATE_NOOP("Actions", "Print the manifest again"), "F11"
)
HAND_OVER_MEANS = Declared("hand_over_means", QT_TRANSLATE_NOOP("Actions", "Another means…"), "Ctrl+M")
HAND_OVER_UNMEANS = Declared(
    "hand_over_unmeans", QT_TRANSLATE_NOOP("Actions", "Take the last back"), "Ctrl+Z"
)
HAND_OVER_STORY = Declared("hand_over_story", QT_TRANSLATE_NOOP("Actions", "What became of it"), "Ctrl+H")
HAND_OVER_BACK = Declared("hand_over_back", QT_TRANSLATE_NOOP("Actions", "Another order"), ESCAPE)

RETURNS_GO = Declared("returns_go", QT_TRANSLATE_NOOP("Actions", "Refund"), ENTER)
RETURNS_ASK = Declared("returns_ask", QT_TRANSLATE_NOOP("Actions", "Ask headquarters"), "Ctrl+H")
RETURNS_YES = Declared("returns_yes", QT_TRANSLATE_NOOP("Actions", "Yes, it is"), "F4")
RETURNS_NO = Declared("returns_no", QT_TRANSLATE_NOOP("Actions", "No, it is not"), "F5")
RETURNS_CREDIT = Declared("returns_credit", QT_TRANSLATE_NOOP("Actions", "Store credit instead"), "F6")
RETURNS_LATER = Declared("returns_later", QT_TRANSLATE_NOOP("Actions", "Leave it to the manager"), "F8")
RETURNS_SLIP = Declared("returns_slip", QT_TRANSLATE_NOOP("Actions", "With a slip"), "F7")
RETURNS_NO_PROOF = Declared("returns_no_proof", QT_TRANSLATE_NOOP("Actions", "Without proof"), "F9")
RETURNS_EXCHANGE = Declared("returns_exchange", QT_TRANSLATE_NOOP("Actions", "Exchange…"), "F2")
RETURNS_DROP = Declared("returns_drop", QT_TRANSLATE_NOOP("Actions", "Not taken: money instead"), "F11")
RETURNS_GOODWILL = Declared("returns_goodwill", QT_TRANSLATE_NOOP("Actions", "Goodwill…"), "F10")
RETURNS_PHOTO = Declared("returns_photo", QT_TRANSLATE_NOOP("Actions", "Add a photo…"), "F3")
RETURNS_MEANS = Declared("returns_means", QT_TRANSLATE_NOOP("Actions", "Another means…"), "Ctrl+M")
RETURNS_UNMEANS = Declared("returns_unmeans", QT_TRANSLATE_NOOP("Actions", "Take the last back"), "Ctrl+Z")
RETURNS_GIVE_BACK = Declared(
    "returns_give_back", QT_TRANSLATE_NOOP("Actions", "Stays refused: given back"), "F12"
)
RETURNS_PRINT = Declared("returns_print", QT_TRANSLATE_NOOP("Actions", "Print its paper again"), "Ctrl+P")
RETURNS_BACK = Declared("returns_back", QT_TRANSLATE_NOOP("Actions", "Another return"), ESCAPE)

APPROVALS_ACT = Declared("approvals_act", QT_TRANSLATE_NOOP("Actions", "Approve"), ENTER)
APPROVALS_REFUSE = Declared("approvals_refuse", QT_TRANSLATE_NOOP("Actions", "Refuse…"), "F8")
APPROVALS_ASK = Declared("approvals_ask", QT_TRANSLATE_NOOP("Actions", "Ask…"), "F4")
APPROVALS_ESCALATE = Declared("approvals_escalate", QT_TRANSLATE_NOOP("Actions", "To the region"), "F6")
APPROVALS_ANSWER = Declared("approvals_answer", QT_TRANSLATE_NOOP("Actions", "Answer…"), "F5")
APPROVALS_WITHDRAW = Declared("approvals_withdraw", QT_TRANSLATE_NOOP("Actions", "Withdraw it"), "F9")
APPROVALS_SETTLE = Declared("approvals_settle", QT_TRANSLATE_NOOP("Actions", "Settled by hand…"), "F7")
APPROVALS_BACK = Declared("approvals_back", QT_TRANSLATE_NOOP("Actions", "Back to the list"), ESCAPE)
RECEIVE_GO = Declared("receive_go", QT_TRANSLATE_NOOP("Actions", "Receive"), ENTER)
RECEIVE_NEW = Declared("receive_new", QT_TRANSLATE_NOOP("Actions", "Truck that nobody announced"), "F2")
RECEIVE_MISSING = Declared("receive_missing", QT_TRANSLATE_NOOP("Actions", "One missing"), "F3")
RECEIVE_DAMAGED = Declared("receive_damaged", QT_TRANSLATE_NOOP("Actions", "One damaged"), "F4")
RECEIVE_MORE = Declared("receive_more", QT_TRANSLATE_NOOP("Actions", "One more by hand"), "F5")
RECEIVE_REFUSE = Declared("receive_refuse", QT_TRANSLATE_NOOP("Actions", "Refuse the request"), "F8")
RECEIVE_UNDO = Declared("receive_undo", QT_TRANSLATE_NOOP("Actions", "Take back"), "Ctrl+Z")
RECEIVE_BACK = Declared("receive_back", QT_TRANSLATE_NOOP("Actions", "Back to the list"), ESCAPE)

STOCK_OPEN = Declared("stock_open", QT_TRANSLATE_NOOP("Actions", "Open"), ENTER)
STOCK_FIND = Declared("stock_find", QT_TRANSLATE_NOOP("Actions", "Another article"), "F2")
STOCK_BACK = Declared("stock_back", QT_TRANSLATE_NOOP("Actions", "Back to the list"), ESCAPE)
STOCK_PLACES = Declared("stock_places", QT_TRANSLATE_NOOP("Actions", "Network"), "F3")
STOCK_MOVEMENTS = Declared("stock_movements", QT_TRANSLATE_NOOP("Actions", "Movements"), "F4")
STOCK_PIECES = Declared("stock_pieces", QT_TRANSLATE_NOOP("Actions", "Pieces"), "F5")
STOCK_PRICES = Declared("stock_prices", QT_TRANSLATE_NOOP("Actions", "Prices"), "F6")
STOCK_ASK = Declared("stock_ask_store", QT_TRANSLATE_NOOP("Actions", "Ask another store for some"), "F9")
STOCK_ASK_MORE = Declared("stock_ask_one_more", QT_TRANSLATE_NOOP("Actions", "One more"), "F10")
STOCK_ASK_LIST = Declared("stock_ask_on_list", QT_TRANSLATE_NOOP("Actions", "Onto the list"), "F12")
STOCK_ASK_EMPTY = Declared("stock_ask_empty_list", QT_TRANSLATE_NOOP("Actions", "Empty it"), "Shift+F12")
STOCK_ASK_SEND = Declared("stock_ask_send_it", QT_TRANSLATE_NOOP("Actions", "Send the request"), "F11")
STOCK_SORT = Declared("stock_sort", QT_TRANSLATE_NOOP("Actions", "Sort the places"), "F7")
STOCK_NARROW = Declared("stock_narrow", QT_TRANSLATE_NOOP("Actions", "Choose the places"), "F8")

LABELS_PRINT = Declared("labels_print", QT_TRANSLATE_NOOP("Actions", "Print"), ENTER)
LABELS_PART = Declared("labels_part_turn", QT_TRANSLATE_NOOP("Actions", "Shelves, article, store"), "F3")
LABELS_ALL = Declared("labels_all", QT_TRANSLATE_NOOP("Actions", "Print all of them"), "F6")
LABELS_HOLD = Declared("labels_hold", QT_TRANSLATE_NOOP("Actions", "Pause"), "F4")
LABELS_DROP = Declared("labels_drop", QT_TRANSLATE_NOOP("Actions", "Print no more"), "F8")

STORY_AGAIN = Declared("story_again", QT_TRANSLATE_NOOP("Actions", "Ask again"), "F5")
STORY_BACK = Declared("story_back", QT_TRANSLATE_NOOP("Actions", "Back"), ESCAPE)

DAY_GO = Declared("day_go", QT_TRANSLATE_NOOP("Actions", "What comes next"), ENTER)
DAY_TURN = Declared("day_turn", QT_TRANSLATE_NOOP("Actions", "Ready, closing, intake"), "F2")
DAY_LIMIT = Declared("day_limit", QT_TRANSLATE_NOOP("Actions", "Limit the intake"), "F4")
DAY_TAKE_ALL = Declared("day_take_all", QT_TRANSLATE_NOOP("Actions", "Take all orders again"), "F6")
DAY_LATE = Declared("day_late", QT_TRANSLATE_NOOP("Actions", "Reject what is late"), "F8")
DAY_EVERY = Declared("day_every", QT_TRANSLATE_NOOP("Actions", "Reject all that is not begun"), "F9")
DAY_BLIND = Declared("day_blind", QT_TRANSLATE_NOOP("Actions", "Count blind"), "F5")
DAY_BACK = Declared("day_back", QT_TRANSLATE_NOOP("Actions", "Not now"), ESCAPE)

ALERTS_ACT = Declared("alerts_act", QT_TRANSLATE_NOOP("Actions", "Settle"), ENTER)
ALERTS_LIST = Declared("alerts_list", QT_TRANSLATE_NOOP("Actions", "Open or settled"), "F3")
ALERTS_ORDER = Declared("alerts_order", QT_TRANSLATE_NOOP("Actions", "Show the order"), "F4")
ALERTS_STORY = Declared("alerts_story", QT_TRANSLATE_NOOP("Actions", "What became of it"), "F6")
ALERTS_BACK = Declared("alerts_back", QT_TRANSLATE_NOOP("Actions", "Back to the list"), ESCAPE)

SETTINGS_TURN = Declared("settings_turn", QT_TRANSLATE_NOOP("Actions", "Next part of the settings"), "F2")
SETTINGS_USE_LABEL = Declared("settings_use_label", QT_TRANSLATE_NOOP("Actions", "Use it for labels"), "F3")
SETTINGS_TRY_LABEL = Declared("settings_try_label", QT_TRANSLATE_NOOP("Actions", "Print a test label"), "F4")
SETTINGS_USE_PRICE = Declared("settings_use_price", QT_TRANSLATE_NOOP("Actions", "Use it for prices"), "F5")
SETTINGS_TRY_PRICE = Declared("settings_try_price", QT_TRANSLATE_NOOP("Actions", "Print a test price"), "F6")
SETTINGS_USE_RECEIPT = Declared(
    "settings_use_receipt", QT_TRANSLATE_NOOP("Actions", "Use it for receipts"), "F7"
)
SETTINGS_TRY_RECEIPT = Declared(
    "settings_try_receipt", QT_TRANSLATE_NOOP("Actions", "Print a test receipt"), "F8"
)
SETTINGS_USE_DOCUMENT = Declared(
    "settings_use_document", QT_TRANSLATE_NOOP("Actions", "Use it for documents"), "F9"
)
SETTINGS_TRY_DOCUMENT = Declared(
    "settings_try_document", QT_TRANSLATE_NOOP("Actions", "Print a test document"), "F10"
)
SETTINGS_KEEP = Declared("settings_keep", QT_TRANSLATE_NOOP("Actions", "Keep it"), "Ctrl+S")
SETTINGS_PUBLISH = Declared(
    "settings_publish", QT_TRANSLATE_NOOP("Actions", "Publish to every store"), "Ctrl+Shift+S"
)
SETTINGS_TEST = Declared("settings_test", QT_TRANSLATE_NOOP("Actions", "Print a test"), "Ctrl+P")
SETTINGS_REVERT = Declared(
    "settings_revert", QT_TRANSLATE_NOOP("Actions", "Take back what is typed"), "Ctrl+R"
)
SETTINGS_VERSION = Declared(
    "settings_version", QT_TRANSLATE_NOOP("Actions", "Another version of the template"), "Ctrl+Shift+R"
)
SETTINGS_SETUP = Declared("settings_setup", QT_TRANSLATE_NOOP("Actions", "Print the set-up code"), "F11")
SETTINGS_PIN = Declared("settings_pin", QT_TRANSLATE_NOOP("Actions", "Change my PIN"), ENTER)
SETTINGS_COPY = Declared("settings_copy", QT_TRANSLATE_NOOP("Actions", "Copy for support"), "Ctrl+Shift+C")
SETTINGS_CHECK = Declared("settings_check", QT_TRANSLATE_NOOP("Actions", "Check now"), "F12")

SYNC_ACT = Declared("sync_act", QT_TRANSLATE_NOOP("Actions", "Do the selected"), ENTER)


class Action(QAction):
    """An action on a screen.

    Attributes:
        declared: where its name, words and key come from.
    """

    def __init__(self, declared: Declared, screen: QWidget) -> None:
        super().__init__(screen)
        self.declared = declared
        self.setObjectName(declared.name)
        if declared.key and declared.key not in (ENTER, ESCAPE):
            self.setShortcut(QKeySequence(declared.key))
            self.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.setAutoRepeat(False)
        self.say()
        screen.addAction(self)

    @property
    def key(self) -> str:
        """The key as it is shown."""
        return self.declared.key

    def say(self, words: str = "") -> None:
        """Say what it would do now; its declared words without any."""
        self.setText(words or translate("Actions", self.declared.words))

    def drive(self, button: Button, *, names_key: bool = True) -> None:
        """Let a button stand for this action: its words, its key, whether it can be done.

        Args:
            names_key: False where there is no room for the key: the tip tells it then.
        """

        def refresh() -> None:
            button.set_text(self.text())
            if names_key:
                button.set_key(self.key)
            else:
                button.setToolTip(f"{translate('Actions', self.declared.words)}  {self.key}")
            button.setEnabled(self.isEnabled())

        self.changed.connect(refresh)
        button.clicked.connect(self.trigger)
        refresh()


def with_key(actions: Iterable[QAction], key: str) -> Action | None:
    """The action that can be done now by this key of the screen."""
    for action in actions:
        if isinstance(action, Action) and action.key == key and action.isEnabled():
            return action
    return None
