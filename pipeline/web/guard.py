"""What holds for every request and every answer: who may be asked for, which methods, what a browser may do.

The policy has no exception: no script, no style in the text, nothing from another host, no frame but our own.
"""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp
from starlette.types import Message
from starlette.types import Receive
from starlette.types import Scope
from starlette.types import Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# A page from outside, shown in a frame of ours: it may be looked at, and that is all.
FRAMED_POLICY = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-dns-prefetch-control": "off",
    "x-frame-options": "DENY",
    "cache-control": "no-cache, private",
}
READING = frozenset({"GET", "HEAD"})
WRITING = frozenset({"GET", "HEAD", "POST"})


class Guard:
    """The outermost layer."""

    def __init__(self, app: ASGIApp, names: Iterable[str], *, review: bool) -> None:
        self.app = app
        self.names = frozenset(name.lower().rstrip(".") for name in names)
        self.methods = WRITING if review else READING

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or host_of(hosts[0]) not in self.names:
            # Else any site could point its own name here and read the page with a visitor's browser.
            return PlainTextResponse(
                "This host is not served here. Name it with --name if it should be.\n", status_code=400
            )
        if scope["method"] not in self.methods:
            allowed = ", ".join(sorted(self.methods))
            return PlainTextResponse(
                "This page is for reading.\n", status_code=405, headers={"allow": allowed}
            )
        return None


def host_of(header: str) -> str:
    """The name in a Host header, without port; an IPv6 address keeps its brackets."""
    name = header.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0].rstrip(".")
