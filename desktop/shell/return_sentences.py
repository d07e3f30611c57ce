"""What to say about returns and refunds: why something cannot be done."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.shell.saying import QT_TRANSLATE_NOOP

_NO_RETURN = QT_TRANSLATE_NOOP("Sentences", "Headquarters does not know this return.")
_KNOWN = QT_TRANSLATE_NOOP("Sentences", "This is known already. Look again.")
_WHY = QT_TRANSLATE_NOOP("Sentences", "Write down why first.")

RETURN_REFUSALS: Mapping[str, str] = {
    "unknown_return": _NO_RETURN,
    "unknown_refund": QT_TRANSLATE_NOOP("Sentences", "Headquarters does not know this refund."),
    "return_known": _KNOWN,
    "refund_known": _KNOWN,
    "unknown_sale": QT_TRANSLATE_NOOP(
        "Sentences", "This sale is not known. Check the receipt, or take the goods with a slip."
    ),
    "name_of_several": QT_TRANSLATE_NOOP(
        "Sentences", "Several customers have this name. Type the day of the purchase after it, as 24/12."
    ),
    "sale_found_already": QT_TRANSLATE_NOOP("Sentences", "The sale of {number} was found already."),
    "sale_not_found_yet": QT_TRANSLATE_NOOP(
        "Sentences", "The sale of {number} was not found yet. Find it first, then the money can go back."
    ),
    "override_without_reason": _WHY,
    "given_back_without_reason": _WHY,
    "not_overridable": QT_TRANSLATE_NOOP("Sentences", "{name} cannot be taken back all the same."),
    "no_units": QT_TRANSLATE_NOOP("Sentences", "Choose what the money is for."),
    "unknown_unit": QT_TRANSLATE_NOOP("Sentences", "This was not bought with that receipt."),
    "piece_not_sold": QT_TRANSLATE_NOOP(
        "Sentences", "{name} with the number {serial} is not the piece that was sold. Give it back."
    ),
    "one_piece_at_a_time": QT_TRANSLATE_NOOP(
        "Sentences", "One piece at a time: take the other back once this one is done."
    ),
    "unit_claimed": QT_TRANSLATE_NOOP(
        "Sentences", "This was refunded already, or is about to be. No money goes out twice."
    ),
    "delivery_not_due": QT_TRANSLATE_NOOP(
        "Sentences", "The delivery goes back with the last article of the order, and only by law."
    ),
    "more_than_was_paid": QT_TRANSLATE_NOOP("Sentences", "That is {amount} more than was paid so."),
    "parts_do_not_add_up": QT_TRANSLATE_NOOP(
        "Sentences", "The means do not add up to {amount}. Choose again."
    ),
    "goods_not_here": QT_TRANSLATE_NOOP(
        "Sentences", "The goods are not here yet. Receive them, then the money can go back."
    ),
    "return_not_eligible": QT_TRANSLATE_NOOP(
        "Sentences", "{name} is not covered. A manager may take it back all the same."
    ),
    "credit_number_wrong": QT_TRANSLATE_NOOP(
        "Sentences", "This number of a credit is not one of this workstation’s. Connect, then try again."
    ),
    "exchange_not_in_stock": QT_TRANSLATE_NOOP(
        "Sentences", "The new article is not free in this store. Choose another."
    ),
    "exchange_without_reach": QT_TRANSLATE_NOOP(
        "Sentences", "Write down a telephone number or an email: the store tells how it goes."
    ),
    "exchange_without_name": QT_TRANSLATE_NOOP(
        "Sentences", "Write down for whom the new article is, and how to reach them."
    ),
    "exchange_without_address": QT_TRANSLATE_NOOP(
        "Sentences", "Write down where the new article goes: street, postcode and town."
    ),
    "exchange_promise_changed": QT_TRANSLATE_NOOP(
        "Sentences", "What was promised has changed meanwhile: tell the customer the new day, then go on."
    ),
    "exchange_unseen": QT_TRANSLATE_NOOP(
        "Sentences",
        "No store is known to have {name}. Headquarters may have more coming, and cannot be asked now: "
        "choose another, or wait for the line.",
    ),
    "exchange_is_awaited": QT_TRANSLATE_NOOP(
        "Sentences",
        "Headquarters does not hold the new article of {number} yet. Its money goes after that.",
    ),
    "exchange_gone": QT_TRANSLATE_NOOP("Sentences", "Nothing is held in exchange for {number} any more."),
    "exchange_handed_out": QT_TRANSLATE_NOOP(
        "Sentences",
        "The customer has the new article of {number} already. Approve it; what comes back is a new return.",
    ),
    "exchange_partly_refunded": QT_TRANSLATE_NOOP(
        "Sentences", "Money of {number} has gone back already. Hand the new article out, then take it back."
    ),
    "exchange_goes_with_money": QT_TRANSLATE_NOOP(
        "Sentences",
        "What is ordered for {number} goes with its money as soon as headquarters hears of it."
        " Who does not want it refuses it at the counter, or brings it back.",
    ),
    "exchange_price_unknown": QT_TRANSLATE_NOOP("Sentences", "The new article has no price. Choose another."),
    "exchange_price_changed": QT_TRANSLATE_NOOP(
        "Sentences", "The new article costs {amount} by now. Look again, then go on."
    ),
    "exchange_needs_piece": QT_TRANSLATE_NOOP(
        "Sentences", "{name} is sold piece by piece. Scan the very piece that is taken."
    ),
    "exchange_piece_not_here": QT_TRANSLATE_NOOP(
        "Sentences", "Piece {serial} is not for sale here, or is held for somebody. Take another."
    ),
    "cash_beyond_offline_limit": QT_TRANSLATE_NOOP(
        "Sentences",
        "With the line cut, {amount} in cash a day at most, for this store’s own sales. Pay it out once"
        " headquarters is reached.",
    ),
    "cash_beyond_store_day": QT_TRANSLATE_NOOP(
        "Sentences", "With that, more than {amount} would leave this store’s tills today. Ask a manager."
    ),
    "cash_beyond_person_day": QT_TRANSLATE_NOOP(
        "Sentences", "With that you would give more than {amount} in cash today. Ask a colleague to pay it."
    ),
    "refused_without_reason": _WHY,
    "goodwill_without_reason": _WHY,
    "unknown_credit": QT_TRANSLATE_NOOP("Sentences", "Headquarters does not know {number}."),
    "credit_expired": QT_TRANSLATE_NOOP("Sentences", "{number} has expired: it pays nothing any more."),
    "credit_used_up": QT_TRANSLATE_NOOP("Sentences", "Nothing is left on {number}."),
    "credit_counts_already": QT_TRANSLATE_NOOP("Sentences", "{number} pays already."),
    "credit_too_small": QT_TRANSLATE_NOOP("Sentences", "Only {amount} are left on {number}."),
    "credit_beyond_offline_limit": QT_TRANSLATE_NOOP(
        "Sentences",
        "Offline, this store’s own credits pay {amount} a day at most. Take another means, "
        "or wait for the line.",
    ),
    "slip_is_card_number": QT_TRANSLATE_NOOP(
        "Sentences", "This is the number of the card: it is never noted. Type the reference on the slip."
    ),
    "slip_not_a_reference": QT_TRANSLATE_NOOP(
        "Sentences",
        "This is no reference of a card slip: 4 characters or more, without spaces. Scan it, or leave it.",
    ),
    "slip_known_today": QT_TRANSLATE_NOOP(
        "Sentences", "{number} was paid today with this very reference. Take the slip of this payment."
    ),
    "nothing_left_to_pay": QT_TRANSLATE_NOOP("Sentences", "All of it is paid already."),
    "credit_held_elsewhere": QT_TRANSLATE_NOOP(
        "Sentences",
        "Another counter is about to take {amount} from {number}. Try again in two minutes, or take another "
        "means.",
    ),
    "credit_held_elsewhere_until": QT_TRANSLATE_NOOP(
        "Sentences",
        "{amount} of {number} are held at {place} until {time}. Try again then, or take another means.",
    ),
    "credit_has_less_now": QT_TRANSLATE_NOOP(
        "Sentences",
        "Only {amount} are left on {number}: it was not held here any more. See what is still to be paid.",
    ),
    "credit_held": QT_TRANSLATE_NOOP(
        "Sentences", "{number} is held at a counter: {amount} of it are free until that is over."
    ),
    "part_not_less": QT_TRANSLATE_NOOP(
        "Sentences",
        "A part is less than the {amount} that are left. To take all of it, close this field (Ctrl M) and "
        "take the rest.",
    ),
    "credit_not_here": QT_TRANSLATE_NOOP(
        "Sentences", "{number} is not known here. Look again once headquarters is reached."
    ),
    "not_an_amount": QT_TRANSLATE_NOOP("Sentences", "Type how much, such as 10 or 12.50."),
    "settled_without_words": QT_TRANSLATE_NOOP("Sentences", "Write down how it was settled first."),
    "no_answer": QT_TRANSLATE_NOOP(
        "Sentences", "The payment service never said whether it was paid. Ask it before anything else."
    ),
    "key_in_use": QT_TRANSLATE_NOOP(
        "Sentences",
        "The payment service has had another request under this refund’s name. Ask it what went.",
    ),
    "paid_before_restore": QT_TRANSLATE_NOOP(
        "Sentences", "It was paid before headquarters was restored from a backup. Write that down."
    ),
    "perhaps_paid_here": QT_TRANSLATE_NOOP(
        "Sentences",
        "{amount} for the same articles may have been paid before headquarters was restored from a backup"
        " ({number}). Nothing is given for them until a manager settles that: Exceptions, “Perhaps paid"
        " already”.",
    ),
    "perhaps_paid_elsewhere": QT_TRANSLATE_NOOP(
        "Sentences",
        "{amount} for the same articles may have been paid before headquarters was restored from a backup"
        " ({number}). Nothing is given for them until a manager of {place} settles that exception.",
    ),
    "units_paid_before_restore": QT_TRANSLATE_NOOP(
        "Sentences",
        "The customer has {amount} for the same articles already: they were paid before headquarters was"
        " restored from a backup ({number}). Nothing more is given for them.",
    ),
    "which_card_got_it": QT_TRANSLATE_NOOP(
        "Sentences", "Several cards paid this sale. Write how much of the {amount} went back to each."
    ),
    "not_on_that_card": QT_TRANSLATE_NOOP(
        "Sentences", "No card got more than it had paid, and all together no more than {amount}."
    ),
    "outcome_unknown": QT_TRANSLATE_NOOP(
        "Sentences",
        "Nobody knows whether {number} was paid. Ask the payment service, and write what it says.",
    ),
    "approver_is_proposer": QT_TRANSLATE_NOOP(
        "Sentences", "Whoever proposes a refund cannot approve it. Ask another manager."
    ),
    "needs_regional_manager": QT_TRANSLATE_NOOP(
        "Sentences", "This one needs a regional manager’s word: it is in their list."
    ),
    "approval_does_not_fit": QT_TRANSLATE_NOOP(
        "Sentences", "The refund of {number} has changed since. Look at it again, then approve."
    ),
    "approval_not_signed": QT_TRANSLATE_NOOP(
        "Sentences", "This approval is not signed with the manager’s key of this workstation."
    ),
    "approval_too_old": QT_TRANSLATE_NOOP(
        "Sentences", "This approval is too old. Look at the refund again, then approve."
    ),
    "beyond_limit": QT_TRANSLATE_NOOP(
        "Sentences", "That is beyond {amount}, which you may give at once. Pass it on to the region."
    ),
    "beyond_day_limit": QT_TRANSLATE_NOOP(
        "Sentences", "With that you would pass {amount} today. Pass it on to the region."
    ),
    "offline_beyond_limit": QT_TRANSLATE_NOOP(
        "Sentences", "With the line cut, {amount} at most. Approve it once headquarters is reached."
    ),
    "offline_too_many": QT_TRANSLATE_NOOP(
        "Sentences", "{most} approvals wait for headquarters already. Connect first."
    ),
    "bad_return_policy": QT_TRANSLATE_NOOP("Sentences", "The rules for returns cannot be read."),
}
