"""A payment service that the core dies at, and the door that its webhooks come in by."""

from __future__ import annotations

import random
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from core.orchestration.refund_execution import PayOrder
from core.rules.errors import NotAuthentic
from core.rules.refund_part import Answer
from core.service.payouts import CardService, Webhooks

ENDS_WITHIN_S = 0.02
"""How often the door looks whether it is to close."""


class Killed(BaseException):
    """The core's process ends here."""


class Mortal:
    """A payment service in a process that may be killed before or after it was asked."""

    def __init__(self, service: CardService, chance: random.Random, often: float) -> None:
        self._service, self._chance, self.often = service, chance, often

    def refund(self, order: PayOrder) -> Answer:
        if self._chance.random() < self.often:
            raise Killed
        answer = self._service.refund(order)
        if self._chance.random() < self.often:
            raise Killed
        return answer

    def close(self) -> None:
        self._service.close()


class WebhookDoor:
    """Where the payment service posts to: hands each body to the world that is on."""

    def __init__(self) -> None:
        door = self
        self.webhooks: Webhooks | None = None

        class Handler(BaseHTTPRequestHandler):
            # In one piece: what follows a first one waits 40 ms on the way.
            wbufsize = -1

            def log_message(self, *_args: Any) -> None:
                """Quiet."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, told = door.take(body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(ENDS_WITHIN_S,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def take(self, body: bytes) -> tuple[int, bytes]:
        """What the core answers."""
        if self.webhooks is None:
            return 503, b""
        try:
            self.webhooks.take_in(body)
        except NotAuthentic:
            return 401, b""
        return 200, b"[accepted]"

    def close(self) -> None:
        """No more of it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
