"""The carrier at the door, on a real replica: its parcels, its driver, its manifest; and the labels."""

from __future__ import annotations

from typing import Any

import pytest

from core.commands import Command, DispatchFulfilment, Outcome
from core.model import CarrierService, Fulfilment, Parcel
from core.rules.errors import Refused
from desktop.devices.scanner import Parcel as ScannedParcel
from desktop.labels import LabelData, data_in, load, validate_data
from desktop.screens.handover.done_words import done_facts
from desktop.screens.handover.loading import Loading
from desktop.screens.handover.loading_words import closing_words, missing_words
from desktop.screens.handover.state import Sight, Trouble
from desktop.screens.handover.words import go_words
from tests.desktop.desk_double import STORE, SessionDesk
from tests.desktop.screens.counter_world import Counter
from tests.desktop.screens.preparing import Preparing
from tests.desktop.screens.store_world import add_order


def add_carriers(desk: SessionDesk) -> None:
    """Colivia at 17:30, Transvoie at 15:00."""
    for place, (code, name, closes) in enumerate((("COL", "Colivia", 1050), ("TRV", "Transvoie", 900))):
        desk.add(
            CarrierService(id=f"c{place}", location_id=STORE, carrier=code, service="DOM", carrier_name=name,
                           service_name="Domicile", closes_min=closes, most_g=20_000, rank=place)
        )  # fmt: skip


@pytest.fixture
async def counter(desk: SessionDesk) -> Counter:
    add_carriers(desk)
    ship = {"state": "staged", "kind": "shipment", "carrier": "COL", "pickup_code_digest": ""}
    add_order(
        desk, "one", "C-1", "Ada Roy", {"belt": 1}, bins=("BIN-1",), destination="Ada Roy, 69003 Lyon", **ship
    )
    add_order(desk, "two", "C-2", "Paul Ney", {"belt": 1, "shirt": 1}, bins=("BIN-2", "BIN-3"), **ship)
    add_order(desk, "far", "C-3", "Zoé Lac", {"belt": 1}, bins=("BIN-4",), **ship | {"carrier": "TRV"})
    made = Counter(desk)
    await made.presenter.refresh()
    return made


def numbers(counter: Counter, key: str) -> list[str]:
    return sorted(row.number for row in counter.desk.rows(Parcel) if row.fulfilment_id == key)


def loading(counter: Counter) -> Loading:
    assert counter.state.loading is not None
    return counter.state.loading


async def scan(counter: Counter, sscc: str) -> None:
    await counter.presenter.scan(ScannedParcel(sscc))


async def test_all_that_waits_for_a_carrier_is_shown_with_its_hour(counter: Counter) -> None:
    await counter.presenter.open("one")
    assert counter.state.sight is Sight.LOADING
    assert [head.number for head in loading(counter).heads] == ["C-1", "C-2"]
    assert (
        closing_words(loading(counter), counter.state.now, "Europe/Paris") == "comes at 17:30, in 5 h 52 min"
    )
    assert missing_words(loading(counter)) == "Scan each parcel that the driver takes."


async def test_a_carrier_is_awaited_at_the_next_hour_of_what_waits_for_it(
    counter: Counter, desk: SessionDesk
) -> None:
    for key, service, closes in (("c8", "EXP", 780), ("c9", "SOIR", 1140)):
        desk.add(
            CarrierService(id=key, location_id=STORE, carrier="COL", service=service, carrier_name="Colivia",
                           service_name=service, closes_min=closes, most_g=20_000, rank=9)
        )  # fmt: skip
    await counter.presenter.refresh()
    await counter.presenter.open("one")
    assert "13:00" in closing_words(loading(counter), counter.state.now, "Europe/Paris"), "the soonest of all"
    with desk.writing() as session:
        session.get_one(Fulfilment, "one").service = "SOIR"
        session.get_one(Fulfilment, "two").service = "DOM"
    await counter.presenter.refresh()
    assert "17:30" in closing_words(loading(counter), counter.state.now, "Europe/Paris"), "of what waits"


async def test_what_is_scanned_leaves_on_one_manifest_and_what_lacks_a_parcel_stays(counter: Counter) -> None:
    await scan(counter, numbers(counter, "one")[0])
    await scan(counter, numbers(counter, "two")[0])
    counter.presenter.name_driver("Karim ")
    assert missing_words(loading(counter)) == "Stays here, not all parcels are in hand: C-2"
    assert go_words(counter.state) == "Give 1 parcel(s) to Colivia"
    await counter.presenter.dispatch()
    [deed] = counter.desk.done
    assert isinstance(deed, DispatchFulfilment)
    assert (deed.fulfilment_id, deed.taken_by) == ("one", "Karim")
    states = {key: counter.desk.row(Fulfilment, key).state for key in ("one", "two", "far")}
    assert states == {"one": "dispatched", "two": "staged", "far": "staged"}
    assert counter.desk.row(Fulfilment, "one").manifest == deed.manifest
    [job] = counter.desk.spooled()
    data = data_in(job.data)
    assert (job.template, data.fields["manifest_number"], len(data.rows)) == (
        "carrier_manifest",
        deed.manifest,
        1,
    )
    assert data.fields["departure"] == "17:30", "the hour of its carrier"
    assert validate_data(load("carrier_manifest"), data, "fr") == []
    assert counter.state.done is not None
    assert ("Manifest", deed.manifest) in done_facts(counter.state.done, counter.state)


async def test_a_transfer_leaves_with_a_list_of_what_is_in_its_parcels(counter: Counter) -> None:
    desk = counter.desk
    add_order(
        desk, "moved", "T-8F31A0", "Paris Marais", {"belt": 2, "jacket": 1}, state="staged", kind="transfer",
        bins=("BIN-7",), carrier="COL", pickup_code_digest="", note="Vitrine",
        destination="Paris Marais, 12 rue des Archives, 75004 Paris",
    )  # fmt: skip
    await counter.presenter.refresh()
    for key in ("moved", "one"):
        await scan(counter, numbers(counter, key)[0])
    counter.presenter.name_driver("Karim")
    await counter.presenter.dispatch()
    lists = {job.template: data_in(job.data) for job in desk.spooled()}
    assert sorted(lists) == ["carrier_manifest", "transfer_manifest"]
    moved = lists["transfer_manifest"]
    assert validate_data(load("transfer_manifest"), moved, "fr") == []
    said = {
        name: moved.fields[name] for name in ("manifest_number", "to_name", "to_address", "parcels", "note")
    }
    assert said == {
        "manifest_number": "T-8F31A0",
        "to_name": "Paris Marais",
        "to_address": "12 rue des Archives, 75004 Paris",
        "parcels": "1",
        "note": "Vitrine",
    }
    assert said.items() <= moved.fields.items()
    [number] = numbers(counter, "moved")
    assert {(row["number"], row["content"], row["quantity"]) for row in moved.rows} == {
        (number, "Ceinture tressée · 90 · cognac", "2"),
        (number, "Veste Mistral · M · marine", "1"),
    }
    # Again, both together.
    await counter.presenter.print_manifest()
    assert len(desk.spooled()) == 4


async def test_what_is_held_back_at_the_last_moment_stands_on_no_manifest(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("one", "two"):
        for number in numbers(counter, key):
            await scan(counter, number)
    counter.presenter.name_driver("Karim")
    do = counter.desk.do

    async def refuse_the_second(command: Command, *more: Any) -> Outcome:
        if counter.desk.done:
            raise Refused("claimed_by_another", staff_id="")
        return await do(command, *more)

    with monkeypatch.context() as patch:
        patch.setattr(counter.desk, "do", lambda command, prints=None: refuse_the_second(command, prints))
        await counter.presenter.dispatch()
    [job] = counter.desk.spooled()
    assert len(data_in(job.data).rows) == len(numbers(counter, "one"))
    assert counter.state.done is not None
    assert counter.state.done.orders == 1
    await counter.presenter.print_manifest()
    again = counter.desk.spooled()
    assert [one.data["manifest_number"] for one in again] == [counter.state.done.manifest] * 2


async def test_by_hand_an_order_is_ticked_whole_and_unticked(counter: Counter) -> None:
    await counter.presenter.open("two")
    counter.presenter.tick("two")
    counter.presenter.name_driver("Karim")
    assert loading(counter).may_leave
    counter.presenter.tick("two")
    assert not loading(counter).may_leave
    await counter.presenter.dispatch()
    assert counter.desk.done == []


async def test_another_carriers_parcel_is_told_from_one_that_nobody_knows(counter: Counter) -> None:
    await counter.presenter.open("one")
    await scan(counter, numbers(counter, "far")[0])
    assert counter.trouble is Trouble.OTHER_CARRIER
    await scan(counter, "395212340000000015")
    assert counter.trouble is Trouble.UNKNOWN_PARCEL
    assert loading(counter).in_hand == frozenset()


async def test_what_is_scanned_stays_in_hand_while_the_store_goes_on(counter: Counter) -> None:
    await scan(counter, numbers(counter, "one")[0])
    counter.presenter.name_driver("Karim")
    with counter.desk.writing() as session:
        session.get_one(Fulfilment, "two").state = "dispatched"
    await counter.presenter.refresh()
    assert [head.number for head in loading(counter).heads] == ["C-1"]
    assert (loading(counter).may_leave, loading(counter).driver) == (True, "Karim")


def test_a_shipment_is_packed_with_its_weight_its_carriers_label_and_its_slip(desk: SessionDesk) -> None:
    add_carriers(desk)
    person = Preparing(desk)
    person.take(
        {"shirt": 2}, kind="shipment", carrier="COL", service="DOM",
        destination="Ada Roy, 12 rue des Lilas, 69003 Lyon",
    )  # fmt: skip
    for name in ("shirt", "shirt"):
        person.scan_article(name)
    person.presenter.packing.weigh(0, 1_400)
    person.enter()
    job, slip = desk.spooled()
    assert (job.template, slip.template) == ("shipping_label", "packing_slip")
    said = data_in(slip.data)
    assert validate_data(load("packing_slip"), said, "fr") == []
    assert (said.fields["customer_name"], said.fields["customer_address"], said.fields["parcels"]) == (
        "Ada Roy",
        "12 rue des Lilas, 69003 Lyon",
        "1",
    )
    assert [(row["quantity"], row["name"]) for row in said.rows] == [("2", "Chemise lin Alba")]
    assert (job.data["carrier"], job.data["service"]) == ("Colivia", "Domicile")
    assert job.data["recipient_address"] == "12 rue des Lilas"
    assert job.data["weight"].replace("\u00a0", " ") in ("1,4 kg", "1.4 kg")
    assert validate_data(load("shipping_label"), LabelData(dict(job.data)), "fr") == []
