"""A payment service in a process of its own, as one documents itself in public. It knows nothing of Coulisse.

What is imitated is what Adyen's pages say of its Checkout API: refunds of a payment under an idempotency key,
answered at once with `received`; their outcome by webhook, signed with HMAC, again until `[accepted]`. And it
fails in every way that such pages warn of, as it is told to by `POST /control`.

    python tests/support/card_provider.py --merchant NAME --api-key KEY --hmac HEX

prints its port, and ends when its standard input is closed.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import random
import sys
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FAULTS = (
    "none",
    "cut_before",
    "cut_after",
    "error_500",
    "busy",
    "in_progress",
    "processed",
    "refused",
    "refused_later",
    "partial",
    "failed_after_success",
    "webhook_twice",
    "webhook_never",
    "garbage",
)


class Ledger:
    """What really happened: refunds by their keys, and the webhooks that are owed for them."""

    def __init__(self, merchant: str, api_key: str, hmac_key: bytes) -> None:
        self.merchant, self.api_key, self.hmac_key = merchant, api_key, hmac_key
        self.lock = threading.Lock()
        self.payments: dict[str, int] = {}
        self.answers: dict[str, tuple[int, dict[str, Any]]] = {}
        self.asked: dict[str, str] = {}
        self.refunds: list[dict[str, Any]] = []
        self.owed: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self.chance = random.Random(1)
        self.chance_of_fault = 0.0
        self.webhook_url = ""
        self.requests = 0
        self.named = 0

    def fault(self) -> str:
        if self.faults:
            return self.faults.pop(0)
        is_fault = self.chance.random() < self.chance_of_fault
        return self.chance.choice(FAULTS[1:]) if is_fault else "none"

    def refund(self, payment: str, key: str, body: dict[str, Any], fault: str) -> tuple[int, dict[str, Any]]:
        """One request; the same key gets the same answer, and nothing happens again."""
        asked = json.dumps([payment, body], sort_keys=True)
        if key in self.answers:
            if self.asked[key] != asked:
                return 422, {"status": 422, "errorCode": "704", "message": "other request under this key"}
            return self.answers[key]
        answer = self._judge(payment, key, body, fault)
        self.answers[key], self.asked[key] = answer, asked
        return answer

    def _judge(self, payment: str, key: str, body: dict[str, Any], fault: str) -> tuple[int, dict[str, Any]]:
        value = body["amount"]["value"]
        if body["merchantAccount"] != self.merchant:
            return 403, {"status": 403, "errorCode": "901", "message": "Invalid Merchant Account"}
        if fault == "refused":
            return 422, {"status": 422, "errorCode": "167", "message": "Original pspReference required"}
        gone = sum(one["value"] for one in self.refunds if one["payment"] == payment)
        if payment not in self.payments or gone + value > self.payments[payment]:
            return 422, {"status": 422, "errorCode": "137", "message": "Invalid amount specified"}
        self.named += 1
        reference = f"REF{self.named:013d}"
        self._settle(payment, reference, body, fault)
        return 201, {"pspReference": reference, "status": "received", "paymentPspReference": payment}

    def _settle(self, payment: str, reference: str, body: dict[str, Any], fault: str) -> None:
        value = body["amount"]["value"]
        paid = 0 if fault == "refused_later" else value // 2 if fault == "partial" else value
        if paid:
            self.refunds.append({"payment": payment, "key": body["reference"], "value": paid})
        if fault == "webhook_never":
            return
        event = self._event(payment, reference, body, "REFUND", paid or value, is_success=bool(paid))
        self.owed += [event] * (2 if fault == "webhook_twice" else 1)
        if fault == "failed_after_success":
            self.refunds[:] = [one for one in self.refunds if one["key"] != body["reference"]]
            self.owed.append(self._event(payment, reference, body, "REFUND_FAILED", value, is_success=True))

    def _event(
        self, payment: str, reference: str, body: dict[str, Any], code: str, value: int, *, is_success: bool
    ) -> dict[str, Any]:
        amount = {"value": value, "currency": body["amount"]["currency"]}
        success = "true" if is_success else "false"
        fields = [reference, payment, self.merchant, body["reference"], str(value), amount["currency"]]
        fields += [code, success]
        digest = hmac.new(self.hmac_key, ":".join(fields).encode(), hashlib.sha256).digest()
        return {
            "pspReference": reference,
            "originalReference": payment,
            "merchantAccountCode": self.merchant,
            "merchantReference": body["reference"],
            "amount": amount,
            "eventCode": code,
            "success": success,
            "reason": "" if is_success else "Refused by issuer",
            "additionalData": {"hmacSignature": base64.b64encode(digest).decode()},
        }

    def deliver(self, *, shuffled: bool) -> int:
        """Send the webhooks that are owed; those that are not accepted stay owed."""
        with self.lock:
            owed, self.owed = self.owed, []
            if shuffled:
                self.chance.shuffle(owed)
        left = [event for event in owed if not self._send(event)]
        with self.lock:
            self.owed += left
        return len(owed) - len(left)

    def _send(self, event: dict[str, Any]) -> bool:
        body = {"live": "false", "notificationItems": [{"NotificationRequestItem": event}]}
        asked = urllib.request.Request(
            self.webhook_url, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return bool(answer.read().strip() == b"[accepted]")
        except (urllib.error.URLError, OSError):
            return False


class Handler(BaseHTTPRequestHandler):
    """HTTP over the ledger."""

    protocol_version = "HTTP/1.1"
    # In one piece: what follows a first one waits 40 ms on the way.
    wbufsize = -1
    ledger: Ledger

    def log_message(self, *_args: Any) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if self.path == "/control":
            self._answer(200, self._control(body))
            return
        parts = self.path.split("/")
        if len(parts) != 5 or (parts[2], parts[4]) != ("payments", "refunds"):
            self._answer(404, {})
        elif self.headers.get("X-API-Key") != self.ledger.api_key:
            self._answer(
                401, {"status": 401, "errorCode": "000", "message": "HTTP Status Response - Unauthorized"}
            )
        else:
            self._refund(parts[3], self.headers.get("Idempotency-Key", ""), body)

    def _refund(self, payment: str, key: str, body: dict[str, Any]) -> None:
        with self.ledger.lock:
            self.ledger.requests += 1
            fault = self.ledger.fault()
            if fault == "cut_before":
                self._cut()
                return
            if fault in ("error_500", "busy", "in_progress", "processed"):
                status = {"error_500": 500, "busy": 429}.get(fault, 422)
                headers = {"transient-error": "true"} if fault == "in_progress" else {}
                self._answer(status, {"status": status, "errorCode": "704"}, headers)
                return
            status, told = self.ledger.refund(payment, key, body, fault)
        if fault == "cut_after":
            self._cut()
        elif fault == "garbage":
            self._raw(status, b"<html>gateway</html>")
        else:
            self._answer(status, told)

    def _control(self, asked: dict[str, Any]) -> dict[str, Any]:
        ledger = self.ledger
        with ledger.lock:
            ledger.payments.update(asked.get("payments", {}))
            ledger.faults += asked.get("faults", [])
            ledger.webhook_url = asked.get("webhook_url", ledger.webhook_url)
            ledger.chance_of_fault = asked.get("chance_of_fault", ledger.chance_of_fault)
            if asked.get("forgets_keys"):
                # Keys are kept for a time that such pages name, and no longer.
                ledger.answers.clear()
            if asked.get("loses_webhooks"):
                ledger.owed.clear()
            if "seed" in asked:
                ledger.chance.seed(asked["seed"])
        delivered = ledger.deliver(shuffled=bool(asked.get("shuffled"))) if asked.get("deliver") else 0
        with ledger.lock:
            return {
                "refunds": list(ledger.refunds),
                "owed": len(ledger.owed),
                "requests": ledger.requests,
                "delivered": delivered,
            }

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _answer(self, status: int, told: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self._raw(status, json.dumps(told).encode(), headers)

    def _raw(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Quiet about connections that were cut."""

    daemon_threads = True

    def handle_error(self, _request: Any, _client_address: Any) -> None:
        """A connection that this service has cut by itself."""


def main() -> None:
    """Serve until the standard input is closed."""
    options = argparse.ArgumentParser()
    options.add_argument("--merchant", required=True)
    options.add_argument("--api-key", required=True)
    options.add_argument("--hmac", required=True)
    given = options.parse_args()
    Handler.ledger = Ledger(given.merchant, given.api_key, bytes.fromhex(given.hmac))
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
