"""Kinds of exceptions that go together: whoever sees to one of them does the same about all."""

from __future__ import annotations

from typing import Final

OF_RETURNS: Final = (
    "return_received_twice",
    "return_handled_after_cancellation",
    "return_handled_before_receipt",
    "return_graded_after_disposition",
    "return_disposed_ungraded",
    "return_disposed_twice",
    "return_number_wrong",
    "return_more_than_bought",
    "return_serial_wrong",
    "return_destroyed_unlawfully",
    "return_given_back_though_due",
    "return_given_back_after_it_left",
    "cash_paid_unapproved",
    "cash_paid_after_refusal",
    "cash_paid_twice",
    "cash_beyond_refund",
    "cash_beyond_offline_limit",
    "cash_beyond_store_day",
    "cash_beyond_person_day",
    "cash_paid_without_refund",
    "refund_answered_unasked",
    "refunded_after_settlement",
    "refund_failed_late",
    "refund_told_otherwise",
    "exchange_not_held",
    "exchange_out_unapproved",
    "exchange_left_unpaid",
    "exchange_free_nowhere",
    "exchange_cancelled",
    "exchange_partly_gone",
    "exchange_paid_in_vain",
)
"""What people see to with the customer or the till, and say so."""

OF_A_DELIVERY: Final = frozenset(
    {
        "received_after_closing",
        "received_after_withdrawal",
        "delivery_overdue",
        "carton_received_twice",
        "carton_missing",
        "carton_unknown",
        "carton_went_back",
        "carton_of_another_delivery",
        "carton_of_another_store",
        "parcel_of_another_store",
        "units_missing",
        "units_extra",
        "units_damaged",
        "units_taken_off_too_many",
        "delivery_unannounced",
        "piece_without_serial",
        "serial_received_twice",
        "serial_already_here",
        "serial_was_sold",
        "serial_elsewhere",
    }
)
"""Kinds about a delivery: its articles can be counted again wherever it stands."""
