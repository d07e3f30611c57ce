"""How a core reaches the payment service: `payments.json` in its folder, readable by its owner alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from core.rules.errors import BadInput
from core.service.private_config import read_private_config, write_private_config

CONFIG_FILE: Final = "payments.json"
MIN_HMAC_KEY_BYTES: Final = 16
"""With an empty key anybody's webhook would be taken for the service's; it gives out 32 bytes."""


class PaymentConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payment service (Adyen's Checkout API, or what speaks as it does).

    Attributes:
        url: its base, with the version: `https://checkout-test.adyen.com/v71`.
        merchant: the merchant account.
        api_key_file, hmac_key_file: hold the keys alone, so that they are neither here nor on a command line.
            The HMAC key is in hexadecimal, as the service shows it.
    """

    url: str
    merchant: str
    api_key_file: str
    hmac_key_file: str

    def api_key(self) -> str:
        """The key for requests, read when it is needed."""
        return Path(self.api_key_file).read_text(encoding="utf-8").strip()

    def hmac_key(self) -> bytes:
        """The key that webhooks are signed with.

        Raises:
            BadInput: `bad_payment_config`.
        """
        text = Path(self.hmac_key_file).read_text(encoding="utf-8").strip()
        try:
            key = bytes.fromhex(text)
        except ValueError as error:
            raise BadInput("bad_payment_config", reason="the HMAC key is not hexadecimal") from error
        if len(key) < MIN_HMAC_KEY_BYTES:
            raise BadInput("bad_payment_config", reason="the HMAC key is missing or short")
        return key


def read_config(data: Path) -> PaymentConfig | None:
    """How a core reaches the payment service; None if nobody has said.

    Raises:
        BadInput: `bad_payment_config`.
    """
    return read_private_config(data / CONFIG_FILE, PaymentConfig, "bad_payment_config", check)


def check(config: PaymentConfig) -> None:
    """Refuse what cannot work, or would send a key in the clear to elsewhere.

    Raises:
        BadInput: `bad_payment_config`.
    """
    is_local = config.url.startswith(("http://127.0.0.1:", "http://localhost:"))
    if not (config.url.startswith("https://") or is_local):
        raise BadInput("bad_payment_config", reason="`url` does not begin with https://")
    if not config.merchant:
        raise BadInput("bad_payment_config", reason="`merchant` is missing")


def write_config(data: Path, config: PaymentConfig | None) -> None:
    """Say how the payment service is reached; None: it is not.

    Raises:
        BadInput: `bad_payment_config`.
    """
    write_private_config(data / CONFIG_FILE, config, check)
