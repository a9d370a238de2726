"""PDF of a region: „Priorita 2“, „Opatření 2.3“, „Aktivita A2.3.1“, „Vyhodnocení:“ at measures, a summary at goals."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import Block, Heading, Paper, labelled, text

TITLE = "Závěrečné vyhodnocení Koncepce prevence kriminality Podhorského kraje na období 2017–2021"
TEXT = """
p|Materiál pro jednání rady kraje. Zpracoval odbor sociálních věcí ve spolupráci s pracovní skupinou prevence.
h1|Jak číst tento dokument
p|Každá priorita má několik opatření a každé opatření své aktivity. U opatření je uvedeno, kdo za ně odpovídal. Údaje\
 jsou platné k 31. prosinci 2021.
h1|Priorita 1 – Podpora obcí
p|Kraj pomáhá obcím, které na prevenci nemají vlastní pracovníky.
h2|Opatření 1.1 Metodické vedení obcí
l|Gestor|odbor sociálních věcí
p|Aktivita A1.1.1 Navštívit během období všech 26 obcí s rozšířenou i základní působností, vysvětlit jim dotační\
 programy a pomoci jim sestavit bezpečnostní analýzu.
p|Aktivita A1.1.2 Pořádat jednou ročně dvoudenní setkání manažerů prevence.
l|Vyhodnocení|Navštíveno bylo 22 obcí z 26, zbývající čtyři nabídku nevyužily. Analýzu si nechalo zpracovat 15 obcí.
p|Setkání manažerů se konala v letech 2017, 2018, 2019 a 2021. Účast kolísala mezi 19 a 34 osobami.
h2|Opatření 1.2 Krajský dotační titul
l|Gestor|odbor sociálních věcí, odbor ekonomický
p|Aktivita A1.2.1 Vyhlásit každý rok výzvu s alokací alespoň 1,5 mil. Kč.
p|Aktivita A1.2.2 Zjednodušit žádost na nejvýše čtyři strany.
p|Aktivita A1.2.3 Kontrolovat na místě desetinu podpořených projektů.
l|Vyhodnocení|Za pět let bylo podpořeno 141 projektů částkou 8,2 mil. Kč. V roce 2020 byla alokace\
 snížena na 900 tis. Kč.
p|Žádost má od roku 2018 čtyři strany. Na místě bylo zkontrolováno 17 projektů.
h2|Shrnutí priority 1
p|Obce považují metodické vedení za nejužitečnější část koncepce. Slabinou zůstává, že menší obce o dotaci nežádají.
p|Kraj proto v dalším období nabídne pomoc i se samotným podáním žádosti.
h1|Priorita 2 – Ohrožené děti a mladiství
p|Priorita se soustředí na děti, které se dostaly do střetu se zákonem nebo jim to hrozí.
h2|Opatření 2.1 Týmy pro mládež
l|Gestor|pracovní skupina prevence
p|Aktivita A2.1.1 Podpořit vznik týmů pro mládež v deseti městech.
p|Aktivita A2.1.2 Vytvořit společný vzor pravidel jednání.
l|Vyhodnocení|Tým pracuje v sedmi městech. Ve třech městech nebyla shoda na tom, kdo jej má svolávat.
h2|Opatření 2.2 Probační programy
l|Gestor|odbor sociálních věcí
p|Aktivita A2.2.1 Spolufinancovat dva akreditované programy pro mladistvé.
l|Vyhodnocení|Podporu dostal jeden program, dokončilo jej 48 mladistvých z 61 přihlášených.
p|Druhý uchazeč akreditaci v roce 2019 ztratil a nový se nenašel.
h2|Opatření 2.3 Bezpečně na internetu
l|Gestor|odbor školství
p|Aktivita A2.3.1 Připravit výukový balíček pro 2. stupeň základních škol a rozeslat jej do všech 94 škol v kraji.
p|Aktivita A2.3.2 Vyškolit na každé škole jednoho učitele.
p|Aktivita A2.3.3 Zorganizovat soutěž o nejlepší žákovské video.
l|Vyhodnocení|Balíček obdrželo 94 škol, zpětnou vazbu jich poslalo 53. Vyškoleno bylo 71 učitelů z 66 škol.
p|Soutěž proběhla dvakrát, přihlášeno bylo 37 videí.
h2|Opatření 2.4 Stáže pro pracovníky výchovných zařízení
l|Gestor|odbor školství
p|Aktivita A2.4.1 Umožnit ročně dvanáct stáží v jiném zařízení.
l|Vyhodnocení|Neuvedeno, gestor podklady nedodal.
h2|Shrnutí priority 2
p|Týmy pro mládež se rozběhly pomaleji, než kraj čekal, jejich práci však všechny zúčastněné obce hodnotí kladně.
h1|Priorita 3 – Pomoc obětem
p|Oběť má najít pomoc do 30 kilometrů od bydliště.
h2|Opatření 3.1 Síť poraden
l|Gestor|odbor sociálních věcí
p|Aktivita A3.1.1 Udržet tři stávající poradny a otevřít čtvrtou na východě kraje.
p|Aktivita A3.1.2 Zavést jednotnou evidenci případů.
l|Vyhodnocení|V provozu jsou čtyři poradny, poslední otevřela v květnu 2019. Ročně se na ně obrátí přibližně 480 obětí.
p|Evidence se nezavedla, poradny používají tři různé programy.
h2|Opatření 3.2 Speciální výslechová místnost
l|Gestor|krajské ředitelství policie
p|Aktivita A3.2.1 Zřídit místnost pro výslech dětských svědků v krajském městě.
l|Vyhodnocení|Místnost slouží od ledna 2018 a do konce období se v ní uskutečnilo 226 výslechů.
h2|Shrnutí priority 3
p|Dostupnost pomoci se výrazně zlepšila. Jednotná evidence se přesouvá do nové koncepce.
h1|Další postup
p|Nová koncepce bude předložena zastupitelstvu do června 2022.
"""


def build() -> bytes:
    """Return the document as our own writer prints it."""
    blocks: list[Block] = []
    for line in TEXT.strip().splitlines():
        kind, content = line.split("|", 1)
        if kind == "p":
            blocks.append(text(content))
        elif kind == "l":
            label, value = content.split("|", 1)
            blocks.append(labelled(label, value))
        else:
            blocks.append(Heading(int(kind[1]), content))
    created = datetime(2022, 2, 1, 9, 0, tzinfo=ZoneInfo("Europe/Prague"))
    return write_pdf(Paper(TITLE, created, tuple(blocks), footer_text="Podhorský kraj")).content
