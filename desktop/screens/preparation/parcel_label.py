"""What the label of a parcel says, and the label as a PDF for the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale

from core.rules.sscc import Sscc
from desktop.labels import LabelData, ParcelCode, load, render_pdf
from desktop.screens.fulfilments import Head, Packed
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.packing_slip import packing_slips
from desktop.screens.preparation.reading import LABEL_TEMPLATE
from desktop.shell.amounts import bin_words, clock_words, date_words, money_words, weekday_words, weight_words
from desktop.shell.language import LOCALES
from sync.workstation import Print

SHIPPING_TEMPLATE = "shipping_label"


def label_fields(
    head: Head, number: str, place: int, count: int, bin_code: str, store: str, timezone: str, language: str
) -> dict[str, str]:
    """The fields of the template `pickup_parcel` for parcel `place` (from 1) of `count`."""
    locale = LOCALES.get(language, QLocale())
    day, time = weekday_words(head.promised_at, timezone, locale), clock_words(head.promised_at, timezone)
    code = ParcelCode(head.id, Sscc(number), place, count, bin_words(bin_code), head.due_cents)
    return {
        "customer_name": head.customer,
        "order_number": head.number,
        "parcel_number": str(place),
        "parcel_count": str(count),
        "bin": bin_words(bin_code),
        "parcel_code": code.text(),
        "sscc": number,
        "store_name": store,
        "promised": f"{day}, {time}",
        "to_pay": money_words(head.due_cents, head.currency, locale) if head.due_cents else "",
    }


def shipping_fields(
    head: Head, parcel: Packed, place: int, count: int, sender: str, names: tuple[str, str], language: str
) -> dict[str, str]:
    """The fields of the template `shipping_label`. The destination is a name, an address if it is known, and
    a town, set apart by commas; `names` are the carrier's and the service's."""
    name, *address = head.destination.split(", ") if head.destination else [head.customer]
    town = address[-1] if address else name
    locale = LOCALES.get(language, QLocale())
    return {
        "carrier": names[0],
        "service": names[1],
        "sender": sender,
        "recipient_name": name,
        "recipient_address": ", ".join(address[:-1]) or town,
        "recipient_city": town,
        "note": head.note,
        "order_number": head.number,
        "parcel_number": str(place),
        "parcel_count": str(count),
        "weight": weight_words(parcel.weight_g, locale) if parcel.weight_g else "",
        "sscc": parcel.number,
    }


def label_print(fields: dict[str, str], language: str) -> Print:
    """The job for the spool."""
    return Print(template_of(fields), fields, language)


def template_of(fields: Mapping[str, str]) -> str:
    """Which label these fields are for."""
    return SHIPPING_TEMPLATE if "carrier" in fields else LABEL_TEMPLATE


def label_pdf(fields: dict[str, str], language: str) -> bytes:
    """The label as it will come out."""
    return render_pdf(load(template_of(fields)), LabelData(fields), language)


class Labels:
    """The labels of the order in hand; `language` tells the one to print in."""

    def __init__(self, bench: Bench, language: Callable[[], str]) -> None:
        self._bench = bench
        self._language = language

    def jobs(self, head: Head, numbers: Sequence[str], bins: Mapping[str, str]) -> list[Print]:
        """Jobs for the labels of some of the parcels; their places are those among all `bins`."""
        language, every = self._language(), list(bins)
        return [
            label_print(
                self._fields(head, number, every.index(number) + 1, len(every), bins[number]), language
            )
            for number in numbers
        ]

    def slips(self, head: Head) -> list[Print]:
        """The packing slip of what is sent to a customer."""
        desk, timezone = self._bench.desk, self._bench.state.timezone
        now, sender = desk.clock.now(), self._bench.loaded.sender if self._bench.loaded else ""
        printed = f"{date_words(now, timezone)} {clock_words(now, timezone)} · {desk.me.name}"
        return packing_slips(head, desk.me.location_name, sender, printed, self._language())

    async def draw(self, head: Head, number: str, bin_code: str) -> bytes:
        """The label of a parcel as it is in that bin."""
        language = self._language()
        fields = self._fields(head, number, place_of(head, number), len(head.parcels), bin_code)
        return await self._bench.face.run(lambda: label_pdf(fields, language))

    def _fields(self, head: Head, number: str, place: int, count: int, bin_code: str) -> dict[str, str]:
        loaded = self._bench.loaded
        if loaded is not None and head.carrier:
            # A service that calls here no more has no names; the label says its codes.
            codes = head.carrier, head.service
            names = loaded.services.get(codes, codes)
            parcel = next((one for one in head.parcels if one.number == number), Packed(number, "", {}, 0))
            return shipping_fields(head, parcel, place, count, loaded.sender, names, self._language())
        store, timezone = self._bench.desk.me.location_name, self._bench.state.timezone
        return label_fields(head, number, place, count, bin_code, store, timezone, self._language())


def place_of(head: Head, number: str) -> int:
    """Which parcel of its order a number names, from 1."""
    return next(place for place, parcel in enumerate(head.parcels, 1) if parcel.number == number)
