"""What no step of the tour shows, and why not: the tour's test names everything else that is missing.

An action that is here must not be shown: an entry that has become wrong fails as well.
"""

from __future__ import annotations

from typing import Final

ACTIONS: Final = {
    "approvals_settle": "the payment service of the demo pays whatever it is asked to",
    "returns_drop": "what was held for an exchange is taken along",
    "returns_give_back": "no goods of the day stay refused",
    "hand_over_unmeans": "nobody pays by several means",
    "returns_means": "no exchange costs more",
    "returns_unmeans": "no exchange costs more",
    "settings_pin": "nobody has another PIN by the end of the day, and it takes something typed",
    "settings_publish": "takes somebody who answers for every store",
    "settings_version": "no template of the demo has another version",
}
"""Actions that nobody can do in the day."""

UNTOLD: Final = (
    "_feedback",
    "_trouble",
    "_missing",
    "_sentence",
    "_nothing",
    "_no_match",
    "_note",
    "_said",
    "_more",
)
"""How the parts end that are empty until something stands in the way, or a list has nothing in it."""

REPEATED: Final = (
    "_nothing_action",
    "_done_action",
    "_end_action",
    "_over_action",
    "_no_match_action",
    "message_action",
    "_pad",
)
"""Parts of a part: the button of what says that a list is empty, the keys of a PIN."""

PARTS: Final = {
    "intake_manager": "the manager limits the intake herself",
    "returns_opened_later": "no return of the day waits for anybody else",
    "approval_beside": "the manager signs on Approvals with her own key",
    "approval_limit": "no amount of the day is beyond what the manager may decide",
    "approval_photo": "nobody takes a photo: the demo has no camera",
    "approvals_settle": "the payment service of the demo pays whatever it is asked to",
    "camera": "the demo has no camera",
    "fault": "the program has no fault",
    "hand_over_part": "nobody pays by several means",
    "hand_over_parts": "nobody pays by several means",
    "hand_over_typed_amount": "no parcel is unheard of",
    "hand_over_wipe": "nobody signs with a finger",
    "pick_then_short": "the day is lived in a window that has room for more",
    "unread": "every screen can be read",
    "printer": "the workstation prints into a folder",
    "quit_progress": "nothing is sent while the window closes",
    "returns_again": "no exchange goes to another store",
    "returns_due_amount": "nothing is paid out in cash",
    "returns_exchange_again": "no exchange goes to another store",
    "returns_give_back": "no goods of the day stay refused",
    "returns_instead_sending": "what is taken instead is here",
    "returns_more_means": "no exchange costs more",
    "returns_part": "no exchange costs more",
    "returns_parts": "no exchange costs more",
    "returns_sent": "no exchange goes to another store",
    "returns_card": "nobody shows a card",
    "returns_drop": "what was held for an exchange is taken along",
    "returns_opened_photo": "nobody takes a photo",
    "returns_override": "no rule is overridden",
    "returns_paid": "no exchange costs more",
    "returns_photo": "nobody takes a photo",
    "scanner_camera_words": "the demo has no camera",
    "scanner_port_words": "the scanner is at no serial port",
    "sync_go": "with strips in the window there is no room for it: the row has its button",
    "sync_selected": "with strips in the window there is no room for it: the row has its button",
    "stock_piece": "nobody scans a piece to look it up",
    "stage_parcels": "every order of the day goes into one parcel",
    "stock_old": "the copy of the network is of today",
    "sync_download": "the network has come with the first start",
    "template_publish": "takes somebody who answers for every store",
    "template_version": "no template of the demo has another version",
}
"""Parts of which the day has no need, by how their names begin."""
