"""One invented code in every format that law is published in, for tests that they read as the same law."""

import json
from html import escape
from io import BytesIO

from pdf_pages import flow
from pdf_pages import line
from pdf_pages import page
from pdf_pages import pdf

TITLE = "Road Code of Meliora"
REQUISITES = "Code of the Republic of Meliora of 4 April 2012 No. 31-III."
# chapter -> articles -> paragraphs -> points; a paragraph without a number is the article's own text.
Paragraph = tuple[str, tuple[str, ...]]
Article = tuple[str, str, tuple[Paragraph, ...]]
CHAPTERS: tuple[tuple[str, str, tuple[Article, ...]], ...] = (
    (
        "1",
        "ROADS",
        (
            (
                "1",
                "Purpose",
                (("This Code orders the roads of the republic, and whoever walks or drives on them.", ()),),
            ),
            (
                "2",
                "Definitions",
                (
                    (
                        "1. In this Code a road is what is open to everybody; a path is a road that no cart can use.",
                        (),
                    ),
                    ("2. A cart is whatever has wheels and is drawn by an animal.", ()),
                ),
            ),
            ("2-1", "Bridges", (("A bridge is a part of the road that it carries.", ()),)),
        ),
    ),
    (
        "2",
        "OFFENCES",
        (
            (
                "3",
                "Blocking a road",
                (
                    (
                        "1. Whoever blocks a road without right shall be punished with a fine of up to sixty crowns.",
                        (),
                    ),
                    (
                        "2. The same act shall be punished with a fine of up to ninety crowns, if it was done:",
                        (
                            "1) on a day of market, so that carts could not come to the town before noon;",
                            "2) by several persons;",
                            "3) with stones or trees.",
                        ),
                    ),
                    ("2-1. Snow is no stone.", ()),
                    ("3. The attempt is punishable.", ()),
                ),
            ),
            ("4", "Racing", (("Whoever races carts on a bridge shall be punished with arrest.", ()),)),
            ("5", "Entry into force", (("This Code enters into force on the first of May.", ()),)),
        ),
    ),
)


def lines() -> list[str]:
    """The law line by line; a heading begins with `*`."""
    told = []
    for number, title, articles in CHAPTERS:
        told.append(f"*Chapter {number}. {title}")
        for name, heading, paragraphs in articles:
            told.append(f"*Article {name}. {heading}")
            for text, points in paragraphs:
                told += [text, *points]
    return told


def old_layout() -> str:
    """The server-rendered page of the Kazakh portal."""
    body = "".join(
        f'<h3 id="z{n}"> {escape(text[1:])}</h3>'
        if text.startswith("*")
        else f'<p id="z{n}">\n {escape(text)}</p>'
        for n, text in enumerate(lines(), 1)
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} - ИПС "Әділет"</title></head><body>
<div id="container" class="module_npaView lang_eng"><ul class="menu"><li><a href="#z2">Article 1. Purpose</a></ul>
<div class="container_alpha slogan"><h1>{TITLE}</h1><span class="status status_upd">Updated</span><p>{REQUISITES}</p></div>
<div class="container_gamma text text_upd"><div class="gs_12"><article>{body}</article></div></div>
<div class="container_omega aftertext"><p>If you found a mistake</p></div></div><div id="footer">Documents: 5</div></body></html>"""


def markdown() -> str:
    """As mirrors convert it."""
    body = "\n\n".join(
        f"{'##' if text.startswith('*Chapter') else '###'} {text[1:]}" if text.startswith("*") else text
        for text in lines()
    )
    return f"# {TITLE}\n\n{REQUISITES}\n\n{body}\n"


def plain() -> str:
    return "\n\n".join([TITLE, REQUISITES, *(text.lstrip("*") for text in lines())]) + "\n"


def printed() -> bytes:
    """A PDF of several pages with a running head and numbers."""
    rows = flow([f"*{TITLE}", REQUISITES, *lines()], top=10_000, columns=70)
    pages = []
    for number, start in enumerate(range(0, len(rows), 11), 1):
        chosen = rows[start : start + 11]
        shift = chosen[0].y - 700
        body = [line(one.x, one.y - shift, one.text, bold=one.bold) for one in chosen]
        pages.append(
            page(
                line(180, 800, "Official Gazette of Meliora", size=9),
                *body,
                line(290, 40, str(number), size=9),
            )
        )
    return pdf(pages)


def word() -> bytes:
    """A Word document with headings by style."""
    import docx

    made = docx.Document()
    made.add_heading(TITLE, 0)
    made.add_paragraph(REQUISITES)
    for text in lines():
        if text.startswith("*"):
            made.add_heading(text[1:], 1 if text.startswith("*Chapter") else 2)
        else:
            made.add_paragraph(text)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def akoma_ntoso() -> str:
    """XML as parliaments publish it."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
        '<act name="code"><meta><identification source="#m"><FRBRWork><FRBRdate date="2012-04-04" name="enacted"/>'
        '<FRBRcountry value="xm"/><FRBRsubtype value="code"/><FRBRnumber value="31-III"/></FRBRWork><FRBRExpression>'
        '<FRBRlanguage language="eng"/></FRBRExpression></identification></meta>'
        f"<preface><p><docTitle>{TITLE}</docTitle></p></preface><body>{''.join(map(_akn_chapter, CHAPTERS))}</body>"
        "</act></akomaNtoso>"
    )


def _akn_chapter(chapter: tuple[str, str, tuple[Article, ...]]) -> str:
    number, title, articles = chapter
    return f"<chapter><num>Chapter {number}.</num><heading>{title}</heading>{''.join(map(_akn_article, articles))}</chapter>"


def _akn_article(article: Article) -> str:
    name, heading, paragraphs = article
    body = "".join(map(_akn_paragraph, paragraphs))
    return f"<article><num>Article {name}.</num><heading>{heading}</heading>{body}</article>"


def _akn_paragraph(paragraph: Paragraph) -> str:
    text, points = paragraph
    if not text[0].isdigit():
        return f"<content><p>{text}</p></content>"
    num, _, words = text.partition(" ")
    if not points:
        return f"<paragraph><num>{num}</num><content><p>{words}</p></content></paragraph>"
    items = "".join(
        f"<point><num>{label}</num><content><p>{rest}</p></content></point>"
        for label, _, rest in (point.partition(" ") for point in points)
    )
    return f"<paragraph><num>{num}</num><list><intro><p>{words}</p></intro>{items}</list></paragraph>"


# The portal as a script: an empty shell, an application, and the law as HTML inside JSON behind an API.
SHELL = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>НЦПС</title>
<meta name="build" content="378deef 2026-09-15T05:31:21Z"><script type="module" src="/assets/app.js"></script></head>
<body><noscript>Enable JavaScript.</noscript><!--BODY--><div id="root"></div></body></html>"""
APP = """
const id = location.pathname.split('/').pop();
setTimeout(async () => {
  const answer = await fetch('/api/documents/by-ngr/' + id + '?language=eng');
  const act = await answer.json();
  const root = document.getElementById('root');
  root.innerHTML = '<header><a href="/">Home</a><a href="/search">Search</a></header><main><h1></h1><p class="meta"></p>'
    + '<div class="document"></div></main><footer>Documents: 5</footer>';
  root.querySelector('h1').textContent = act.title;
  root.querySelector('.meta').textContent = act.requisites;
  document.title = act.title;
  const blocks = act.text_content.split('<!---->');
  const more = () => {
    root.querySelector('.document').insertAdjacentHTML('beforeend', blocks.splice(0, 6).join(''));
    if (blocks.length) setTimeout(more, 40);
  };
  more();
}, 150);
"""


def behind_the_script() -> str:
    """The answer of the API."""
    blocks = [f"<h3>{escape(t[1:])}</h3>" if t.startswith("*") else f"<p>{escape(t)}</p>" for t in lines()]
    return json.dumps({"title": TITLE, "requisites": REQUISITES, "text_content": "<!---->".join(blocks)})
