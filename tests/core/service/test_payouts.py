"""The payment service over HTTP, as it fails, and its webhooks: what is believed, and what is asked again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from refund_ports import WebhookDoor
from sqlalchemy import event
from structlog.testing import capture_logs

from core.orchestration import Core
from core.orchestration.refund_execution import PayOrder
from core.rules.errors import BadInput, NotAuthentic
from core.rules.refund import Means
from core.rules.refund_part import Heard
from core.service.payouts import CardService, PaymentConfig, ServiceDown, Webhooks, read_config, write_config
from core.service.payouts.webhooks import signature_of
from tests.support.provider_process import HMAC, MERCHANT, Provider, running_provider


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with running_provider(tmp_path_factory.mktemp("provider")) as made:
        made.control(payments={"PAY": 1_000_000})
        yield made


def order(key: str, cents: int = 500, payment: str = "PAY") -> PayOrder:
    return PayOrder(
        key=key,
        means=Means.CARD,
        payment=payment,
        cents=cents,
        currency="EUR",
        number="R0000001",
        refund_id="r",
        credit_number="",
    )


def executed(provider: Provider, key: str) -> list[int]:
    return [one["value"] for one in provider.control()["refunds"] if one["key"] == key]


@pytest.mark.parametrize(
    ("fault", "heard", "gone"),
    [
        ("none", Heard.ACCEPTED, [500]),
        ("cut_before", Heard.NOTHING, []),
        ("cut_after", Heard.NOTHING, [500]),
        ("garbage", Heard.NOTHING, [500]),
        ("error_500", Heard.NOTHING, []),
        ("busy", Heard.NOTHING, []),
        ("in_progress", Heard.NOTHING, []),
        ("refused", Heard.REFUSED, []),
    ],
)
def test_what_is_not_known_is_asked_again_under_the_same_key_and_goes_once(
    provider: Provider, fault: str, heard: Heard, gone: list[int]
) -> None:
    service, key = CardService(provider.config, timeout_s=10.0), f"key-{fault}"
    provider.control(faults=[fault])
    first = service.refund(order(key))
    assert (first.heard, executed(provider, key)) == (heard, gone)
    second = service.refund(order(key))
    service.close()
    if heard is Heard.REFUSED:
        assert (second.heard, second.reason) == (Heard.REFUSED, first.reason)
    else:
        assert (second.heard, executed(provider, key)) == (Heard.ACCEPTED, [500])


def test_more_than_was_paid_and_an_unknown_payment_are_refused(provider: Provider) -> None:
    service = CardService(provider.config)
    for key, bad in (("much", {"cents": 2_000_000}), ("other", {"payment": "NONE"})):
        assert service.refund(order(key, **bad)).heard is Heard.REFUSED
    service.close()


def test_a_service_that_is_not_there_or_knows_us_not_stops_the_turn(
    provider: Provider, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.key"
    wrong.write_text("nonsense", encoding="utf-8")
    for changes in ({"url": "http://127.0.0.1:9/v71"}, {"api_key_file": str(wrong)}):
        service = CardService(msgspec.structs.replace(provider.config, **changes))
        with pytest.raises(ServiceDown):
            service.refund(order("down"))
        service.close()


def test_a_configuration_that_cannot_work_or_tells_the_key_to_all_is_refused(tmp_path: Path) -> None:
    good = PaymentConfig("https://pay.example/v71", MERCHANT, "a", "b")
    write_config(tmp_path, good)
    assert read_config(tmp_path) == good
    write_config(tmp_path, None)
    assert read_config(tmp_path) is None
    for bad in ({"url": "http://pay.example/v71"}, {"merchant": ""}):
        with pytest.raises(BadInput, match="bad_payment_config"):
            write_config(tmp_path, msgspec.structs.replace(good, **bad))


def webhook(key: str = HMAC, **changes: Any) -> bytes:
    item: dict[str, Any] = {
        "pspReference": "REF1",
        "originalReference": "PAY",
        "merchantAccountCode": MERCHANT,
        "merchantReference": "nobody's",
        "amount": {"value": 500, "currency": "EUR"},
        "eventCode": "REFUND",
        "success": "true",
    } | changes
    fields = [
        item[name]
        for name in ("pspReference", "originalReference", "merchantAccountCode", "merchantReference")
    ]
    fields += [str(item["amount"]["value"]), "EUR", item["eventCode"], item["success"]]
    item["additionalData"] = {"hmacSignature": signature_of(fields, bytes.fromhex(key))}
    return json.dumps({"live": "false", "notificationItems": [{"NotificationRequestItem": item}]}).encode()


@pytest.mark.parametrize("text", ["", "00", "not hexadecimal"])
def test_a_key_that_anybody_has_signs_no_webhooks(tmp_path: Path, text: str) -> None:
    (tmp_path / "hmac.key").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="bad_payment_config"):
        PaymentConfig("https://pay.example", MERCHANT, "", str(tmp_path / "hmac.key")).hmac_key()


def test_only_what_the_service_has_signed_for_us_is_taken_in(core: Core, provider: Provider) -> None:
    webhooks = Webhooks(core, provider.config)
    webhooks.take_in(webhook())
    webhooks.take_in(webhook(eventCode="AUTHORISATION"))
    altered = webhook().replace(b"500", b"501")
    for body in (altered, webhook(key="00" * 16), webhook(merchantAccountCode="Another")):
        with pytest.raises(NotAuthentic, match="webhook_not_signed"):
            webhooks.take_in(body)
    for body in (b"not json", b"{}", b'{"notificationItems": [{}]}'):
        with pytest.raises(BadInput, match="bad_webhook"):
            webhooks.take_in(body)


def test_an_item_that_cannot_be_taken_in_holds_up_no_other(core: Core, provider: Provider) -> None:
    def fail(*statement: Any) -> None:
        if "broken" in str(statement[3]):
            raise OSError("the disk is full")

    event.listen(core.engine, "before_cursor_execute", fail)
    told = [json.loads(one) for one in (webhook(merchantReference="broken"), webhook(pspReference="REF2"))]
    items = [one["notificationItems"][0] for one in told]
    with capture_logs() as said, pytest.raises(OSError, match="the disk is full"):
        Webhooks(core, provider.config).take_in(json.dumps({"notificationItems": items}).encode())
    assert [(line["event"], line["reference"]) for line in said] == [
        ("webhook.not_taken_in", "REF1"),
        ("webhook.unknown_refund", "REF2"),
    ]


def test_the_service_tells_again_until_it_is_answered(provider: Provider) -> None:
    door = WebhookDoor()
    provider.control(webhook_url=door.url, faults=["none"], deliver=True)
    service = CardService(provider.config)
    service.refund(order("told"))
    service.close()
    owed = provider.control()["owed"]
    assert owed >= 1
    assert provider.control(deliver=True)["owed"] == owed, "nobody was there to answer"
    door.close()
