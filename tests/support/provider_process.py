"""The payment service's process, and a core's configuration for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from core.service.payouts import PaymentConfig

PROGRAM = Path(__file__).with_name("card_provider.py")
MERCHANT, API_KEY, HMAC = "AubracFR", "test-key", "44782def547aaa06c910c43932b1eb0c"


class Provider:
    """The process from outside.

    Attributes:
        config: what a core is told to reach it.
    """

    def __init__(self, port: int, folder: Path) -> None:
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20)
        key, secret = folder / "api.key", folder / "hmac.key"
        key.write_text(API_KEY, encoding="utf-8")
        secret.write_text(HMAC, encoding="utf-8")
        self.config = PaymentConfig(f"http://127.0.0.1:{port}/v71", MERCHANT, str(key), str(secret))

    def control(self, **asked: Any) -> dict[str, Any]:
        """Tell it what to do, and hear what it has done."""
        told: dict[str, Any] = self._http.post("/control", json=asked).raise_for_status().json()
        return told

    def close(self) -> None:
        """No more of it."""
        self._http.close()


@contextmanager
def running_provider(folder: Path) -> Iterator[Provider]:
    """A payment service that ends with the test."""
    command = [sys.executable, str(PROGRAM), "--merchant", MERCHANT, "--api-key", API_KEY, "--hmac", HMAC]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdin is not None
        provider = Provider(int(process.stdout.readline()), folder)
        try:
            yield provider
        finally:
            provider.close()
            process.stdin.close()
            process.wait(timeout=10)
