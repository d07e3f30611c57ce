"""What to say about returns and refunds that a person settles, and of what was done with them."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.shell.saying import QT_TRANSLATE_NOOP

RETURN_CASES: Mapping[str, str] = {
    "return_received_twice": QT_TRANSLATE_NOOP(
        "Sentences", "{name} of {number} was received twice. Count it."
    ),
    "return_handled_after_cancellation": QT_TRANSLATE_NOOP(
        "Sentences", "{name} of {number} is here although the customer was to keep it. Ask the customer."
    ),
    "return_handled_before_receipt": QT_TRANSLATE_NOOP(
        "Sentences", "{name} of {number} was dealt with before it was received. Check that it is here."
    ),
    "return_graded_after_disposition": QT_TRANSLATE_NOOP(
        "Sentences", "{name} of {number} was graded although it had gone on already. Check where it is."
    ),
    "return_disposed_ungraded": QT_TRANSLATE_NOOP(
        "Sentences", "{name} of {number} went on without being graded. Look at it."
    ),
    "return_disposed_twice": QT_TRANSLATE_NOOP(
        "Sentences", "{name} of {number} went on twice. Check where it is."
    ),
    "return_number_wrong": QT_TRANSLATE_NOOP(
        "Sentences", "The return {number} bears a number that is not its workstation’s. Check the receipts."
    ),
    "return_more_than_bought": QT_TRANSLATE_NOOP(
        "Sentences", "More of {name} came back with {number} than was bought. Nothing is paid for it."
    ),
    "return_serial_wrong": QT_TRANSLATE_NOOP(
        "Sentences",
        "{name} of {number} is not the piece that was sold: it bears {serial}. Nothing is paid for it.",
    ),
    "return_destroyed_unlawfully": QT_TRANSLATE_NOOP(
        "Sentences", "{name} of {number} was destroyed although the law forbids it. Write down what happened."
    ),
    "return_given_back_though_due": QT_TRANSLATE_NOOP(
        "Sentences",
        "{name} of {number} was given back to its customer, and had been taken back meanwhile: its money was"
        " due, or has gone. Reach them.",
    ),
    "return_given_back_after_it_left": QT_TRANSLATE_NOOP(
        "Sentences",
        "{name} of {number} was given back to its customer, and had gone on from here before. Look where it"
        " is.",
    ),
    "cash_paid_unapproved": QT_TRANSLATE_NOOP(
        "Sentences", "Cash was paid for {number} before a manager had approved it. Check the till."
    ),
    "cash_paid_after_refusal": QT_TRANSLATE_NOOP(
        "Sentences", "Cash was paid for {number} although its refund had been turned down. Check the till."
    ),
    "cash_paid_twice": QT_TRANSLATE_NOOP("Sentences", "Cash was paid for {number} twice. Check the till."),
    "cash_beyond_refund": QT_TRANSLATE_NOOP(
        "Sentences", "{amount} more than was due were paid in cash for {number}. Check the till."
    ),
    "cash_beyond_offline_limit": QT_TRANSLATE_NOOP(
        "Sentences", "{amount} were paid in cash for {number} with the line cut, beyond what is allowed then."
    ),
    "cash_beyond_store_day": QT_TRANSLATE_NOOP(
        "Sentences", "{amount} were paid in cash for {number}, beyond what this store may give on one day."
    ),
    "cash_beyond_person_day": QT_TRANSLATE_NOOP(
        "Sentences", "{amount} were paid in cash for {number}, beyond what one person may give on one day."
    ),
    "cash_paid_without_refund": QT_TRANSLATE_NOOP(
        "Sentences",
        "{amount} were paid in cash for {number}, and its articles were refunded elsewhere. It is a loss.",
    ),
    "refund_answered_unasked": QT_TRANSLATE_NOOP(
        "Sentences", "The payment service has answered for {number}, and nobody had asked it to pay."
    ),
    "refunded_after_settlement": QT_TRANSLATE_NOOP(
        "Sentences", "{amount} of {number} went to the card after it had been settled or paid another way."
    ),
    "refund_failed_late": QT_TRANSLATE_NOOP(
        "Sentences", "{amount} of {number} did not reach the customer after all. Pay it in another way."
    ),
    "refund_told_otherwise": QT_TRANSLATE_NOOP(
        "Sentences", "The payment service tells of another payment or amount for {number}. Look there first."
    ),
    "refund_perhaps_paid": QT_TRANSLATE_NOOP(
        "Sentences",
        "{amount} for {number} may have been paid before headquarters was restored from a backup: it was"
        " approved, and is not any more. Ask the payment service, or the customer for their credit.",
    ),
    "refund_paid_untold": QT_TRANSLATE_NOOP(
        "Sentences",
        "{amount} have gone back for {number}, says the payment service, and no refund here says so: it was"
        " asked for before headquarters was restored from a backup. Ask it what they were for.",
    ),
    "exchange_not_held": QT_TRANSLATE_NOOP(
        "Sentences", "Articles were handed out for {number}, and none were held for it. Count them."
    ),
    "exchange_out_unapproved": QT_TRANSLATE_NOOP(
        "Sentences", "The new articles of {number} were handed out before a manager had agreed. Ask them."
    ),
    "exchange_free_nowhere": QT_TRANSLATE_NOOP(
        "Sentences",
        "{name} was to be ordered in exchange with {number}, and is free nowhere any more. None of its money"
        " has moved. Open {number} on Returns: whom to reach, and another article, or the money.",
    ),
    "exchange_cancelled": QT_TRANSLATE_NOOP(
        "Sentences",
        "Headquarters has cancelled what was ordered in exchange with {number}: {name}. None of its money has"
        " moved. Open {number} on Returns: whom to reach, and another article, or the money.",
    ),
    "exchange_partly_gone": QT_TRANSLATE_NOOP(
        "Sentences",
        "Nothing is taken in exchange with {number} any more. Some of its money had gone before, so its units"
        " stay with its refund. {amount} were kept for the new articles and are still the customer’s: reach"
        " them, give them that, and say so here.",
    ),
    "exchange_paid_in_vain": QT_TRANSLATE_NOOP(
        "Sentences",
        "{amount} were paid in exchange, and nothing was to be paid then: its order had ended, or nobody had"
        " agreed yet. Open {number} on Returns to give it back.",
    ),
    "exchange_left_unpaid": QT_TRANSLATE_NOOP(
        "Sentences", "{amount} were left unpaid for the new articles of {number}. Ask the customer."
    ),
    "credit_not_covered": QT_TRANSLATE_NOOP(
        "Sentences",
        "{credit} was told to have paid for {number}, and had {amount} less: it was spent elsewhere, or has "
        "expired. Try it again, or ask the customer.",
    ),
}

RETURN_TITLES: Mapping[str, str] = {
    "return_received_twice": QT_TRANSLATE_NOOP("Sentences", "Received twice"),
    "return_handled_after_cancellation": QT_TRANSLATE_NOOP("Sentences", "Came back though cancelled"),
    "return_handled_before_receipt": QT_TRANSLATE_NOOP("Sentences", "Dealt with before its receipt"),
    "return_graded_after_disposition": QT_TRANSLATE_NOOP("Sentences", "Graded too late"),
    "return_disposed_ungraded": QT_TRANSLATE_NOOP("Sentences", "Not graded"),
    "return_disposed_twice": QT_TRANSLATE_NOOP("Sentences", "Gone on twice"),
    "return_number_wrong": QT_TRANSLATE_NOOP("Sentences", "A wrong return number"),
    "return_more_than_bought": QT_TRANSLATE_NOOP("Sentences", "More than was bought"),
    "return_serial_wrong": QT_TRANSLATE_NOOP("Sentences", "Not the piece that was sold"),
    "return_destroyed_unlawfully": QT_TRANSLATE_NOOP("Sentences", "Destroyed against the law"),
    "return_given_back_though_due": QT_TRANSLATE_NOOP("Sentences", "Given back, and taken back"),
    "return_given_back_after_it_left": QT_TRANSLATE_NOOP("Sentences", "Given back, and gone on"),
    "cash_paid_unapproved": QT_TRANSLATE_NOOP("Sentences", "Cash without approval"),
    "cash_paid_after_refusal": QT_TRANSLATE_NOOP("Sentences", "Cash after a refusal"),
    "cash_paid_twice": QT_TRANSLATE_NOOP("Sentences", "Cash paid twice"),
    "cash_beyond_refund": QT_TRANSLATE_NOOP("Sentences", "More cash than was due"),
    "cash_beyond_offline_limit": QT_TRANSLATE_NOOP("Sentences", "Cash beyond the limit offline"),
    "cash_beyond_store_day": QT_TRANSLATE_NOOP("Sentences", "Cash beyond the store’s day"),
    "cash_beyond_person_day": QT_TRANSLATE_NOOP("Sentences", "Cash beyond a person’s day"),
    "cash_paid_without_refund": QT_TRANSLATE_NOOP("Sentences", "Cash lost"),
    "refund_answered_unasked": QT_TRANSLATE_NOOP("Sentences", "An answer nobody asked for"),
    "refunded_after_settlement": QT_TRANSLATE_NOOP("Sentences", "Refunded twice"),
    "refund_failed_late": QT_TRANSLATE_NOOP("Sentences", "Refund came back"),
    "refund_told_otherwise": QT_TRANSLATE_NOOP("Sentences", "Refund told otherwise"),
    "refund_perhaps_paid": QT_TRANSLATE_NOOP("Sentences", "Perhaps paid already"),
    "refund_paid_untold": QT_TRANSLATE_NOOP("Sentences", "Paid, and no refund says so"),
    "exchange_not_held": QT_TRANSLATE_NOOP("Sentences", "Exchange not held"),
    "exchange_out_unapproved": QT_TRANSLATE_NOOP("Sentences", "Exchange without approval"),
    "exchange_left_unpaid": QT_TRANSLATE_NOOP("Sentences", "Exchange left unpaid"),
    "credit_not_covered": QT_TRANSLATE_NOOP("Sentences", "Credit not covered"),
    "exchange_free_nowhere": QT_TRANSLATE_NOOP("Sentences", "Exchange free nowhere"),
    "exchange_cancelled": QT_TRANSLATE_NOOP("Sentences", "Exchange cancelled"),
    "exchange_partly_gone": QT_TRANSLATE_NOOP("Sentences", "Exchange ended, partly paid"),
    "exchange_paid_in_vain": QT_TRANSLATE_NOOP("Sentences", "Exchange paid in vain"),
}

RETURN_DEEDS: Mapping[str, str] = {
    "DeclareReturn": QT_TRANSLATE_NOOP("Sentences", "Return declared"),
    "FindSale": QT_TRANSLATE_NOOP("Sentences", "Sale of a return found"),
    "OverrideReturn": QT_TRANSLATE_NOOP("Sentences", "Taken back all the same"),
    "CancelReturn": QT_TRANSLATE_NOOP("Sentences", "Return cancelled"),
    "GiveGoodsBack": QT_TRANSLATE_NOOP("Sentences", "Refused goods given back"),
    "ReceiveReturn": QT_TRANSLATE_NOOP("Sentences", "Return received"),
    "GradeReturn": QT_TRANSLATE_NOOP("Sentences", "Return graded"),
    "PhotographGoods": QT_TRANSLATE_NOOP("Sentences", "Photo of a return"),
    "DisposeReturn": QT_TRANSLATE_NOOP("Sentences", "Return disposed of"),
    "ProposeRefund": QT_TRANSLATE_NOOP("Sentences", "Refund proposed"),
    "ApproveRefund": QT_TRANSLATE_NOOP("Sentences", "Refund approved"),
    "RefuseRefund": QT_TRANSLATE_NOOP("Sentences", "Refund refused"),
    "AskAboutRefund": QT_TRANSLATE_NOOP("Sentences", "Question about a refund"),
    "AnswerAboutRefund": QT_TRANSLATE_NOOP("Sentences", "Answer about a refund"),
    "EscalateRefund": QT_TRANSLATE_NOOP("Sentences", "Refund passed on"),
    "WithdrawRefund": QT_TRANSLATE_NOOP("Sentences", "Refund withdrawn"),
    "RetryRefund": QT_TRANSLATE_NOOP("Sentences", "Refund tried again"),
    "SettleRefund": QT_TRANSLATE_NOOP("Sentences", "Refund settled by hand"),
    "PayOutCash": QT_TRANSLATE_NOOP("Sentences", "Cash paid out"),
    "GiveGoodwill": QT_TRANSLATE_NOOP("Sentences", "Goodwill given"),
    "HandOutExchange": QT_TRANSLATE_NOOP("Sentences", "Exchange handed out"),
    "DropExchange": QT_TRANSLATE_NOOP("Sentences", "Exchange not taken"),
}
