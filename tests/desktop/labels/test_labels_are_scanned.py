"""Each barcode of each label that ships says, when it is scanned, what the label is of."""

from collections.abc import Iterator

import pytest

from desktop.devices.scanner import (
    Article,
    Badge,
    Credit,
    OrderNumber,
    Parcel,
    PickupCode,
    Piece,
    ReturnSlip,
    Scan,
    StagingBin,
    Tote,
    Unknown,
    WedgeSettings,
    Why,
    parse,
)
from desktop.devices.scanner.learning import learned
from desktop.labels import example_data, load
from desktop.labels.content import filled
from desktop.labels.symbols import encoded
from desktop.labels.template import Barcode, Rows
from desktop.labels.template_files import names

MEANT = {
    "bin": {StagingBin},
    "handover_receipt": {OrderNumber},
    "handover_receipt_80": {OrderNumber},
    "markdown": {Article, "sku"},
    "packing_slip": {OrderNumber},
    "pick_list": {OrderNumber},
    "pickup_parcel": {Parcel},
    "piece_label": {Piece},
    "price_label": {Article, "sku"},
    "product_barcode": {Article, "sku"},
    "refund_receipt": {ReturnSlip, PickupCode},
    "refund_receipt_80": {ReturnSlip},
    "return_label": {ReturnSlip, Parcel},
    "scanner_setup": {WedgeSettings},
    "shelf_label": {Article, "sku"},
    "shipping_label": {Parcel},
    "staff_badge": {Badge},
    "store_credit": {Credit},
    "store_credit_80": {Credit},
    "test_page": set(),
    "tote": {Tote},
    "carrier_manifest": {OrderNumber},
    "transfer_manifest": {OrderNumber},
}
"""What the barcodes of each template are; a number that is printed as it is is looked up (`scan_ways`)."""


def barcodes(name: str) -> Iterator[tuple[Barcode, str]]:
    """Each barcode of a template with what a scanner reads of it, with the template's own examples."""
    template = load(name)
    data = example_data(template)
    for element in template.elements:
        parts = element.elements if isinstance(element, Rows) else (element,)
        fields = data.rows[0] if isinstance(element, Rows) else data.fields
        for part in parts:
            if isinstance(part, Barcode):
                symbol = encoded(part.symbol, filled(part.content, fields, {}), part.level, part.domain)
                yield part, symbol.content


@pytest.mark.parametrize("name", names())
def test_every_barcode_of_a_label_is_understood(name: str) -> None:
    found: set[object] = set()
    for barcode, content in barcodes(name):
        meaning = parse(content)
        if learned(Scan(content, content), WedgeSettings()) is not None:
            found.add(WedgeSettings)
        elif isinstance(meaning, Unknown):
            assert meaning == Unknown(content, Why.NOT_OURS)
            found.add(barcode.name)
        else:
            found.add(type(meaning))
    assert found == MEANT[name]
