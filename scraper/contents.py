"""An act that stands on several pages: the contents page, then every part that it links, as one body of evidence.

Half an act is no act: where one part does not come, is cut short, or is another's twin, nothing of it is read. Parts
that the server says are unchanged are taken from the body before, so that the new body is whole by itself.
"""

import hashlib
from collections.abc import Awaitable
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from urllib.parse import urldefrag
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from db.records import Capture
from db.records import Part
from scraper.addresses import follow
from scraper.addresses import place
from scraper.addresses import shorten
from scraper.decode import decode
from scraper.errors import FetchError
from scraper.errors import Incomplete
from scraper.errors import TooLarge
from scraper.fetch import Ask
from scraper.fetch import NotModified
from scraper.fetch import validators
from scraper.http import header
from scraper.parts import CONTENT_TYPE
from scraper.parts import MAX_PARTS
from scraper.parts import PartDocument
from scraper.parts import is_parts
from scraper.parts import pack
from scraper.parts import unpack
from scraper.wholeness import is_closed
from scraper.wholeness import torn

MAX_TOTAL = (
    14 * 2**20
)  # bytes of all parts; packed they have a third more, and no reader takes more than 20 MiB

Get = Callable[[Ask], Awaitable[Capture | NotModified]]


@dataclass(frozen=True, slots=True)
class Before:
    """The parts of the version before, with what the server called them."""

    documents: Mapping[str, PartDocument] = field(default_factory=dict)  # by address
    listed: Mapping[str, Part] = field(default_factory=dict)


def before(body: bytes, listed: Sequence[Part]) -> Before:
    """The parts of an earlier body; none where it is no such body."""
    if not is_parts(body):
        return Before()
    documents = {one.name: one for one in unpack(body)}
    return Before(documents, {part.url: part for part in listed if part.status})


async def gather(get: Get, ask: Ask, css: str, known: Before) -> Capture | NotModified:
    """The contents page and all parts in their order as one capture; NotModified where no byte of any is new.

    Raises Incomplete where a part is missing, FetchError where the contents page is.
    """
    taken = _Taken(get, known)
    contents = await taken.document(ask, ask.url, role="contents")
    addresses = linked(contents, ask, css)
    for at, address in enumerate(addresses, 1):
        try:
            await taken.document(replace(ask, url=address), address)
        except FetchError as error:
            raise _incomplete(error, ask, taken, at, addresses) from error
    _refuse_twins(taken, ask)
    if taken.fresh == 0 and set(known.documents) == {d.name for d in taken.documents}:
        assert taken.last is not None
        return NotModified(ask.url, taken.last.taken_at, None, None)
    return taken.capture(ask)


def linked(contents: PartDocument, ask: Ask, css: str) -> tuple[str, ...]:
    """Addresses of the parts in the order of the page, each once. Raises Incomplete where there are none."""
    home = place(ask.url)
    tree = LexborHTMLParser(decode(contents.body, content_type=contents.content_type).text)
    named = tree.css_first("base[href]")
    base = urljoin(contents.url or ask.url, (named.attributes.get("href") if named else None) or "")
    try:
        nodes = tree.css(css)
    except ValueError as error:
        raise Incomplete(
            f'"{css}" is no css selector.', "Correct index in the profile.", url=ask.url
        ) from error
    found: dict[str, None] = {}
    for node in nodes:
        link = node if node.tag == "a" else node.css_first("a[href]")
        href = link.attributes.get("href") if link is not None else None
        if not href:
            continue
        address = urldefrag(urljoin(base, href.strip()))[0]
        try:
            goal = follow(home, address, home=home, allowed_hosts=ask.allowed_hosts)
        except FetchError as error:
            hint = "If the law stands there, name the host in allowed_hosts."
            what = f"The contents page links a part that may not be asked: {error.what}"
            raise Incomplete(what, hint, url=ask.url) from error
        if goal.url != home.url:
            found[goal.url] = None
    if not found:
        hint = "Look at the page: if its layout is new, correct index in the profile."
        raise Incomplete(f'The contents page has no link that "{css}" names.', hint, url=ask.url)
    if len(found) >= MAX_PARTS:
        raise TooLarge(f"The contents page links {len(found):,} parts.", "Correct index.", url=ask.url)
    return tuple(found)


class _Taken:
    """What was fetched so far."""

    def __init__(self, get: Get, known: Before) -> None:
        self.get = get
        self.known = known
        self.documents: list[PartDocument] = []
        self.listed: list[Part] = []
        self.size = 0
        self.fresh = 0
        self.seconds = 0.0
        self.last: Capture | NotModified | None = None
        self.first: Capture | None = None

    async def document(self, ask: Ask, address: str, *, role: str = "part") -> PartDocument:
        """One document, from the server or, where it says so, from the body before."""
        old, told = self.known.documents.get(address), self.known.listed.get(address)
        etag, modified = (told.etag, told.last_modified) if old and told else (None, None)
        answer = await self.get(replace(ask, etag=etag, last_modified=modified))
        self.last = answer
        if isinstance(answer, NotModified):
            assert old is not None
            assert told is not None
            one, part = replace(old, role=role), told
        else:
            _refuse_torn(answer, address)
            self.seconds += answer.seconds
            self.first = self.first or answer
            kind = header(answer.headers, "content-type")
            one = PartDocument(address, answer.body, answer.final_url, kind, role)
            part = _part(address, answer, kind)
            self.fresh += 1
        self.documents.append(one)
        self.listed.append(part)
        self.size += len(one.body)
        if self.size > MAX_TOTAL:
            hint = "Give chapters sources of their own."
            raise TooLarge(f"The parts have more than {MAX_TOTAL // 2**20} MiB.", hint, url=ask.url)
        return one

    def capture(self, ask: Ask, missing: Part | None = None) -> Capture:
        """The documents as one answer."""
        assert self.last is not None
        return Capture(
            url=ask.url,
            final_url=ask.url,
            status=200,
            headers=(("Content-Type", CONTENT_TYPE),),
            body=pack(self.documents),
            taken_at=self.last.taken_at,
            fetcher=self.first.fetcher if self.first else "http",
            seconds=round(self.seconds, 3),
            parts=(*self.listed, missing) if missing else tuple(self.listed),
        )


def _part(address: str, answer: Capture, kind: str | None) -> Part:
    etag, modified = validators(answer)
    digest = hashlib.sha256(answer.body).hexdigest()
    return Part(address, "GET", answer.status, kind, len(answer.body), digest, None, etag, modified)


def _refuse_torn(answer: Capture, address: str) -> None:
    text = decode(answer.body, content_type=header(answer.headers, "content-type")).text
    how = torn(answer.body, text) or ("it does not close its <html>" if is_closed(text) is False else None)
    if how or not answer.body.strip():
        raise Incomplete(f"It is cut short: {how or 'it is empty'}.", url=address)


def _incomplete(error: FetchError, ask: Ask, taken: _Taken, at: int, addresses: Sequence[str]) -> Incomplete:
    """The part that did not come, in words; what came is kept as evidence."""
    address = addresses[at - 1]
    lost = Incomplete(
        f"Part {at} of {len(addresses)} of the act ({shorten(address)}) is missing: {error.what}",
        "Half an act is no act; it is asked again later.",
        url=ask.url,
        retry_after=error.retry_after,
    )
    status = error.capture.status if error.capture else 0
    lost.capture = taken.capture(ask, Part(address, "GET", status, None, 0, None, error.what))
    return lost


def _refuse_twins(taken: _Taken, ask: Ask) -> None:
    """Two addresses with the very same page: one of them is not what it should be."""
    seen: dict[str, str] = {}
    for one in taken.documents:
        digest = hashlib.sha256(one.body).hexdigest()
        if digest in seen:
            lost = Incomplete(
                f"Two parts of the act are one and the same page: {seen[digest]} and {one.name}.",
                "The site shows something else in their place; it is asked again later.",
                url=ask.url,
            )
            lost.capture = taken.capture(ask)
            raise lost
        seen[digest] = one.name
