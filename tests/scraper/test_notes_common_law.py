"""Annotations and source credits of English-speaking countries and of East Asia, invented in their styles."""

import pytest

from scraper.notes import read_note

Events = list[tuple[str, str | None, str | None]]

CASES: list[tuple[str, str, str | None, Events]] = [
    ("GB", "F1S. 3A inserted (1.10.2008 for E.W.) by Police and Justice Act 2006 (c. 48), ss. 37, 53; S.I. 2008/2503, art. 3(a)", "3A", [("inserted", "2006 c. 48", "2006")]),
    ("GB", "F12 Words in s. 17(8) substituted (3.5.2015) by Serious Crime Act 2015 (c. 9), s. 43; S.I. 2015/820, reg. 2", "17", [("words_substituted", "2015 c. 9", "2015")]),
    ("GB", "F2S. 9 repealed (1.4.2005) by Constitutional Reform Act 2005 (c. 4), s. 146, Sch. 18", "9", [("repealed", "2005 c. 4", "2005")]),
    ("GB", "F4 Words in s. 4(3) omitted (1.1.2010) by virtue of Coroners and Justice Act 2009 (c. 25), s. 5(2)", "4", [("words_repealed", "2009 c. 25", "2009")]),
    ("GB", "F7S. 5(2)(b) and word repealed (3.5.2015) by Serious Crime Act 2015 (c. 9), s. 44", "5", [("repealed", "2015 c. 9", "2015")]),
    ("GB", "F8Sch. 2 para. 4 substituted (6.4.2011) by The Example Order 2011 (S.I. 2011/1211), art. 4", "2", [("substituted", "2011/1211", "2011")]),
    ("GB", "F9 S. 11 amended (1.7.2012) by Legal Aid Act 2012 (asp 7), s. 9", "11", [("amended", "2012 asp 7", "2012")]),
    ("GB", "C1S. 3 applied (with modifications) (1.1.2012) by Armed Forces Act 2011 (c. 18), s. 5", "3", [("application_note", "2011 c. 18", "2011")]),
    ("IE", "Substituted (12.06.2017) by Criminal Justice Act 2017 (11/2017), s. 13(b), S.I. No. 249 of 2017.", None, [("substituted", "11/2017", "2017")]),
    ("IE", "Repealed (1.08.2010) by Criminal Law Act 2010 (6/2010), s. 5, S.I. No. 300 of 2010.", None, [("repealed", "6/2010", "2010")]),
    ("NZ", "Section 249: amended, on 1 October 2011, by section 4 of the Crimes Amendment Act 2011 (2011 No 29).", "249", [("amended", "2011 No 29", "2011")]),
    ("NZ", "Section 250(2A): inserted, on 1 October 2003, by section 15 of the Crimes Amendment Act 2003 (2003 No 39).", "250", [("inserted", "2003 No 39", "2003")]),
    ("NZ", "Section 251: repealed, on 1 July 2013, by section 6 of the Crimes Amendment Act 2013 (2013 No 27).", "251", [("repealed", "2013 No 27", "2013")]),
    ("US", "(Added Pub. L. 98–473, title II, §2102(a), Oct. 12, 1984, 98 Stat. 2190; amended Pub. L. 99–474, §2, Oct. 16, 1986, 100 Stat. 1213.)", None, [("inserted", "98-473", "1984-10-12"), ("amended", "99-474", "1986-10-16")]),
    ("US", "(June 25, 1948, ch. 645, 62 Stat. 701; Pub. L. 103–322, title XXXIII, §330016(1)(H), Sept. 13, 1994, 108 Stat. 2147.)", None, [("enacted", "62 Stat. 701 ch. 645", "1948-06-25"), ("amended", "103-322", "1994-09-13")]),
    ("US", "May 21, 1994, D.C. Law 10-119, § 7, 41 DCR 1639", None, [("amended", "10-119", "1994-05-21")]),
    ("US", "(Mar. 3, 1901, 31 Stat. 1330, ch. 854, § 900; Dec. 10, 2009, D.C. Law 18-88, § 216, 56 DCR 7413)", None, [("enacted", "31 Stat. 1330 ch. 854", "1901-03-03"), ("amended", "18-88", "2009-12-10")]),
    ("CA", "R.S., 1985, c. C-46, s. 430; R.S., 1985, c. 27 (1st Supp.), s. 57; 1994, c. 44, s. 28; 2014, c. 31, s. 19.", None, [("enacted", "R.S. 1985 c. C-46", "1985"), ("amended", "R.S. 1985 c. 27 (1st Supp.)", "1985"), ("amended", "1994 c. 44", "1994"), ("amended", "2014 c. 31", "2014")]),
    ("CA", "[Repealed, 2018, c. 29, s. 34]", None, [("repealed", "2018 c. 29", "2018")]),
    ("TW", "中華民國九十二年六月二十五日總統令增訂公布第 358 至 363 條條文", "358", [("inserted", None, "2003-06-25")]),
    ("TW", "中華民國一百零八年十二月二十五日總統令修正公布第 61 條條文", "61", [("amended", None, "2019-12-25")]),
    ("TW", "中華民國二十四年一月一日國民政府制定公布全文 357 條", None, [("enacted", None, "1935-01-01")]),
    ("TW", "中華民國八十八年四月二十一日總統令刪除公布第 222 條條文", "222", [("repealed", None, "1999-04-21")]),
    ("TW", "中華民國112年5月31日總統令修正公布第 303、第 304 條條文", None, [("amended", None, "2023-05-31")]),
    ("JP", "平成二十三年六月二十四日法律第七十四号により第百六十八条の二を追加", "168-2", [("inserted", "74", "2011-06-24")]),
    ("JP", "令和四年六月十七日法律第六十七号改正", None, [("amended", "67", "2022-06-17")]),
    ("CN", "2009年2月28日主席令第十号修正第二百八十五条", "285", [("amended", "10", "2009-02-28")]),
    ("KR", "<개정 2010. 4. 15.>", None, [("amended", None, "2010-04-15")]),
    ("KR", "[전문개정 2012. 1. 17.]", None, [("substituted", None, "2012-01-17")]),
    ("GB", "F5Words in s. 1(1)(c) substituted (1.10.2008) by Police and Justice Act 2006 (c. 48), ss. 35(2), 53 (as amended by Serious Crime Act 2007 (c. 27), s. 61(2)); S.I. 2008/2503, art. 3(a)", "1", [("words_substituted", "2006 c. 48", "2006")]),
    ("GB", "F3 S. 9 repealed (27.9.1999) by 1999 c. 23, s. 67(3), Sch. 6", "9", [("repealed", "1999 c. 23", "1999")]),
    ("GB", "F2S. 2(1)(a)(i) substituted (30.6.2011) by The Example (Amendment) Regulations 2011 (S.I. 2011/1484), reg. 3", "2", [("substituted", "2011/1484", "2011")]),
    ("GB", "I1S. 41 in force at 3.5.2015 by S.I. 2015/820, reg. 2(a)", "41", [("valid_from", "2015/820", "2015")]),
    ("CA", "SOR/87-726, s. 2; SOR/2019-61, s. 1", None, [("amended", "87-726", "1987"), ("amended", "2019-61", "2019")]),
    ("CA", "[Repealed, SOR/2011-6, s. 5]", None, [("repealed", "2011-6", "2011")]),
    ("TW", "中華民國 92 年 6 月 25 日總統令公布第 323 條條文", "323", [("amended", None, "2003-06-25")]),
]  # fmt: skip


@pytest.mark.parametrize(("country", "text", "number", "events"), CASES)
def test_an_annotation_is_read(country: str, text: str, number: str | None, events: Events) -> None:
    """The acts in order with action, number and date; the day in brackets is never the date of the act."""
    note = read_note(text, country=country)

    assert events == [(e.action, e.act_number, e.date) for e in note.events]
    assert number == note.target.number
