"""Amendment notes of the Romance languages: invented notes in the styles of their official publishers."""

import pytest

from scraper.notes import read_note

Events = list[tuple[str, str | None, str | None]]

CASES: list[tuple[str, str, str | None, Events]] = [
    ("FR", "Modifié par LOI n°2021-401 du 8 avril 2021 - art. 12", None, [("amended", "2021-401", "2021-04-08")]),
    ("FR", "Modifié par Loi n° 2014-790 du 10 juillet 2014 - art. 9 (V)", None, [("amended", "2014-790", "2014-07-10")]),
    ("FR", "Création LOI n°2021-401 du 8 avril 2021 - art. 3", None, [("inserted", "2021-401", "2021-04-08")]),
    ("FR", "Créé par Ordonnance n°2019-964 du 18 septembre 2019 - art. 35 (VD)", None, [("inserted", "2019-964", "2019-09-18")]),
    ("FR", "Abrogé par Ordonnance n°2019-964 du 18 septembre 2019 - art. 36", None, [("repealed", "2019-964", "2019-09-18")]),
    ("FR", "Transféré par Décret n°2020-118 du 12 février 2020 - art. 4", None, [("renumbered", "2020-118", "2020-02-12")]),
    ("FR", "Modifié par Loi 94-89 1994-02-01 art. 5 JORF 2 février 1994 en vigueur le 1er mars 1994", None, [("amended", "94-89", "1994-02-01")]),
    ("FR", "Modifié par Décret n°2020-118 du 12 février 2020 - art. 4 Modifié par LOI n°2021-401 du 8 avril 2021 - art. 12", None, [("amended", "2020-118", "2020-02-12"), ("amended", "2021-401", "2021-04-08")]),
    ("FR", "Version en vigueur depuis le 1er janvier 2020 Modifié par LOI n°2019-222 du 23 mars 2019 - art. 71 (V)", None, [("amended", "2019-222", "2019-03-23")]),
    ("FR", "Version en vigueur depuis le 1er janvier 2020", None, []),
    ("FR", "Conformément à l'article 21 de la loi n° 2019-222 du 23 mars 2019, ces dispositions entrent en vigueur le 1er septembre 2019.", "21", [("application_note", "2019-222", "2019-03-23")]),
    ("BE", "<L 2000-11-28/34, art. 4, 023; En vigueur : 13-02-2001>", None, [("amended", "2000-11-28/34", "2000-11-28")]),
    ("BE", "<Inséré par L 2000-11-28/34, art. 6, 023; En vigueur : 13-02-2001>", None, [("inserted", "2000-11-28/34", "2000-11-28")]),
    ("LU", "(L. du 15 juillet 1993)", None, [("amended", None, "1993-07-15")]),
    ("CH", "Introduit par le ch. I de la LF du 17 juin 1994, en vigueur depuis le 1er janv. 1995 (RO 1994 2290; FF 1991 II 933).", None, [("inserted", None, "1994-06-17")]),
    ("ES", "Se modifica el apartado 2 por el art. único.4 de la Ley Orgánica 5/2010, de 22 de junio. Ref. BOE-A-2010-9953.", "2", [("amended", "5/2010", "2010-06-22")]),
    ("ES", "Se añade el art. 183 bis por el art. único.53 de la Ley Orgánica 5/2010, de 22 de junio. Ref. BOE-A-2010-9953.", "183 bis", [("inserted", "5/2010", "2010-06-22")]),
    ("ES", "Se deroga por la disposición derogatoria única de la Ley 7/2012, de 29 de octubre.", None, [("repealed", "7/2012", "2012-10-29")]),
    ("ES", "Se suprime el apartado 3 por el art. 1 del Real Decreto-ley 3/2012, de 10 de febrero, con efectos desde el 12 de febrero de 2012.", "3", [("repealed", "3/2012", "2012-02-10")]),
    ("ES", "Se modifica por el art. 2 de la Ley 7/2012, de 29 de octubre. Ref. BOE-A-2012-13416. Se añade por el art. 1 de la Ley Orgánica 5/2010, de 22 de junio.", None, [("amended", "7/2012", "2012-10-29"), ("inserted", "5/2010", "2010-06-22")]),
    ("ES", "Se declara inconstitucional y nulo el inciso destacado por Sentencia del TC 36/1991, de 14 de febrero.", None, [("unconstitutional", "36/1991", "1991-02-14")]),
    ("CO", "<Artículo modificado por el artículo 4 de la Ley 1142 de 2007>", None, [("amended", "1142", "2007")]),
    ("AR", "(Artículo sustituido por art. 8° de la Ley N° 26.388, B.O. 25/6/2008)", None, [("substituted", "26.388", "2008-06-25")]),
    ("AR", "(Inciso incorporado por art. 2° de la Ley N° 26.388 B.O. 25/6/2008)", None, [("inserted", "26.388", "2008-06-25")]),
    ("MX", "Artículo reformado DOF 24-06-2009", None, [("amended", None, "2009-06-24")]),
    ("PT", "Alterado pelo/a Artigo 2.º do/a Lei n.º 83/2015 - Diário da República n.º 151/2015, Série I de 2015-08-05, em vigor a partir de 2015-09-04", None, [("amended", "83/2015", "2015-08-05")]),
    ("PT", "Aditado pela Lei n.º 59/2007, de 4 de setembro", None, [("inserted", "59/2007", "2007-09-04")]),
    ("PT", "Revogado pelo artigo 31.º da Lei n.º 109/2009, de 15 de setembro", None, [("repealed", "109/2009", "2009-09-15")]),
    ("BR", "(Redação dada pela Lei nº 9.777, de 1998)", None, [("substituted", "9.777", "1998")]),
    ("BR", "(Incluído pela Lei nº 12.737, de 2012) Vigência", None, [("inserted", "12.737", "2012")]),
    ("BR", "(Revogado pela Lei nº 11.106, de 2005)", None, [("repealed", "11.106", "2005")]),
    ("BR", "(Vide Lei nº 7.209, de 1984)", None, [("see_also", "7.209", "1984")]),
    ("IT", "Articolo aggiunto dall'art. 4, L. 23 dicembre 1993, n. 547.", None, [("inserted", "547", "1993-12-23")]),
    ("IT", "Articolo così sostituito dall'art. 9, L. 15 febbraio 1996, n. 66", None, [("substituted", "66", "1996-02-15")]),
    ("IT", "Comma abrogato dal D.Lgs. 15 gennaio 2016, n. 7.", None, [("repealed", "7", "2016-01-15")]),
    ("IT", "La L. 18 marzo 2008, n. 48 ha disposto (con l'art. 5, comma 1) la modifica dell'art. 615-quinquies.", None, [("amended", "48", "2008-03-18")]),
    ("IT", "Articolo inserito dall'art. 2 della legge 15 febbraio 1996, n. 66 e modificato dalla legge 1 ottobre 2012, n. 172", None, [("inserted", "66", "1996-02-15"), ("amended", "172", "2012-10-01")]),
    ("MD", "[Art.259 modificat prin Legea nr.278-XVI din 18.12.2008, în vigoare 20.02.2009]", "259", [("amended", "278-XVI", "2008-12-18")]),
    ("MD", "[Art.260 introdus prin Legea nr.278-XVI din 18.12.2008, în vigoare 20.02.2009]", "260", [("inserted", "278-XVI", "2008-12-18")]),
    ("MD", "[Art.261 exclus prin Legea nr.278-XVI din 18.12.2008]", "261", [("repealed", "278-XVI", "2008-12-18")]),
    ("RO", "Articolul 5 a fost modificat de pct. 2, art. 12 din Legea nr. 187 din 24 octombrie 2012, publicată în Monitorul Oficial nr. 757 din 12 noiembrie 2012.", "5", [("amended", "187", "2012-10-24")]),
    ("RO", "Alin. (2) al art. 6 a fost abrogat prin Ordonanța de urgență nr. 18/2016.", "6", [("repealed", "18/2016", None)]),
    ("ES", "Se modifica el apartado 5 y se añade el 6 por el art. 1.31 de la Ley Orgánica 14/2003, de 20 de noviembre.", "5", [("amended", "14/2003", "2003-11-20")]),
    ("ES", "Redactado el apartado 2 conforme a la corrección de errores publicada en BOE núm. 65, de 16 de marzo de 2004.", "2", [("corrected", "65", "2004-03-16")]),
]  # fmt: skip


@pytest.mark.parametrize(("country", "text", "number", "events"), CASES)
def test_a_romance_note_is_read(country: str, text: str, number: str | None, events: Events) -> None:
    """The acts in order with action, number and date; places inside the amending act are no target."""
    note = read_note(text, country=country)

    assert events == [(e.action, e.act_number, e.date) for e in note.events]
    assert number == note.target.number
