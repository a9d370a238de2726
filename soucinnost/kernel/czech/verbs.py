"""Verbs by which people promise work, with the forms in which a promise is made.

Written by hand from general knowledge of Czech. The perfective present says what will be done („zjistí“); the
imperfective future is „bude“ with an infinitive („bude zajišťovat“).
"""

from __future__ import annotations

from functools import cache

from soucinnost.kernel.folding import fold

_PERFECTIVE = """
zjistí zajistí osloví předá pošle zašle odešle rozešle přepošle připraví prověří požádá svolá dodá doplní projedná
vyhotoví zpracuje předloží navrhne vyzve domluví dohodne dojedná sjedná vyjedná objedná zorganizuje uspořádá vytvoří
sestaví sepíše napíše vypíše rozepíše upraví opraví zveřejní seznámí ověří zkontroluje vyhodnotí vypracuje zapracuje
posoudí zváží zařadí zapojí pozve přizve přinese přiveze donese vyřídí vyřeší zařídí obstará zakoupí nakoupí koupí
vybere nabídne poskytne poptá naplánuje odevzdá vyžádá shromáždí sesbírá posbírá vyplní vrátí nechá umístí
nainstaluje vyvěsí roznese rozdá rozdělí vytiskne natiskne provede udělá zrealizuje zreviduje zmapuje vyčíslí
spočítá dopracuje dokončí dohlédne pohlídá postará prokonzultuje zkonzultuje probere promluví zavolá obvolá obejde
objede navštíví vyrozumí upozorní připomene vyjádří převezme ujme zaeviduje zapíše nahlásí oznámí vysvětlí doloží
přihlásí vyšle vyčlení uvolní zabezpečí opatří odstraní uklidí vyklidí zřídí vyhlásí podepíše přehodnotí
prodiskutuje proškolí zaškolí vyškolí podá dá představí přednese zúčastní ozve spojí sejde domluví podívá podívají
zeptá doptá pokusí posílí zvýší prodlouží zastaví zkrátí půjčí zapůjčí poradí doporučí zadá zaúkoluje pověří určí
stanoví vymezí aktualizuje zažádá dojde zajde zajede vyjede zastoupí nahradí přidá zkusí vyzkouší prozkoumá
prostuduje přečte pročte zkompletuje nafotí vyfotí natočí nahraje stáhne založí zavede zaktualizuje nasdílí
zprostředkuje potvrdí zkontaktuje nakontaktuje obešle urguje zaurguje vyúčtuje uhradí zaplatí proplatí dořeší
dotáhne zarezervuje rezervuje zajedná rozhodne odpoví přepracuje přepíše zopakuje zpřístupní předjedná přeloží
zhotoví vyrobí namaluje vymaluje zasadí vysadí zamkne odemkne odveze doveze odnese vezme vyzvedne předvede sepne
rozšíří vyznačí označí vyměří změří zkoordinuje sladí nachystá uspíší urychlí prošetří zhodnotí shrne zaprotokoluje
odsouhlasí vyprecizuje dohledá vyhledá najde nalezne zmonitoruje zmodernizuje opatří doručí přizpůsobí zapojí
nastaví ukáže proberou promyslí rozmyslí přislíbí zaručí garantuje
otevře spustí přispěje přidělí obnoví sežene rozvěsí zintenzivní
"""

_IMPERFECTIVE = """
zajišťovat zjišťovat předávat oslovovat posílat zasílat rozesílat připravovat prověřovat svolávat dodávat doplňovat
spolupracovat koordinovat sledovat monitorovat kontrolovat informovat hlídat hlídkovat organizovat realizovat
pořádat provádět vést řešit zpracovávat zpracovat psát jednat kontaktovat navštěvovat docházet dojíždět vyhodnocovat
poskytovat mapovat shromažďovat evidovat aktualizovat dohlížet zastupovat účastnit konzultovat komunikovat sbírat
nabízet žádat usilovat prezentovat představovat předkládat hledat vyjednávat tvořit vytvářet vydávat rozdávat
roznášet školit proškolovat doprovázet podporovat upozorňovat hlásit zapisovat vybírat nakupovat objednávat plánovat
distribuovat publikovat zveřejňovat garantovat spravovat udržovat opravovat uklízet čistit navrhovat projednávat
zvát oznamovat odpovídat pomáhat doučovat přednášet učit lektorovat vozit rozvážet dělat volat obvolávat zkoušet
pokoušet zajímat vyžadovat prosazovat podávat vyřizovat zařizovat obstarávat zapojovat upravovat střežit pečovat
starat kontaktovat financovat hradit platit proplácet přispívat zavádět
"""

_PARTICIPLES = """
zjištěn zajištěn osloven předán poslán zaslán odeslán rozeslán připraven prověřen požádán svolán dodán doplněn
projednán vyhotoven zpracován předložen navržen vyzván domluven dohodnut sjednán objednán uspořádán vytvořen
sestaven sepsán upraven opraven zveřejněn seznámen ověřen zkontrolován vyhodnocen vypracován zapracován posouzen
zvážen zařazen pozván přizván vyřízen vyřešen zařízen zakoupen vybrán nabídnut poptán naplánován odevzdán vyžádán
shromážděn umístěn nainstalován vyvěšen vytištěn zmapován vyčíslen dopracován dokončen konzultován kontaktován
informován urgován vyrozuměn doložen odstraněn zřízen aktualizován prošetřen dohledán doručen nastaven
"""


def _present(form: str) -> tuple[str, ...]:
    """Return the other persons of a perfective present given by its third person: zjistí → zjistím, zjistíme."""
    stem, last = form[:-1], form[-1]
    if last == "á":
        return form, stem + "ám", stem + "áme", stem + "ají"
    if last == "í":
        return form, stem + "ím", stem + "íme", stem + "ejí", stem + "ějí"
    if form.endswith("uje"):
        return form, stem[:-1] + "ji", stem[:-1] + "ju", form + "me", stem[:-1] + "jí", stem[:-1] + "jou"
    return form, stem + "u", stem + "i", stem + "eme", stem + "em", stem + "ou", stem + "í"


_AMBIGUOUS = frozenset({"zadaji", "zadame", "zadam", "urcime", "shrne"})


@cache
def promising_forms(*, without_marks: bool = False) -> frozenset[str]:
    """Return lower-case forms of perfective verbs of doing in the present: „zjistí“, „zašleme“, „připravím“.

    ``without_marks`` gives them as a text without any diacritics writes them, but for those that then mean the past
    or a noun as well.
    """
    if without_marks:
        return frozenset(fold(form) for form in promising_forms() if len(form) > 4) - _AMBIGUOUS
    forms = {form for verb in _PERFECTIVE.split() for form in _present(verb)}
    return frozenset(forms | {"dají", "dám", "dáme", "vezmou", "vezmu", "sejdou", "půjčejí"} - {"shrni", "vezmi"})


@cache
def doing_infinitives() -> frozenset[str]:
    """Return lower-case infinitives of verbs of doing, imperfective and perfective."""
    return frozenset({*_IMPERFECTIVE.split(), *(_infinitive(verb) for verb in _PERFECTIVE.split())})


@cache
def done_participles() -> frozenset[str]:
    """Return the passive participles that after „bude“ promise a deed: „zaslán“, „zaslána“, „zaslány“…"""
    return frozenset(base + ending for base in _PARTICIPLES.split() for ending in ("", "a", "o", "y", "i"))


_IRREGULAR = {
    "pošle": "poslat", "zašle": "zaslat", "odešle": "odeslat", "rozešle": "rozeslat", "přepošle": "přeposlat",
    "vyšle": "vyslat", "obešle": "obeslat", "pozve": "pozvat", "přizve": "přizvat", "vyzve": "vyzvat",
    "sepíše": "sepsat", "napíše": "napsat", "vypíše": "vypsat", "rozepíše": "rozepsat", "podepíše": "podepsat",
    "zapíše": "zapsat", "přepíše": "přepsat", "přinese": "přinést", "donese": "donést", "přednese": "přednést",
    "roznese": "roznést", "odnese": "odnést", "přiveze": "přivézt", "odveze": "odvézt", "doveze": "dovézt",
    "vybere": "vybrat", "probere": "probrat", "provede": "provést", "předvede": "předvést", "zavede": "zavést",
    "objede": "objet", "vyjede": "vyjet", "zajede": "zajet", "obejde": "obejít", "zajde": "zajít", "dojde": "dojít",
    "sejde": "sejít", "najde": "najít", "nalezne": "nalézt", "převezme": "převzít", "vezme": "vzít", "ujme": "ujmout",
    "přečte": "přečíst", "pročte": "pročíst", "zamkne": "zamknout", "vymění": "vyměnit", "vrátí": "vrátit",
    "otevře": "otevřít", "přispěje": "přispět", "sežene": "sehnat", "dá": "dát",
    "vysází": "vysázet", "podívá": "podívat", "vytiskne": "vytisknout", "natiskne": "natisknout",
}  # fmt: skip


def _infinitive(form: str) -> str:
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    if form.endswith("uje"):
        return form[:-3] + "ovat"
    if form.endswith("ne"):
        return form[:-2] + "nout"
    if form.endswith("á"):
        return form[:-1] + "at"
    return form[:-1] + "it"
