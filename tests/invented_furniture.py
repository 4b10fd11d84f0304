"""What portals print around a law, another at every fetch: counters, dates, tokens, banners, links, copies."""

from random import Random

WORDS = {
    "en": ("Home", "Last visited on", "Visitors today", "Share", "Related acts", "We use cookies on this site", "Print this page", "Version of", "See also Section 9. Of another act"),
    "fr": ("Accueil", "Consulté le", "Visiteurs", "Partager", "Textes liés", "Ce site utilise des cookies", "Imprimer", "Version du", "Voir aussi Article 9 d'une autre loi"),
    "de": ("Startseite", "Abgerufen am", "Besucher", "Teilen", "Verwandte Gesetze", "Diese Seite nutzt Cookies", "Drucken", "Fassung vom", "Siehe auch § 9 Anderes Gesetz"),
    "ru": ("Главная", "Дата обращения", "Просмотров", "Поделиться", "Связанные документы", "Сайт использует cookie", "Печать", "Редакция от", "См. также Статья 9. Другой закон"),
    "es": ("Inicio", "Consultado el", "Visitas", "Compartir", "Normas relacionadas", "Este sitio usa cookies", "Imprimir", "Versión de", "Véase Artículo 9. De otra ley"),
    "tr": ("Ana sayfa", "Erişim tarihi", "Ziyaretçi", "Paylaş", "İlgili mevzuat", "Bu site çerez kullanır", "Yazdır", "Sürüm", "Bakınız MADDE 9 – Başka kanun"),
    "pl": ("Strona główna", "Dostęp dnia", "Odwiedzin", "Udostępnij", "Powiązane akty", "Ta strona używa plików cookie", "Drukuj", "Wersja z dnia", "Zobacz Art. 9. Inna ustawa"),
    "zh": ("首页", "访问日期", "访问量", "分享", "相关法规", "本网站使用Cookie", "打印", "版本", "另见 第九条 其他法律"),
}  # fmt: skip


def page(law: str, random: Random, language: str) -> str:
    """A whole page around this law, as one fetch of many."""
    words = WORDS[language]
    day = f"{random.randint(1, 28)}.{random.randint(1, 12)}.2026"
    count = random.randint(1, 99_999)
    token = f"{random.getrandbits(64):x}"
    links = "".join(
        f'<li><a href="/{random.getrandbits(20)}">{words[4]} {random.randint(1, 99)}</a></li>'
        for _ in range(random.randint(1, 9))
    )
    above = [
        f'<header><a href="/">{words[0]}</a> {words[1]} {day}</header>',
        f"<nav><ul>{links}</ul></nav>",
        f'<div class="cookie-banner">{words[5]} {token}</div>',
        f'<form action="/search"><input type=hidden name=t value="{token}"><select><option>{words[7]} {day}</option></select></form>',
        f"<div class='breadcrumb'>{words[0]} &gt; {words[4]} {count}</div>",
        f'<script type="application/ld+json">{{"@type": "Legislation", "text": "{words[8]} {count}"}}</script>',
        f'<div style="display:none">{words[8]} {token}</div>',
        f'<div class="toolbar"><button>{words[6]}</button> {words[2]}: {count}</div>',
    ]
    below = [
        f'<div class="share-buttons">{words[3]} {count}</div>',
        f"<aside><h3>{words[4]}</h3><ul>{links}</ul></aside>",
        f'<div class="related"><p><a href="/r{count}">{words[8]}</a></p></div>',
        f"<div id=t{token[:4]}><p>{words[2]}: {count}</p><p>{words[1]} {day}</p></div>",
        f"<footer>{words[7]} {day}, {token}</footer>",
        f"<template><p>{words[8]} {count}</p></template>",
        f'<div class="print-only" hidden>{words[8]}</div>',
        f"<!-- rendered in {count} ms -->",
    ]
    over = "".join(x for x in above if random.random() < 0.7)
    under = "".join(x for x in below if random.random() < 0.7)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><title>Act | {day}</title><meta name=csrf content="{token}"></head>'
        f'<body data-t="{token}">{over}<div class="c{count}"><div id="text"><h1>Act</h1>{law}</div></div>{under}</body></html>'
    )
