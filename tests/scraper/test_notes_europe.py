"""Amendment notes of Germanic, Nordic, Baltic and Slavic countries and of the European Union, invented in their styles."""

import pytest

from scraper.notes import read_note

Events = list[tuple[str, str | None, str | None]]

CASES: list[tuple[str, str, str | None, Events]] = [
    ("DE", "Zuletzt geändert durch Art. 3 G v. 24.2.2012 I 212", None, [("amended", "I 212", "2012-02-24")]),
    ("DE", "Stand: Zuletzt geändert durch Art. 5 G v. 8.10.2023 I Nr. 272", None, [("amended", "I Nr. 272", "2023-10-08")]),
    ("DE", "Hinweis: Änderung durch Art. 2 G v. 12.7.2024 I Nr. 234 noch nicht berücksichtigt", None, [("pending", "I Nr. 234", "2024-07-12")]),
    ("DE", "§ 44c: Eingef. durch Art. 1 Nr. 3 G v. 7.8.2007 I 1786 mWv 11.8.2007", "44c", [("inserted", "I 1786", "2007-08-07")]),
    ("DE", "§ 45 Abs. 1: IdF d. Art. 1 Nr. 2 G v. 7.8.2007 I 1786 mWv 11.8.2007", "45", [("substituted", "I 1786", "2007-08-07")]),
    ("DE", "§ 46: Aufgeh. durch Art. 2 G v. 7.8.2007 I 1786 mWv 11.8.2007", "46", [("repealed", "I 1786", "2007-08-07")]),
    ("DE", "§ 47 Überschrift: IdF d. Art. 1 Nr. 2 V v. 7.8.2007 I 1786 mWv 11.8.2007", "47", [("substituted", "I 1786", "2007-08-07")]),
    ("DE", "Neugefasst durch Bek. v. 2.1.2002 I 42, 2909; 2003 I 738", None, [("republished", "I 42", "2002-01-02")]),
    ("DE", "(+++ § 48: Zur Anwendung vgl. § 49 +++)", "48", [("application_note", None, None)]),
    ("DE", "(+++ Textnachweis ab: 1.1.1975 +++)", None, []),
    ("DE", "12. Gewerbeordnung in der Fassung der Bekanntmachung vom 22. Februar 1999 (BGBl. I S. 202), zuletzt geändert durch Artikel 9 des Gesetzes vom 5. Mai 2001 (BGBl. I S. 900),", None, []),
    ("AT", "BGBl. Nr. 60/1974 zuletzt geändert durch BGBl. I Nr. 117/2017", None, [("amended", "I Nr. 117/2017", "2017")]),
    ("AT", "(Anm.: aufgehoben durch BGBl. I Nr. 112/2007)", None, [("repealed", "I Nr. 112/2007", "2007")]),
    ("CH", "Fassung gemäss Ziff. I des BG vom 17. Juni 1994, in Kraft seit 1. Jan. 1995 (AS 1994 2290; BBl 1991 II 969).", None, [("substituted", "AS 1994 2290", "1994-06-17")]),
    ("CH", "Eingefügt durch Ziff. II des BG vom 3. Okt. 2003, in Kraft seit 1. April 2004 (AS 2004 1403; BBl 2002 2014).", None, [("inserted", "AS 2004 1403", "2003-10-03")]),
    ("CH", "Aufgehoben durch Ziff. I des BG vom 3. Okt. 2003, mit Wirkung seit 1. April 2004 (AS 2004 1403; BBl 2002 2014).", None, [("repealed", "AS 2004 1403", "2003-10-03")]),
    ("SE", "Lag (2007:213).", None, [("amended", "2007:213", None)]),
    ("SE", "Förordning (2007:213).", None, [("amended", "2007:213", None)]),
    ("SE", "Har upphävts genom lag (2007:213).", None, [("repealed", "2007:213", None)]),
    ("SE", "ändr. 7 §", "7", [("amended", None, None)]),
    ("SE", "ny 4 kap 9 d §", "9 d", [("inserted", None, None)]),
    ("SE", "upph. 8 §; ändr. 9, 10 §§", None, [("repealed", None, None), ("amended", None, None)]),
    ("NO", "Endret ved lov 20 mai 2005 nr. 28 (i kraft 1 okt 2015 iflg. res. 19 juni 2015 nr. 65).", None, [("amended", "28", "2005-05-20")]),
    ("NO", "Tilføyd ved lov 8 april 2005 nr. 16.", None, [("inserted", "16", "2005-04-08")]),
    ("NO", "Opphevet ved lov 8 april 2005 nr. 16.", None, [("repealed", "16", "2005-04-08")]),
    ("NO", "Endret ved lover 16 feb 2007 nr. 11, 8 april 2005 nr. 16.", None, [("amended", "11", "2007-02-16"), ("amended", "16", "2005-04-08")]),
    ("DK", "§ 263 a ændret ved lov nr. 1719 af 27. december 2018", "263 a", [("amended", "1719", "2018-12-27")]),
    ("DK", "§ 264 ophævet ved lov nr. 1719 af 27. december 2018", "264", [("repealed", "1719", "2018-12-27")]),
    ("FI", "(10.4.2015/368)", None, [("amended", "368", "2015-04-10")]),
    ("FI", "7 § on kumottu L:lla 10.4.2015/368.", "7", [("repealed", "368", "2015-04-10")]),
    ("IS", "L. 30/1998, 1. gr.", None, [("amended", "30/1998", "1998")]),
    ("EE", "[RT I, 12.07.2014, 1 - jõust. 01.01.2015]", None, [("amended", "1", "2014-07-12")]),
    ("EE", "[Kehtetu - RT I, 12.07.2014, 1 - jõust. 01.01.2015]", None, [("repealed", "1", "2014-07-12")]),
    ("LV", "(Ar grozījumiem, kas izdarīti ar 08.07.2011. likumu, kas stājas spēkā 10.08.2011.)", None, [("amended", None, "2011-07-08")]),
    ("LT", "Nr. XII-776, 2014-03-13, paskelbta TAR 2014-03-24, i. k. 2014-03405", None, [("amended", "XII-776", "2014-03-13")]),
    ("PL", "Art. 267 § 1 w brzmieniu ustalonym ustawą z dnia 24 października 2008 r. (Dz.U. Nr 214, poz. 1344)", "267", [("substituted", "1344", "2008-10-24")]),
    ("PL", "Art. 269c dodany ustawą z dnia 23 marca 2017 r. (Dz. U. poz. 768), która weszła w życie 27 kwietnia 2017 r.", "269c", [("inserted", "768", "2017-03-23")]),
    ("PL", "Art. 270 uchylony przez art. 1 ustawy z dnia 23 marca 2017 r. (Dz. U. poz. 768)", "270", [("repealed", "768", "2017-03-23")]),
    ("CZ", "§ 230 změněn zákonem č. 141/2014 Sb. s účinností od 1.8.2014", "230", [("amended", "141/2014", "2014")]),
    ("CZ", "§ 231 zrušen zákonem č. 141/2014 Sb.", "231", [("repealed", "141/2014", "2014")]),
    ("SK", "§ 247a doplnený zákonom č. 78/2015 Z. z. s účinnosťou od 1.1.2016", "247a", [("inserted", "78/2015", "2015")]),
    ("HU", "Módosította: 2012. évi CCXXIII. törvény 2. §. Hatályos: 2013. VII. 1-től.", None, [("amended", "CCXXIII", "2012")]),
    ("HU", "Hatályon kívül helyezte: 2012. évi CCXXIII. törvény 5. §.", None, [("repealed", "CCXXIII", "2012")]),
    ("TR", "(Değişik: 6/2/2014-6518/104 md.)", None, [("substituted", "6518", "2014-02-06")]),
    ("TR", "(Ek: 2/7/2012-6352/105 md.)", None, [("inserted", "6352", "2012-07-02")]),
    ("TR", "(Mülga: 2/7/2012-6352/105 md.)", None, [("repealed", "6352", "2012-07-02")]),
    ("GR", "Το άρθρο 370Δ αντικαταστάθηκε με το άρθρο 2 του ν. 4411/2016 (Α΄ 142).", "370Δ", [("substituted", "4411/2016", "2016")]),
    ("EU", '<p class="modref"><a title="32019L0790: INSERTED">▼M2</a></p>', None, [("inserted", "32019L0790", "2019")]),
    ("EU", "32014R0596: DELETED ▼M3", None, [("repealed", "32014R0596", "2014")]),
    ("EU", "▼M4", None, [("amended", None, None)]),
    ("EU", "▼B", None, []),
    ("DE", "§ 51 (weggefallen)", "51", [("repealed", None, None)]),
    ("DE", "(XXXX) §§ 52b und 52c (weggefallen)", None, [("repealed", None, None)]),
    ("DE", "§ 53: Nichtig gem. BVerfGE v. 26.2.2020 I 525 - 2 BvR 2347/15 u. a. -", "53", [("unconstitutional", "I 525", "2020-02-26")]),
    ("DE", "§ 54 Abs. 3: Nach Maßgabe der Entscheidungsformel mit GG vereinbar, BVerfGE v. 4.11.2009 I 1234", "54", [("interpreted", "I 1234", "2009-11-04")]),
    ("DE", "Art. 1 Nr. 12 Buchst. a G v. 21.12.2007 I 3198", None, [("amended", "I 3198", "2007-12-21")]),
    ("DE", "Änderung durch Art. 154a Nr. 3 Buchst. a G v. 20.11.2019 I 1724 (Nr. 41) ist nicht ausführbar", None, [("not_applicable", "I 1724", "2019-11-20")]),
    ("DE", "Änderung durch Art. 5 V v. 31.8.2015 I 1474 (Nr. 35) textlich nachgewiesen, dokumentarisch noch nicht abschließend bearbeitet", None, [("amended", "I 1474", "2015-08-31")]),
    ("SE", "nuvarande 5 § betecknas 6 §, ändr. 7 §", None, [("renumbered", None, None), ("amended", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("country", "text", "number", "events"), CASES)
def test_a_european_note_is_read(country: str, text: str, number: str | None, events: Events) -> None:
    """The acts in order with action, number and date; the target where the note names one."""
    note = read_note(text, country=country)

    assert events == [(e.action, e.act_number, e.date) for e in note.events]
    assert number == note.target.number
