"""TXT in CP1250 of a town, copied from a PDF and from the page around it.

Wrapped lines, words divided at their ends, page numbers and running heads in the middle of sentences, Roman numerals,
letter-spaced headings, and a menu of the town's site on top.
"""

from __future__ import annotations

TEXT = """\
Přejít k obsahu
Vyhledávání
Radnice
Potřebuji vyřídit
Volný čas
Ke stažení
Ceník pronájmu sportovní haly
Jízdní řád lodní dopravy na léto
Mapa cyklostezek v okolí města
Přehled ordinačních hodin zubní pohotovosti
Řád pohřebiště
Výsledky soutěže o nejkrásnější balkon
Žádost o vyhrazené parkování
Zpravodaj – archiv čísel
Nahoru

Město Vranice nad Olšavkou

P R O T I D R O G O V Ý   P L Á N   M Ě S T A
V R A N I C E   N A D   O L Š A V K O U
2015–2018

V Y H O D N O C E N Í

Dokument projednala komise pro prevenci na svém zasedání v únoru 2019. Slouží
jako podklad pro přípravu dalšího plánu a je určen i veřejnosti.

1
Protidrogový plán města Vranice nad Olšavkou – vyhodnocení

CÍL I.  S N Í Ž I T   P O P T Á V K U   M E Z I   D O S P Í V A J Í C Í M I

Věk prvního setkání s návykovou látkou se má posunout a rodiče mají vědět,
kam se obrátit o radu.

Opatření I.1 Dlouhodobé programy na školách
Plán:
- zavést na všech čtyřech základních školách návazný program od páté do de-
váté třídy
- zjistit dotazníkem na začátku a na konci období zkušenosti žáků
- uspořádat každý rok setkání metodiků prevence
Skutečnost:
Návazný program běží na třech školách ze čtyř. Poslední škola dala přednost
vlastním hodinám, které vedou učitelé sami a které město ne-
2
Protidrogový plán města Vranice nad Olšavkou – vyhodnocení
platí.
Dotazník vyplnilo 611 žáků v roce 2015 a 587 žáků v roce 2018. Pravidelné
kouření přiznalo 14 %, na konci období 9 %.
Setkání metodiků se konala čtyři.

Opatření I.2 Práce s rodiči
Plán:
- nabídnout rodičům večerní poradnu jednou za měsíc
- vydat leták v jazyce českém a ukrajinském
Skutečnost:
Poradna byla otevřena celkem 39krát, přišlo do ní 72 rodičů.
Leták vyšel pouze česky, na překlad se nenašly peníze.

Celkové hodnocení cíle I.
Cíl hodnotíme jako převážně splněný. Pokles kouření odpovídá vývoji v kraji,
nelze jej proto přičíst jen našim programům.

CÍL II.  Z M Í R N I T   Š K O D Y   U   L I D Í ,   K T E Ř Í   D R O G Y   U Ž Í V A J Í

Terénní práce a výměna materiálu mají být dostupné po celém městě.

Opatření II.1 Terénní program
Plán:
- rozšířit terénní práci ze dvou na čtyři dny v týdnu
- získat pro program dodávku s malou ošetřovnou
- testovat na žloutenku a HIV přímo v terénu
Skutečnost:
Od července 2016 vyjíždějí pracovníci čtyřikrát týdně. Počet klientů stoupl
ze 118 na 164 a vyměněno bylo za celé období
3
Protidrogový plán města Vranice nad Olšavkou – vyhodnocení
58 200 injekčních stříkaček.
Dodávka pořízena nebyla. Žádost o příspěvek kraj třikrát odmítl.
Otestováno bylo 93 osob, z toho u šesti byla zachycena žloutenka typu C.

Opatření II.2 Sběr odhozených stříkaček
Plán:
- rozmístit ve městě pět sběrných nádob
- proškolit pracovníky technických služeb a správce hřišť
Skutečnost:
Nádoby jsou rozmístěny čtyři, pátou odmítl vlastník pozemku.
Školením prošlo 31 pracovníků. Nálezů ubylo ze 402 v roce 2015 na 263 v roce
2018.

Opatření II.3 Substituční léčba
Plán:
- vyjednat s nemocnicí otevření ambulance jeden den v týdnu
Skutečnost:
Ambulance otevřena nebyla. Nemocnice nemá lékaře s potřebnou kvalifikací a
nejbližší pracoviště zůstává vzdáleno 42 km.

Celkové hodnocení cíle II.
Cíl je splněn zčásti. Terénní program se stal pevnou součástí služeb ve měs-
tě, naproti tomu dostupnost léčby se nezlepšila vůbec.
Substituční léčbu navrhujeme převést do dalšího plánu.

CÍL III.  Z L E P Š I T   S P O L U P R Á C I   S L U Ž E B

Organizace mají o sobě vědět a předávat si klienty bez zbytečných průtahů.

Opatření III.1 Společná porada
Plán:
- svolávat poradu poskytovatelů, policie a zdravotníků čtyřikrát ročně
- vést společný seznam kontaktů
Skutečnost:
Porad se uskutečnilo 13 ze 16 plánovaných, průměrně se jich účastnilo osm
4
Protidrogový plán města Vranice nad Olšavkou – vyhodnocení
organizací.
Seznam kontaktů je veden od roku 2017.

Opatření III.2 Sdílení dat o situaci
Plán:
- sestavit jednou ročně zprávu o drogové scéně
Skutečnost:
Vyšly tři zprávy, za rok 2016 zpráva vydána nebyla.

Celkové hodnocení cíle III.
Spolupráce se zlepšila, jak potvrdilo osm z devíti dotázaných organizací.

Z Á V Ě R
Komise doporučuje radě města vyhodnocení schválit a zveřejnit.

5
"""


def build() -> bytes:
    """Return the text as an old editor on Windows saves it."""
    return TEXT.replace("\n", "\r\n").encode("cp1250")
