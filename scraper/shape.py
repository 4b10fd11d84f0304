"""What a document without provisions looks like, in words for a person: a script shell, a captcha, a login form ...

The words are a guess from few and general signs. That there is no provision is certain before anyone asks here.
"""

import re

from selectolax.lexbor import LexborNode

from scraper.page import Page

LITTLE = 400  # characters of visible text below which a page says nothing
HEAD = 200_000  # characters of source that are searched for signs


def _any(*signs: str) -> re.Pattern[str]:
    return re.compile("|".join(signs), re.IGNORECASE)


_CAPTCHA = _any(
    r"g-recaptcha",
    r"h-captcha",
    r"hcaptcha\.com",
    r"cf-turnstile",
    r"captcha",
    r"challenge-platform",
    r"challenge-container",
    r"awswafcookie",
    r"_incapsula_",
    r"ddos-guard",
    r"are you (?:a )?human",
    r"i'm not a robot",
    r"verify you are human",
    r"checking your browser",
    r"just a moment",
    r"attention required",
    r"request unsuccessful",
    r"подтвердите, что вы не робот",
    r"вы не робот",
    r"доступ ограничен",
)
_LOGIN = _any(
    r"\b(?:log ?in|sign ?in|password|вход|войти|пароль|кіру|құпия ?сөз|увійти|connexion)\b",
    r"\b(?:mot de passe|anmelden|passwort|iniciar sesión|contraseña)\b",
)
_MAINTENANCE = _any(
    r"maintenance",
    r"temporarily unavailable",
    r"service unavailable",
    r"be back soon",
    r"under construction",
    r"технически\w* (?:работ|обслуж|перерыв)",
    r"ведутся работы",
    r"временно недоступ",
    r"технічн\w* робот",
    r"тимчасово недоступ",
    r"техникалық жұмыс",
    r"wartungsarbeiten",
    r"en maintenance",
    r"mantenimiento",
    r"manutenção",
    r"viðhald",
)
_MISSING = _any(
    r"\b404\b",
    r"not found",
    r"page (?:does not|doesn't) exist",
    r"no longer available",
    r"no such document",
    r"no results",
    r"no versions valid",
    r"(?:страница|документ) не найден",
    r"ничего не найдено",
    r"сторінк\w+ не знайдено",
    r"документ не знайдено",
    r"бет табылмады",
    r"құжат табылмады",
    r"introuvable",
    r"nicht gefunden",
    r"no encontrad",
    r"não encontrad",
    r"non trovat",
    r"síða fannst ekki",
    r"nie znaleziono",
)
_FORBIDDEN = _any(
    r"\b403\b",
    r"forbidden",
    r"access denied",
    r"доступ запрещ",
    r"you have been blocked",
    r"доступ заборонено",
    r"unauthorized",
    r"not authori[sz]ed",
)
_ERROR = _any(
    r"internal server error",
    r"\b50[0234]\b",
    r"bad gateway",
    r"gateway time-?out",
    r"fatal error",
    r"traceback",
    r"stack trace",
    r"ошибка сервера",
    r"exception",
)
_SHELL = _any(
    r"<div[^>]+id=[\"']?(?:root|app|__next|__nuxt|main-app|application)[\"'\s>]",
    r"<app-root",
    r"ng-app",
    r"data-reactroot",
    r"enable javascript",
    r"включите javascript",
    r"увімкніть javascript",
)


def looks_like(page: Page) -> str:
    """The best guess at what this document is instead of law."""
    if not page.body.strip():
        return "an empty document"
    kind = _by_bytes(page.body)
    if kind:
        return kind
    source = page.text[:HEAD]
    if not re.search(r"<[a-zA-Z!/]", source[:5000]):
        return _text_only(page.text)
    tree = page.html
    visible = visible_text(tree.body)
    title_node = tree.css_first("title")
    title = title_node.text() if title_node else ""
    short = len(visible) < 5 * LITTLE
    said = f"{title}\n{visible[:6000]}"
    if short and _CAPTCHA.search(source):
        return "a captcha or a robot check"
    if _has_password(page) and (short or _LOGIN.search(said)):
        return "a login form"
    if short and _MAINTENANCE.search(said):
        return "a maintenance notice"
    if _MISSING.search(title) or (short and _MISSING.search(said)):
        return "a “not found” page"
    if short and _FORBIDDEN.search(said):
        return "a refusal of access"
    if len(visible) < LITTLE and ("<script" in source.lower() or _SHELL.search(source)):
        return "a script shell: the text comes only when a browser runs its scripts"
    if short and _ERROR.search(said):
        return "an error page of the server"
    if _is_frames(page):
        return "a frame set: the text stands in other documents"
    if not visible:
        return "an empty page"
    if _is_list_of_links(page, visible):
        return "a list of links"
    if _MAINTENANCE.search(title):
        return "a maintenance notice"
    if _has_password(page):
        return "a login form"
    return "a page without numbered law" if not short else "a short notice"


def _by_bytes(body: bytes) -> str | None:
    for magic, what in (
        (b"%PDF", "a PDF file"),
        (b"PK\x03\x04", "a zip file or an office document"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"\x1f\x8b", "a gzip file"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"{\\rtf", "an RTF document"),
    ):
        if body.startswith(magic):
            return what
    head = body[:2000]
    if head.count(b"\0") > len(head) // 10 and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "a binary file"
    return None


def _text_only(text: str) -> str:
    if text.lstrip().startswith(("{", "[")):
        return "a JSON document"
    if len(text.strip()) < LITTLE:
        for pattern, what in (
            (_MAINTENANCE, "a maintenance notice"),
            (_MISSING, "a “not found” page"),
            (_FORBIDDEN, "a refusal of access"),
            (_SHELL, "a script shell"),
        ):
            if pattern.search(text):
                return what
        return "a short text"
    return "a script shell" if _SHELL.search(text[:3000]) else "plain text without numbered law"


def visible_text(body: LexborNode | None) -> str:
    """The words a person would see, scripts and styles left out."""
    if body is None:
        return ""
    parts: list[str] = []
    hidden = {"script", "style", "noscript", "template", "svg", "head", "title"}
    for node in body.traverse(include_text=True):
        if node.is_text_node and node.parent is not None and node.parent.tag not in hidden:
            above = node.parent.parent
            if above is None or above.tag not in hidden:
                parts.append(node.text_content or "")
    return " ".join(" ".join(parts).split())


def _has_password(page: Page) -> bool:
    return page.html.css_first("input[type=password]") is not None


def _is_frames(page: Page) -> bool:
    return page.html.css_first("frameset, frame") is not None


def _is_list_of_links(page: Page, visible: str) -> bool:
    linked = sum(len(a.text()) for a in page.html.css("a")[:5000])
    return linked > len(visible) * 0.6
