"""Receivers of alerts on real sockets of loopback: a webhook and a mail server that do as they are told."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from collections.abc import Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from dataclasses import field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from alerts.webhook import PostAnswer


@dataclass
class Hook:
    """A webhook: answers in turn as scripted, the last answer for ever; None never answers."""

    answers: list[tuple[int, dict[str, str]] | None] = field(default_factory=lambda: [(204, {})])
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def has(self, number: int) -> None:
        """Wait until so many requests have come."""
        while len(self.requests) < number:
            self.came.clear()
            await self.came.wait()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head.split("\r\n")[1:] if line)
        }
        body = await reader.readexactly(int(headers["content-length"]))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.requests.append((headers, body))
        self.came.set()
        if answer is None:
            await reader.read()  # until the sender gives up
        else:
            lines = "".join(f"{name}: {value}\r\n" for name, value in answer[1].items())
            writer.write(f"HTTP/1.1 {answer[0]} X\r\n{lines}content-length: 0\r\n\r\n".encode())
            await writer.drain()
        writer.close()


@dataclass
class MailServer:
    """A mail server: `refuses` maps "DATA", "END" or an address to the reply it gets instead of a yes."""

    refuses: dict[str, str] = field(default_factory=dict)
    mails: list[tuple[list[str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def messages(self) -> list[EmailMessage]:
        found = [message_from_bytes(raw, policy=default) for _, raw in self.mails]
        assert all(isinstance(one, EmailMessage) for one in found)
        return [one for one in found if isinstance(one, EmailMessage)]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipients: list[str] = []

        async def say(reply: str) -> None:
            writer.write(f"{reply}\r\n".encode())
            await writer.drain()

        await say("220 loopback")
        while line := (await reader.readline()).decode().strip():
            verb = line.split()[0].upper()
            if verb == "RCPT":
                address = re.findall("<(.+)>", line)[0]
                reply = self.refuses.get(address, "250 ok")
                recipients += [address] if reply.startswith("250") else []
                await say(reply)
            elif verb == "DATA":
                await say(self.refuses.get("DATA", "354 go on"))
                if "DATA" not in self.refuses:
                    raw = await reader.readuntil(b"\r\n.\r\n")
                    reply = self.refuses.get("END", "250 taken")
                    if reply.startswith("250"):
                        self.mails.append((recipients, raw[:-3].replace(b"\r\n..", b"\r\n.")))
                    recipients = []
                    await say(reply)
            elif verb == "EHLO":
                await say("250-loopback\r\n250 AUTH PLAIN")
            elif verb == "AUTH":
                await say(self.refuses.get("AUTH", "235 welcome"))
            elif verb == "QUIT":
                await say("221 bye")
                break
            else:
                await say("250 ok")
        writer.close()


@asynccontextmanager
async def hook(*answers: tuple[int, dict[str, str]] | None) -> AsyncIterator[Hook]:
    """A running webhook."""
    receiver = Hook(list(answers) or [(204, {})])
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    try:
        yield receiver
    finally:
        server.close()


@asynccontextmanager
async def mail_server(**refuses: str) -> AsyncIterator[MailServer]:
    """A running mail server; an address to refuse is written in a dict: `mail_server(**{"a@x.org": "550 no"})`."""
    receiver = MailServer(dict(refuses))
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0, limit=2**20)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()


async def post(url: str, body: bytes, headers: Mapping[str, str]) -> PostAnswer:
    """The smallest client that the tests need in place of the product's own."""
    host, _, path = url.removeprefix("http://").partition("/")
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
    writer.write(
        f"POST /{path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {len(body)}\r\n{lines}\r\n".encode() + body
    )
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    finally:
        writer.close()
    found = re.search(r"(?i)retry-after: (\d+)", head)
    return PostAnswer(int(head.split()[1]), float(found[1]) if found else None)
