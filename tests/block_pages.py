"""Invented pages that are no law, of every kind and in many languages, each with the name it should be told by."""


def page(text: str = "Ferret Code", *, title: str = "Ferret Code") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
    )


CLOUD = '<script>window._cf_chl_opt={cvId:"3"}</script><p>one moment</p>'
ZOO = {
    # firewalls
    "cloudflare": ("waf_challenge", page(CLOUD, title="Just a moment...")),
    "attention": ("waf_challenge", page("<p>Ray ID: 8a</p>", title="Attention Required! | Cloudflare")),
    "aws": ("waf_challenge", page('<script>window.awsWafCookieDomainList=[]</script><div id="challenge-container"></div>')),
    "incapsula": ("waf_challenge", '<html><head><script src="/_Incapsula_Resource?x=1"></script></head><body></body></html>'),
    "f5": ("waf_challenge", page("The requested URL was rejected. Your support ID is: 17", title="Request Rejected")),
    "akamai": ("waf_challenge", page("You don't have permission. Reference #18.a", title="Access Denied")),
    "waf ru": ("waf_challenge", page("<p>Ваш запрос заблокирован службой безопасности.</p>", title="Внимание")),
    "waf kk": ("waf_challenge", page("<p>Сұрауыңыз бұғатталды.</p>", title="Назар аударыңыз")),
    "waf uk": ("waf_challenge", page("<p>Виявлено підозріла активність з вашої адреси</p>", title="Увага")),
    "waf fr": ("waf_challenge", page("<p>Nos outils ont vu un comportement inattendu.</p>", title="Justice")),
    "waf de": ("waf_challenge", page("<p>Ihre Anfrage wurde blockiert.</p>", title="Hinweis")),
    "waf tr": ("waf_challenge", page("<p>İsteğiniz engellendi.</p>", title="Uyarı")),
    # captchas
    "recaptcha": ("captcha", page('<form><div class="g-recaptcha"></div></form>', title="Portal")),
    "captcha en": ("captcha", page("<p>Enter the characters from the image</p><img src='/c.png'>", title="Portal")),
    "captcha ru": ("captcha", page("<p>Введите символы с картинки</p>", title="Портал")),
    "captcha kk": ("captcha", page("<p>Суреттегі таңбаларды енгізіңіз</p>", title="Портал")),
    "captcha zh": ("captcha", page("<p>请输入验证码</p>", title="法规")),
    "captcha de": ("captcha", page("<p>Ich bin kein Roboter</p>", title="Portal")),
    # maintenance
    "maintenance en": ("maintenance", page("<p>The site is under maintenance.</p>", title="Portal")),
    "maintenance ru": ("maintenance", page("<p>На сайте ведутся технические работы.</p>", title="Портал")),
    "maintenance kk": ("maintenance", page("<p>Сайтта техникалық жұмыстар жүргізілуде.</p>", title="Портал")),
    "maintenance uk": ("maintenance", page("<p>Сайт тимчасово недоступний.</p>", title="Портал")),
    "maintenance de": ("maintenance", page("<p>Wegen Wartungsarbeiten geschlossen.</p>", title="Portal")),
    "maintenance fr": ("maintenance", page("<p>Le site est momentanément indisponible.</p>", title="Portail")),
    "maintenance es": ("maintenance", page("<p>Sitio en mantenimiento.</p>", title="Portal")),
    "maintenance tr": ("maintenance", page("<p>Bakım çalışması yapılmaktadır.</p>", title="Portal")),
    "maintenance zh": ("maintenance", page("<p>系统维护中</p>", title="法规")),
    "maintenance is": ("maintenance", page("<p>Vefurinn er lokaður vegna viðhalds.</p>", title="Vefur")),
    # logins
    "login": ("login_form", page('<form><input name="u"><input type="password"></form>', title="Portal")),
    "login ru": ("login_form", page("<p>Введите логин</p>", title="Вход в систему")),
    "login fr": ("login_form", page("<p>Veuillez vous connecter.</p>", title="Portail")),
    "session": ("login_form", page("<p>Your session has expired.</p>", title="Portal")),
    # soft 404
    "404 en": ("soft_404", page("<p>The page you are looking for moved.</p>", title="Portal")),
    "404 number": ("soft_404", page("<h1>404</h1><p>Hm.</p>", title="Portal")),
    "404 ru": ("soft_404", page("<p>Страница не найдена</p>", title="Портал")),
    "404 kk": ("soft_404", page("<p>Құжат табылмады</p>", title="Портал")),
    "404 uk": ("soft_404", page("<p>Документ не знайдено</p>", title="Портал")),
    "404 de": ("soft_404", page("<p>Die Seite wurde nicht gefunden.</p>", title="Portal")),
    "404 es": ("soft_404", page("<p>La página no existe.</p>", title="Portal")),
    "404 is": ("soft_404", page("<p>Síðan fannst ekki</p>", title="Vefur")),
    "404 with menus": ("soft_404", page("<p>Document not found</p>" + "<li>Ministry of ferrets</li>" * 500)),
    # errors
    "error": ("error_page", page("<p>Internal Server Error</p>", title="Portal")),
    "sql": ("error_page", page("<pre>Fatal error: SQLSTATE[HY000] no connection</pre>", title="Portal")),
    "error ru": ("error_page", page("<p>Произошла ошибка.</p>", title="Портал")),
    "nginx": ("error_page", page("<p>Thank you.</p>", title="Welcome to nginx!")),
    "error json": ("error_page", '{"message": "Internal Server Error"}'),
    # shells
    "shell": ("script_shell", '<html><head><script src="/a.js"></script></head><body><div id="root"></div></body></html>'),
    "shell noscript": ("script_shell", '<html><body><noscript>Please enable JavaScript</noscript><div id="app"></div><script src="/a.js"></script></body></html>'),
    "shell ru": ("script_shell", '<html><body><noscript>Включите JavaScript.</noscript><div id="app"></div><script src="/a.js"></script></body></html>'),
    "consent": ("consent_wall", page("<p>Before you continue, choose.</p>", title="Portal")),
    # nothing
    "nothing": ("empty", ""),
    "blanks": ("empty", " \n\t "),
    "empty page": ("empty", "<html><head></head><body></body></html>"),
    # something else altogether
    "news": ("no_provisions", page("<p>The harbour council met on Monday and heard of ferrets. </p>" * 20, title="News of the harbour")),
    "other json": ("no_provisions", '{"a": 1}'),
}  # fmt: skip
