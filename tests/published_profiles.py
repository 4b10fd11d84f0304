"""Published profiles of an invented country, with every quirk that pages of this kind were seen to have."""

LINES = """\
Status regarding Budapest Convention
Status : Party Declarations and reservations : regarding Articles 24, 27 and 35. See legal profileCybercrime policies/strategies
Two plans have been made for the years to come:
- National Strategy “Quiet Wires 2030”, approved by Decree of the President of Borduria, March 3, 2011, № 17.
Cybercrime legislationState of cybercrime legislation
Also see:
The rules of evidence are partially present in the Criminal Code.
Substantive law
Illegal access- partly Art.11 and Art. 12 of the Criminal Code of Borduria
Illegal interception: Art. 13 of the CC
Data interference – Art. 14 (2) of the Criminal Code of Borduria (as amended on 04.05.2012)
- § 217. Illegal obtaining of wires
Corporate liability
Art. 40 of the Criminal Code of Borduria
Procedural law
Safeguards
The safeguards are guaranteed by the Constitution of Borduria, esp. Art. 5.
Related laws and regulations
Law of Borduria “On Wires”, January 18, 2012, №545-IV.
Law of Borduria “On Lamps”, January 19, 2012, №546-IV.
Law of Borduria “On Bells”, May 2, 2007, №217.
Specialised institutions
Ministry of Wires of Borduria, Department of Bells
Jurisprudence/case law
Art. 3 of the Law of Borduria “On Wires”
In 2014, there were two cases of bells that rang without a cause.
These profiles do not necessarily reflect official positions of the States covered.
- Template: Mutual Legal Assistance Request (Art. 31 Budapest Convention).
"""

ONE_SENTENCE = """\
Cybercrime legislation
Substantive law
Illegal access – Art. 11 of the Criminal Code of Borduria; misuse of devices – Art. 15 of the Criminal Code of Borduria; system interference – not yet provided.
Stalking (Section 36a of the Criminal Code), Extortion (Section 18 of the Criminal Code) and Duress (Section 19 of the Criminal Code).
"""

INHERITED = """\
Cybercrime legislation
Substantive law
The Criminal Code of Borduria punishes it.
- Article 21: Taking wires
- Articles 22-24: Cutting wires
"""

FRENCH = """\
Politiques / stratégies en matière de cybercriminalité
Législation sur la cybercriminalité
État de la législation sur la cybercriminalité
Droit matériel
Illegal access- Art. 11 of the Criminal Code of Borduria
Institutions spécialisées
Ministry of Wires
"""

TAB_VIEW = """\
Status regarding Budapest Convention
Status : Party See legal profile
Cybercrime policies/strategies
A plan of Borduria.
Jurisprudence/case law
Art. 3 of the Law of Borduria “On Wires”
"""

STATUS_ALONE = """\
Status regarding Budapest Convention
Status : Party Declarations and reservations : regarding Articles 24, 27 and 35. See legal profile
"""

NO_PROFILE = """\
A walk through the capital of Borduria
The weather was fine, and Borduria showed itself from its best side.
"""

SURVEY = """\
A survey of Borduria by a law firm
Hacking is punished by Article 11 of the Criminal Code of Borduria.
We are happy to help you.
The police of Borduria act under Article 9 of the Criminal Procedure Code of Borduria.
"""

PAGE = """\
<!doctype html><html lang="en"><head><title>Borduria - Octopus</title>
<link rel="canonical" href="https://profiles.example.org/-/borduria"><style>p { color: red }</style></head><body>
<nav><a>Cybercrime legislation</a><a>Jurisprudence/case law</a></nav>
<ul class="tabs"><li><a>Cybercrime policies/strategies</a></li><li><a>Specialised institutions</a></li></ul>
<h1>Borduria</h1>
<h2>Specialised institutions</h2><ul><li>Ministry of Wires</li><li><p>Police of the Bells</p></li></ul>
<h2>Cybercrime legislation</h2><h3>Substantive law</h3>
<p><strong>Illegal access</strong></p>
<p>Art. 11 of the <a href="https://law.example.org/code">Criminal
   Code of Borduria</a></p>
<p><b>System interference</b>- Art. 16 of the Criminal&nbsp;Code of Borduria<br>Data interference- Art. 14 of the Criminal Code of Borduria</p>
<h3>Procedural law</h3><script>document.write("Art. 99 of the Criminal Code")</script>
<div style="display: none">Production order- Art. 44 of the CPC of Borduria</div>
<footer>These profiles do not necessarily reflect official positions. Art. 31 Budapest Convention</footer>
</body></html>
"""
