"""One reader a kind of document: bytes in, a tree of law out."""

from functools import cache

from scraper.page import Format


@cache
def formats() -> tuple[Format, ...]:
    """Every format, most specific first: dialects, then what reads by grammar alone."""
    from scraper.formats.dialects import dialects
    from scraper.formats.generic import GenericHtml
    from scraper.formats.generic_json import GenericJson
    from scraper.formats.generic_xml import GenericXml
    from scraper.formats.joined import Joined
    from scraper.formats.markdown import Markdown
    from scraper.formats.page_format import PlainPage
    from scraper.formats.pdf import Pdf
    from scraper.formats.plain import PlainText
    from scraper.formats.word import Word
    from scraper.formats.zan import ZanRecord

    return (
        Pdf(),
        Word(),
        Joined(),
        *dialects(),
        ZanRecord(),
        GenericJson(),
        GenericXml(),
        Markdown(),
        GenericHtml(),
        PlainPage(),
        PlainText(),
    )
