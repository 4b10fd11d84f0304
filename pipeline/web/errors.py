"""What a visitor can have got wrong, as a page with a status.

WebError(what, hint)
├── BadQuestion   400  the address asks for something that cannot be read
├── NotHere       404  nothing stands at this address
├── NotYours      403  the visitor's role does not allow it, or the form is not ours
└── TooOften      429  too many attempts to log in
"""


class WebError(Exception):
    """Told as a page of its own."""

    status = 500

    def __init__(self, what: str, hint: str = "") -> None:
        self.what = what
        self.hint = hint
        super().__init__(f"{what} {hint}".strip())


class BadQuestion(WebError):
    status = 400


class NotHere(WebError):
    status = 404


class NotYours(WebError):
    status = 403


class TooOften(WebError):
    status = 429
