"""What comes by truck: a delivery with its differences, a customer's parcel, goods asked of another store."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.shell.widgets import RowList
from desktop.tour.managing import change_to
from desktop.tour.scene import Scene


async def the_truck(scene: Scene) -> None:
    """The announced delivery: cartons by scan, one damaged, one missing, one that nobody announced."""
    hand, truck = scene.hand, scene.demo.truck
    async with scene.step("truck", "What comes by truck: deliveries, customers' parcels, what was asked for"):
        await hand.click("rail_receive")
        await hand.until(lambda: hand.has_row("receive_rows", truck.delivery), truck.delivery)
    async with scene.step("carton", "A carton is scanned: all that was announced in it is here"):
        await hand.scan(truck.cartons[0])
        await hand.until_says("receive_feedback", truck.cartons[0])
    async with scene.step("differences", "One missing, one damaged by key; one too many by scan"):
        await hand.key(Qt.Key.Key_F3)
        await hand.key(Qt.Key.Key_F4)
        await hand.scan(truck.cartons[1])
        await hand.until_says("receive_feedback", truck.cartons[1])
        await hand.scan(truck.extra)
        await hand.until_sees("receive_undo_button")
    async with scene.step("truck-empty", "The truck is empty: what differs, and what happens next"):
        await hand.key(Qt.Key.Key_Return)
        await hand.until(lambda: hand.has_row("receive_rows", truck.missing_carton), truck.missing_carton)
    async with scene.step("received", "Received: each difference is an exception with its choices"):
        await hand.key(Qt.Key.Key_Return)
        await scene.becomes("the delivery", "received", lambda: scene.shop.delivery(truck.delivery))


async def a_customers_parcel(scene: Scene) -> None:
    """A parcel that another store has sent: its bin at once."""
    hand, truck = scene.hand, scene.demo.truck
    async with scene.step("parcel", "A customer's parcel: its bin, to be read from two metres away"):
        await hand.scan(truck.parcel)
        await hand.until_sees("receive_parcel_bin")
    async with scene.step("parcel-in-bin", "In its bin: the customer is told"):
        await hand.key(Qt.Key.Key_Return)
        await hand.until_says("receive_feedback", truck.parcel_order)
        await scene.becomes("the parcel's order", "ready", lambda: scene.shop.share_of(truck.parcel_order))


async def a_transfer(scene: Scene) -> None:
    """Goods of another store: what was asked for comes in, and more is asked for."""
    hand, truck = scene.hand, scene.demo.truck
    async with scene.step("transfer-received", "A transfer is received like any delivery"):
        await hand.scan(truck.transfer_carton)
        await hand.until_says("receive_feedback", truck.transfer_carton)
        await hand.key(Qt.Key.Key_Return)
        await hand.key(Qt.Key.Key_Return)
        await scene.becomes("the transfer", "received", lambda: scene.shop.transfer(truck.transfer))
    async with scene.step("transfer-asked", "Another store is asked for some, from the article's page"):
        await hand.click("rail_stock")
        await hand.until_sees("stock_search")
        await hand.scan(scene.shelf[0].gtin)
        await hand.until_says("stock_name", scene.shelf[0].name)
        await hand.key(Qt.Key.Key_F9)
        await hand.until_sees("stock_ask_send")
    async with scene.step("transfer-list", "With others in one request: a list that is kept"):
        await hand.key(Qt.Key.Key_F12)
        await hand.until_sees("stock_ask_empty")
    async with scene.step("transfer-sent", "Sent: it waits for the manager"):
        await hand.key(Qt.Key.Key_F11)
        await hand.until_sees("receive_detail")
        number = hand.words("receive_label")
    async with scene.step("transfer-approved", "The manager approves: the other store is to send it"):
        await change_to(scene, scene.manager)
        await hand.click("rail_receive")
        await hand.until(lambda: _may_act(scene, number), f"{number} can be approved")
        await hand.click_action("receive_rows", hand.row_with("receive_rows", number))
        await scene.becomes("the request", "approved", lambda: scene.shop.transfer(number))
        await change_to(scene, scene.associate)


def _may_act(scene: Scene, number: str) -> bool:
    """Whether the row of this number has its button: what a manager may is read anew when she sits down."""
    rows = scene.hand.see("receive_rows", RowList).rows()
    return any(row.action for row in rows if number in row.words())
