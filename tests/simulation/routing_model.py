"""Which rows may be on a workstation: those of its store and of itself; written without the product."""

from __future__ import annotations

import refund_model
from told import Broken, Rows, Screen

OF_THE_STORE = (
    *("fulfilment", "movement", "exception_case", "count_task", "bin", "article_place", "staff"),
    *("delivery", "transfer"),
    *refund_model.OF_THE_STORE,
)
PARTS = {
    "fulfilment_line": "fulfilment",
    "parcel": "fulfilment",
    "order_line": "orders",
    "carton": "delivery",
    "delivery_line": "delivery",
    "transfer_line": "transfer",
}
"""Rows that go where the row that they are part of goes, which they name as `<its table>_id`."""


def each_where_its_rule_says(station: str, screen: Screen, base: Rows) -> None:
    """Of what is here without what was done here, each row is one that this store or device may have."""
    wholes = {(table, row["id"]) for (table, _key), row in base.items() if table in PARTS.values()}
    orders = {row["order_id"] for (table, _key), row in base.items() if table == "fulfilment"}
    buyers = {row["customer_id"] for (table, _key), row in base.items() if table == "orders"}
    brought_back = {row["sale_id"] for (table, _key), row in base.items() if table == "goods_return"}
    for (table, key), row in base.items():
        is_ours = (
            (
                table in OF_THE_STORE
                and screen.location in (row["location_id"], row.get("collect_location_id"))
            )
            or (table in PARTS and (PARTS[table], row[f"{PARTS[table].rstrip('s')}_id"]) in wholes)
            or (table == "sale" and row["id"] in brought_back)
            or (table == "orders" and row["id"] in orders)
            or (table == "customer" and row["id"] in buyers)
            or (table == "number_block" and row["device_id"] == screen.device)
            or refund_model.is_of_a_return((table, key), row, base)
        )
        if not is_ours:
            raise Broken("each row where its rule says", station, f"{table} {key}")
