"""Which sale an exchange was paid by in the end, as the core's tables tell it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from chain_reading import sale_taken_with
from exchanged import chains_of


@pytest.mark.timeout(20)
def test_what_came_back_under_a_number_that_was_given_twice_leads_back_to_what_was_paid() -> None:
    """A disk was put back, and lent a number again: to the return of what was taken with the first return."""
    taken = sale_taken_with("refund")
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE TABLE sale (id, kind, receipt_code, means)")
        raw.execute("CREATE TABLE goods_return (number, sale_id)")
        raw.execute("CREATE TABLE refund (id, sale_id)")
        sales = [("sale", "till", "T-1", '[["card", 3000]]'), (taken, "exchange", "R-1", "[]")]
        raw.executemany("INSERT INTO sale VALUES (?, ?, ?, ?)", sales)
        raw.executemany("INSERT INTO goods_return VALUES ('R-1', ?)", [("sale",), (taken,)])
        raw.execute("INSERT INTO refund VALUES ('refund', 'sale')")

        origins, added = chains_of(raw, {taken: 500})

    assert origins == {"sale": "sale", taken: "sale"}
    assert added == {"sale": 3000, taken: 500}
