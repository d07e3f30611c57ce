"""Stand-ins for the doors of the shell."""

from __future__ import annotations

from desktop.shell.messages import Message, Messages


class HeardMessages(Messages):
    """Keeps what is said instead of showing it.

    Attributes:
        heard: every message, oldest first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []

    def say(self, message: Message) -> None:
        self.heard.append(message)
        super().say(message)

    def sentences(self) -> list[str]:
        """What was said, in words."""
        return [message.sentence for message in self.heard]
