"""What to say about substitutes: refusals, contradictions, deeds."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.shell.saying import QT_TRANSLATE_NOOP

SUBSTITUTE_REFUSALS: Mapping[str, str] = {
    "substitute_is_itself": QT_TRANSLATE_NOOP(
        "Sentences", "This cannot stand in for {name}. Choose another article, or tell it short."
    ),
    "nothing_left_to_replace": QT_TRANSLATE_NOOP(
        "Sentences", "Nothing of {name} is left to replace: it was picked or told short meanwhile."
    ),
    "substitute_not_free": QT_TRANSLATE_NOOP(
        "Sentences", "{name} is not free here any more. Choose another article, or tell it short."
    ),
    "substitute_is_picked": QT_TRANSLATE_NOOP(
        "Sentences", "{name} is picked already. Put it back first, then take the substitute back."
    ),
    "substitute_is_settled": QT_TRANSLATE_NOOP(
        "Sentences", "The question about {name} has ended already. Nothing is left to take back."
    ),
    "no_substitute": QT_TRANSLATE_NOOP(
        "Sentences", "{name} was ordered as it is: nobody was asked about it."
    ),
}

SUBSTITUTE_CASES: Mapping[str, str] = {
    "substitute_answered_after_it_moved_on": QT_TRANSLATE_NOOP(
        "Sentences",
        "The customer of {order_number} answered about a substitute when it was {state} already. "
        "Check what is in its parcels.",
    ),
    "substitute_answered_both_ways": QT_TRANSLATE_NOOP(
        "Sentences",
        "{order_number}: one answer says yes to {name} as a substitute, another says no; the first "
        "one holds. Call the customer.",
    ),
    "substitute_agreed_too_late": QT_TRANSLATE_NOOP(
        "Sentences",
        "{order_number}: the customer said yes to {name} when it was not kept for them any more. "
        "Call the customer.",
    ),
    "substitute_not_agreed": QT_TRANSLATE_NOOP(
        "Sentences",
        "{name} was picked for {order_number} before its customer agreed to it. Put it back until they do.",
    ),
}

SUBSTITUTE_TITLES: Mapping[str, str] = {
    "substitute_answered_after_it_moved_on": QT_TRANSLATE_NOOP("Sentences", "Answered too late"),
    "substitute_answered_both_ways": QT_TRANSLATE_NOOP("Sentences", "Substitute: yes and no"),
    "substitute_agreed_too_late": QT_TRANSLATE_NOOP("Sentences", "Substitute: yes, too late"),
    "substitute_not_agreed": QT_TRANSLATE_NOOP("Sentences", "Substitute picked too soon"),
}

SUBSTITUTE_DEEDS: Mapping[str, str] = {
    "ProposeSubstitute": QT_TRANSLATE_NOOP("Sentences", "Substitute proposed"),
    "AnswerSubstitute": QT_TRANSLATE_NOOP("Sentences", "Substitute answered for"),
    "WithdrawSubstitute": QT_TRANSLATE_NOOP("Sentences", "Substitute taken back"),
}
