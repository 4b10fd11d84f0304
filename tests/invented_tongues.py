"""How laws of many countries are written, as data for laws that nobody made: marker, numbers, titles, parts, words.

In `heading`, `{n}` is the number, `{t}` the title, `{p}` the first paragraph; a line break begins another block.
"""

from collections.abc import Callable
from dataclasses import dataclass

LATIN = "abcdefgh"
CYRILLIC = "абвгдежз"
_HAN = "零一二三四五六七八九"


def han(number: int) -> str:
    """A number below a hundred in Chinese figures."""
    tens, ones = divmod(number, 10)
    ten = ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "")
    return ten + (_HAN[ones] if ones or not tens else "")


def roman(number: int) -> str:
    """A number below forty in roman figures."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


@dataclass(frozen=True, slots=True)
class Tongue:
    """The habits of one country's laws."""

    code: str
    heading: str
    inserted: str  # the number of a unit put in after {n}
    words: str
    part: str = "{n}. "  # "" where paragraphs bear no number
    item: str = "{a}) "
    letters: str = LATIN
    chapter: str = "{n}. {t}"
    chapter_number: Callable[[int], str] = str
    number: Callable[[int], str] = str
    restarts: bool = False
    gone: str = ""  # what stands in the place of a unit that is repealed, if anything does
    reference: str = ""  # a sentence that begins as a heading does
    note: str = ""  # how an editor's note begins its paragraph


_RU = "закон орган лицо порядок срок право решение суд заявление обязан должен вправе сведения договор имущество установленный"
_UK = "закон орган особа порядок строк право рішення суд заява зобовʼязаний повинен має відомості договір майно встановлений"
_EN = "authority person notice duty office record lawful request register officer minister court must may shall keep"
_FR = "autorité personne avis devoir bureau registre licite demande agent ministre tribunal peut doit tenir publique délai"
_ES = "autoridad persona aviso deber oficina registro lícito solicitud agente ministro tribunal puede debe llevar pública plazo"
_PT = "autoridade pessoa aviso dever registro pedido agente ministro tribunal pode deve manter pública prazo juiz recurso"
_IT = "autorità persona avviso dovere ufficio registro lecito richiesta agente ministro tribunale può deve tenere pubblica termine"
_DE = "Behörde Person Anzeige Pflicht Amt Register Antrag Beamter Minister Gericht kann muss führen öffentlich Frist zuständig"
_SV = "myndighet person anmälan skyldighet register ansökan tjänsteman minister domstol kan ska föra offentlig tid behörig lagen"
_HU = "hatóság személy értesítés kötelezettség hivatal nyilvántartás kérelem miniszter bíróság köteles jogosult határidő eljárás"
_TR = "makam kişi bildirim görev büro kayıt talep memur bakan mahkeme tutar verir kamu süre yetkili kanun"
_PL = "organ osoba zawiadomienie obowiązek urząd rejestr wniosek minister sąd może musi prowadzi publiczny termin właściwy"
_ZH = "机关 人员 通知 义务 登记 申请 法院 应当 可以 公开 期限 主管 决定 处理 记录 责任"
_JA = "機関は 者が 通知を 義務を 登録を 申請に 裁判所の 公開し 期間を 主管の 決定を 処理し 記録を 責任を"
_KO = "기관은 사람이 통지를 의무를 등록을 신청에 법원의 공개하고 기간을 주관의 결정을 처리하고 기록을 책임을"
_AR = (
    "الجهة الشخص الإخطار الواجب المكتب السجل الطلب الموظف الوزير المحكمة يجوز يجب علنية المدة المختصة القرار"
)

TONGUES: tuple[Tongue, ...] = (
    Tongue("ru", "Статья {n}. {t}", "{n}-1", _RU, letters=CYRILLIC, chapter="Глава {n}. {t}", gone="Статья {n}. Утратила силу", reference="Статья {n} настоящего закона применяется к лицу.", note="(в ред. Федерального закона от 02.03.2021 N 45-ФЗ)"),
    Tongue("ru-dot", "Статья {n}.\n{t}", "{n}.1", _RU, letters=CYRILLIC, chapter="ГЛАВА {n}\n{t}", reference="Статьи {n} и далее не применяются.", note="(в ред. Федерального закона от 02.03.2021 N 45-ФЗ)"),
    Tongue("kk", "{n}-бап. {t}", "{n}-1", "заң орган тұлға тәртіп мерзім құқық шешім сот өтініш міндетті тиіс мәлімет шарт мүлік белгіленген", letters="абвгдежз", chapter="{n}-тарау. {t}", reference="{n}-бапта көрсетілген тұлға міндетті."),
    Tongue("uk", "Стаття {n}. {t}", "{n}-1", _UK, letters=CYRILLIC, chapter="Розділ {n}\n{t}", chapter_number=roman, reference="Стаття {n} цього Закону застосовується."),
    Tongue("be", "Артыкул {n}. {t}", "{n}-1", "закон орган асоба парадак тэрмін права рашэнне суд заява абавязаны павінен мае звесткі дагавор маёмасць", letters=CYRILLIC, chapter="Глава {n}. {t}"),
    Tongue("bg", "Чл. {n}. {p}", "{n}а", "закон орган лице ред срок право решение съд заявление длъжен може има сведения договор имущество ъгъл", part="({n}) ", letters=CYRILLIC, chapter="Глава {n}\n{t}", reference="Чл. {n} от този закон не се прилага."),
    Tongue("sr", "Član {n}.", "{n}a", "organ lice obaveštenje dužnost kancelarija upisnik zahtev ministar sud može mora vodi javno rok nadležan", part="", chapter="{n}. Poglavlje", reference="Član {n}. ovog zakona primenjuje se."),
    Tongue("hr", "Članak {n}.\n{p}", "{n}.a", "tijelo osoba obavijest dužnost ured upisnik zahtjev ministar sud može mora vodi javno rok nadležan", part="({n}) ", chapter="{t}"),
    Tongue("sl", "{n} člen\n({t})", "{n}a", "organ oseba obvestilo dolžnost urad vpisnik zahteva minister sodišče lahko mora vodi javno rok pristojen", part="({n}) ", item="{a}) ", chapter="{n}. poglavje: {t}", number="{}.".format),
    Tongue("mk", "Член {n}", "{n}-а", "закон орган лице ред рок право решение суд барање должен може има податоци договор имот", part="({n}) ", letters=CYRILLIC, chapter="Глава {n}. {t}"),
    Tongue("en", "Section {n}. {t}", "{n}A", _EN, part="({n}) ", item="({a}) ", chapter="PART {n}\n{t}", chapter_number=roman, reference="Section {n} of this Act applies to the officer."),
    Tongue("en-bare", "{n}. {t}", "{n}A", _EN, part="({n}) ", item="({a}) ", chapter="PART {n}—{t}", chapter_number=roman, gone="{n}. [Repealed by Act 4 of 2020]"),
    Tongue("en-sec", "SEC. {n}. {t}. — {p}", "{n}-A", _EN, part="({n}) ", item="({a}) ", chapter="CHAPTER {n}\n{t}", chapter_number=roman),
    Tongue("en-art", "Article {n} — {t}", "{n} bis", _EN, chapter="Chapter {n} — {t}", reference="Article {n} of the Convention shall be kept."),
    Tongue("en-us", "§ {n}. {t}.", "{n}a", _EN, part="({a}) ", item="({n}) ", chapter="CHAPTER {n}—{t}"),
    Tongue("de", "§ {n} {t}", "{n}a", _DE, part="({n}) ", item="{n}. ", chapter="Abschnitt {n}\n{t}", gone="§ {n} (weggefallen)", reference="§ {n} Absatz 1 gilt für die Behörde."),
    Tongue("de-below", "§ {n}\n{t}", "{n}a", _DE, part="({n}) ", item="{n}. ", chapter="Kapitel {n}\n{t}", chapter_number=roman, reference="§ {n} Abs. 2 ist anzuwenden."),
    Tongue("de-at", "§ {n}. {p}", "{n}a", _DE, part="({n}) ", item="{n}. ", chapter="{n}. Abschnitt\n{t}"),
    Tongue("de-ch", "Art. {n} {t}", "{n}bis", _DE, part="^{n} ", item="{a}. ", chapter="{n}. Kapitel: {t}"),
    Tongue("fr", "Article {n}", "{n}-1", _FR, part="", item="{n}° ", chapter="Chapitre {n} : {t}", chapter_number=roman, reference="Article {n} du présent code excepté, la personne doit.", note="Modifié par LOI n°2021-22 du 24 janvier 2021 - art. 6"),
    Tongue("fr-code", "Article L. {n}", "{n}-1", _FR, part="{r}. - ", item="{n}° ", chapter="Titre {n} : {t}", chapter_number=roman),
    Tongue("fr-title", "Article {n} - {t}", "{n} bis", _FR, chapter="CHAPITRE {n}\n{t}"),
    Tongue("es", "Artículo {n}. {t}.", "{n} bis", _ES, item="{a}) ", chapter="CAPÍTULO {n}\n{t}", chapter_number=roman, reference="Artículo {n} de la presente ley aparte, la persona debe.", note="Se modifica por el art. 3 de la Ley 5/2021, de 9 de marzo. Ref. BOE-A-2021-1234"),
    Tongue("es-runin", "Artículo {n}. {t}. {p}", "{n} bis", _ES, part="", item="{a}) ", chapter="TÍTULO {n}\n{t}", chapter_number=roman),
    Tongue("es-ord", "Artículo {n}°.- {t}.- {p}", "{n}-A", _ES, part="", item="{a}) ", chapter="Capítulo {n}. {t}", chapter_number=roman),
    Tongue("pt", "Artigo {n}\n{t}", "{n}-A", _PT, part="{n} - ", item="{a}) ", chapter="CAPÍTULO {n}\n{t}", chapter_number=roman, number="{}.º".format),
    Tongue("pt-br", "Art. {n}. {p}", "{n}-A", _PT, part="§ {n}º ", item="{r} - ", chapter="CAPÍTULO {n}\n{t}", chapter_number=roman),
    Tongue("it", "Art. {n}\n({t})", "{n}-bis", _IT, item="{a}) ", chapter="Capo {n}\n{t}", chapter_number=roman, note="(Articolo così modificato dalla legge 5 marzo 2021, n. 12)"),
    Tongue("it-dot", "Art. {n}. {t}.", "{n}-ter", _IT, part="", chapter="TITOLO {n}\n{t}", chapter_number=roman),
    Tongue("ro", "Art. {n}. - {p}", "{n}^1", "autoritate persoană aviz datorie birou registru cerere agent ministru instanță poate trebuie ține publică termen", part="({n}) ", item="{a}) ", chapter="Capitolul {n}\n{t}", chapter_number=roman),
    Tongue("ro-title", "Articolul {n}. {t}", "{n}^1", "autoritate persoană aviz datorie birou registru cerere agent ministru instanță poate trebuie ține publică termen", part="({n}) ", item="{a}) ", chapter="CAPITOLUL {n}\n{t}", chapter_number=roman),
    Tongue("ca", "Article {n}\n{t}", "{n} bis", "autoritat persona avís deure oficina registre sol·licitud agent ministre tribunal pot deu portar pública termini", chapter="Capítol {n}. {t}"),
    Tongue("el", "Άρθρο {n}\n{t}", "{n}Α", "αρχή πρόσωπο ειδοποίηση καθήκον γραφείο μητρώο αίτηση υπουργός δικαστήριο μπορεί οφείλει τηρεί δημόσια προθεσμία", letters="αβγδεζηθ", chapter="ΚΕΦΑΛΑΙΟ {n}\n{t}"),
    Tongue("sq", "Neni {n}\n{t}", "{n}/a", "organi personi njoftimi detyra zyra regjistri kërkesa ministri gjykata mund duhet mban publike afati", chapter="KREU {n}\n{t}", chapter_number=roman),
    Tongue("pl", "Art. {n}. {p}", "{n}a", _PL, part="{n}. ", item="{n}) ", chapter="Rozdział {n}\n{t}", gone="Art. {n}. (uchylony)"),
    Tongue("pl-code", "Art. {n}.", "{n}a", _PL, part="§ {n}. ", item="{n}) ", chapter="Rozdział {n}\n{t}", chapter_number=roman),
    Tongue("cs", "§ {n}\n{t}", "{n}a", "orgán osoba oznámení povinnost úřad rejstřík žádost ministr soud může musí vede veřejný lhůta příslušný", part="({n}) ", chapter="HLAVA {n}\n{t}", chapter_number=roman),
    Tongue("sk-above", "{t}\n§ {n}", "{n}a", "orgán osoba oznámenie povinnosť úrad register žiadosť minister súd môže musí vedie verejný lehota príslušný", part="({n}) ", chapter="PRVÁ ČASŤ"),
    Tongue("hu", "{n}. § {p}", "{n}/A", _HU, part="({n}) ", chapter="{n}. fejezet\n{t}", chapter_number=roman),
    Tongue("hu-title", "{n}. § [{t}]", "{n}/A", _HU, part="({n}) ", chapter="{n}. Fejezet\n{t}", chapter_number=roman),
    Tongue("sv", "{n} § {p}", "{n} a", _SV, part="", item="{n}. ", chapter="{n} kap. {t}", restarts=True),
    Tongue("fi", "{n} §\n{t}", "{n} a", "viranomainen henkilö ilmoitus velvollisuus virasto rekisteri hakemus ministeri tuomioistuin voi pitää julkinen määräaika", part="", item="{n}) ", chapter="{n} luku\n{t}", restarts=True),
    Tongue("fi-law", "{n} §\n{t}", "{n} a", "viranomainen henkilö ilmoitus velvollisuus virasto rekisteri hakemus ministeri tuomioistuin voi pitää julkinen määräaika", part="", item="{n}) ", chapter="{n} luku\n{t}"),
    Tongue("no", "§ {n}. {t}", "{n} a", "myndighet person melding plikt kontor register søknad minister domstol kan skal føre offentlig frist kompetent", part="", item="{a}) ", chapter="Kapittel {n}. {t}"),
    Tongue("no-dash", "§ {c}-{n}. {t}", "{n} a", "myndighet person melding plikt kontor register søknad minister domstol kan skal føre offentlig frist kompetent", part="", item="{a}) ", chapter="Kapittel {n}. {t}", restarts=True),
    Tongue("da", "§ {n}. {p}", "{n} a", "myndighed person meddelelse pligt kontor register ansøgning minister domstol kan skal føre offentlig frist", part="Stk. {n}. ", item="{n}) ", chapter="Kapitel {n}\n{t}"),
    Tongue("is", "{n}. gr. {t}.", "{n}. gr. a", "stjórnvald maður tilkynning skylda skrifstofa skrá umsókn ráðherra dómstóll heimilt skal halda opinber frestur", part="", chapter="{n}. kafli. {t}.", chapter_number=roman),
    Tongue("nl", "Artikel {n}", "{n}a", "autoriteit persoon melding plicht kantoor register aanvraag minister rechtbank kan moet houden openbaar termijn", item="{a}. ", chapter="Hoofdstuk {n}. {t}", gone="Artikel {n} [Vervallen per 01-01-2020]"),
    Tongue("et", "§ {n}. {t}", "{n}^1", "asutus isik teade kohustus büroo register taotlus minister kohus võib peab pidama avalik tähtaeg pädev", part="({n}) ", item="{n}) ", chapter="{n}. peatükk\n{t}", reference="§ {n} lõike 2 alusel isik peab."),
    Tongue("lv", "{n} pants. {t}", "{n}^1", "iestāde persona paziņojums pienākums birojs reģistrs iesniegums ministrs tiesa var ved publisks termiņš kompetenta", part="({n}) ", item="{n}) ", chapter="{n}. nodaļa\n{t}", chapter_number=roman, number="{}.".format),
    Tongue("lt", "{n} straipsnis. {t}", "{n}^1", "įstaiga asmuo pranešimas pareiga biuras registras prašymas ministras teismas gali turi tvarko viešas terminas", item="{n}) ", chapter="{n} SKYRIUS\n{t}", chapter_number=roman),
    Tongue("tr", "MADDE {n} – {p}", "{n}/A", _TR, part="({n}) ", chapter="{o} BÖLÜM\n{t}"),
    Tongue("tr-above", "{t}\nMADDE {n}- {p}", "{n}/A", _TR, part="({n}) ", chapter="{o} BÖLÜM\n{t}"),
    Tongue("az", "Maddə {n}. {t}", "{n}-1", "orqan şəxs bildiriş vəzifə idarə reyestr ərizə nazir məhkəmə bilər olmalıdır aparır ictimai müddət", part="{u}.{n}. ", chapter="{n}-ci fəsil. {t}"),
    Tongue("uz", "{n}-modda. {t}", "{n}^1", "organ shaxs xabarnoma burch idora reyestr ariza vazir sud mumkin kerak yuritadi ochiq muddat", part="", chapter="{n}-bob. {t}"),
    Tongue("ky", "{n}-берене. {t}", "{n}-1", "мыйзам орган адам тартип мөөнөт укук чечим сот арыз милдеттүү тийиш маалымат келишим мүлк", letters=CYRILLIC, chapter="{n}-глава. {t}"),
    Tongue("tg", "Моддаи {n}. {t}", "{n}^1", "қонун мақом шахс тартиб мӯҳлат ҳуқуқ қарор суд ариза вазифадор бояд маълумот шартнома", letters=CYRILLIC, chapter="БОБИ {n}. {t}"),
    Tongue("mn", "{n} дугаар зүйл. {t}", "{n}^1", "хууль байгууллага хүн журам хугацаа эрх шийдвэр шүүх өргөдөл үүрэгтэй ёстой мэдээлэл гэрээ", part="{u}.{n}. ", letters=CYRILLIC, chapter="{o} БҮЛЭГ\n{t}"),
    Tongue("ka", "მუხლი {n}. {t}", "{n}^1", "ორგანო პირი შეტყობინება მოვალეობა ბიურო რეესტრი განცხადება მინისტრი სასამართლო შეუძლია უნდა აწარმოებს", letters="აბგდევზთ", chapter="თავი {n}\n{t}", chapter_number=roman),
    Tongue("hy", "Հոդված {n}. {t}", "{n}.1", "մարմին անձ ծանուցում պարտականություն գրասենյակ գրանցամատյան դիմում նախարար դատարան կարող պետք վարում", item="{n}) ", chapter="ԳԼՈՒԽ {n}\n{t}"),
    Tongue("ar", "المادة ({n})", "{n} مكرر", _AR, part="{n}- ", item="", chapter="الفصل {n}\n{t}"),
    Tongue("ar-line", "مادة {n} : {p}", "{n} مكرر", _AR, part="", item="", chapter="الباب {n}\n{t}"),
    Tongue("fa", "ماده {n} – {p}", "{n} مکرر", "مرجع شخص اخطار وظیفه دفتر ثبت درخواست مامور وزیر دادگاه می‌تواند باید علنی مهلت صالح تصمیم", part="", item="", chapter="فصل {n} – {t}"),
    Tongue("he", "{n}. {t}", "{n}א", "רשות אדם הודעה חובה משרד פנקס בקשה פקיד שר בית רשאי חייב ינהל פומבי מועד מוסמך החלטה", part="({n}) ", item="", chapter="פרק {n}: {t}"),
    Tongue("th", "มาตรา {n} {p}", "{n}/1", "หน่วยงาน บุคคล หนังสือ หน้าที่ สำนักงาน ทะเบียน คำขอ รัฐมนตรี ศาล อาจ ต้อง เก็บ เปิดเผย กำหนด", part="", item="({n}) ", chapter="หมวด {n}\n{t}"),
    Tongue("vi", "Điều {n}. {t}", "{n}a", "cơ quan người thông báo nghĩa vụ văn phòng sổ yêu cầu bộ trưởng tòa án có thể phải giữ công khai thời hạn", chapter="Chương {n}\n{t}", chapter_number=roman),
    Tongue("id", "Pasal {n}", "{n}A", "badan orang pemberitahuan kewajiban kantor daftar permohonan menteri pengadilan dapat wajib menyimpan terbuka jangka", part="({n}) ", item="{a}. ", chapter="BAB {n}\n{t}", chapter_number=roman),
    Tongue("ms", "{n}. {t}", "{n}A", "badan orang notis kewajipan pejabat daftar permohonan menteri mahkamah boleh hendaklah menyimpan terbuka tempoh", part="({n}) ", item="({a}) ", chapter="BAHAGIAN {n}\n{t}", chapter_number=roman),
    Tongue("zh", "第{n}条 {p}", "{n}条之一", _ZH, part="", item="（{h}）", chapter="第{n}章 {t}", chapter_number=han, number=han, reference="第{n}条的规定不适用于主管机关。"),
    Tongue("zh-tw", "第 {n} 條\n{p}", "{n}-1", _ZH, part="", item="{h}、", chapter="第 {n} 章 {t}", chapter_number=han),
    Tongue("ja", "（{t}）\n第{n}条　{p}", "{n}条の二", _JA, part="{n}　", item="", chapter="第{n}章　{t}", chapter_number=han, number=han, reference="第{n}条の規定は、機関に適用する。"),
    Tongue("ko", "제{n}조({t}) {p}", "{n}조의2", _KO, part="", item="{n}. ", chapter="제{n}장 {t}", reference="제{n}조의 규정은 기관에 적용한다."),
)  # fmt: skip
