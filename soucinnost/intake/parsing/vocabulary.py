"""The words by which records of meetings name their parts, folded, and telling them at the start of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from soucinnost.kernel.folding import fold

_MEET = (
    "(?:jednani|schuze|schuzky|schuzka|setkani|porady|porada|zasedani|konference|"
    "skupiny|komise|vyboru|workshopu|tymu|ps|pracovni skupiny|akce)"
)
_WITH = rf"(?: (?:clenove|clenu|za|ze|z|osoby|pozvani|prizvani|clenky|dale|{_MEET}).{{0,40}})?"

_KINDS: tuple[tuple[str, str], ...] = (
    ("mail", r"od|komu|kopie|odeslano|prijemce|odesilatel|cc|from|to"),
    (
        "excused",
        (
            rf"(?:radne |predem )?omluven[iyao]?(?:\(?[ay]?\)?)?(?: nepritomni| neucast|"
            rf" hoste|{_WITH})?|nepritomn[iyao] ?[-,(]? ?\(?omluven[iyao]?\)?|omluvil[aiy]? se|"
            rf"omluvy|z jednani se omluvil[aiy]?|svou neucast omluvil[aiy]?|omluvena neucast|"
            rf"omluvenky"
        ),
    ),
    (
        "absent",
        (
            rf"nepritomn[iyaoe]?{_WITH}|nepritomen|neomluven[iyao]?|nepritomn[iyao] ?[-,(]? ?\(?(?:neomluven[iyao]?"
            rf"|bez omluvy)\)?|chybel[aiy]?|chybi|neprisel|neprisl[aiy]|nedorazil[aiy]?|"
            rf"nepripojil[aiy]? se|nedostavil[aiy]? se|"
            rf"neucast|bez omluvy|nezucastnil[aiy]? se"
        ),
    ),
    (
        "guests",
        (
            r"host(?:e|i|a|ove)?|prizvan[iyae]?(?: hoste)?|pozvan[iy](?: hoste)?|stali hoste|"
            r"dalsi ucastnici|dale se zucastnil[aiy]?|dale pritomn[iy]|za verejnost|"
            r"jako hoste?|ostatni(?: pritomni| ucastnici)?|dalsi hoste"
        ),
    ),
    (
        "present",
        (
            rf"pritomn[iyaoe]?{_WITH}|pritomen|(?:jednani |schuzky |schuze |setkani |"
            rf"porady )?(?:se )?(?:zucastnil[aiy]?|ucastnil[aiy]?)(?: se)?|ucast(?: na {_MEET})?|"
            rf"ucastni[ck][iy]?(?: {_MEET})?|ucastnice|pripojen[iy]|prezence|prezencni listina|"
            rf"ucastnen[iy]|byli jsme|byl[aiy]?|sesli jsme se|seznam pritomnych|seznam ucastniku|"
            rf"za .{{2,40}} pritomn[iy]|clenove (?:skupiny|ps|komise|vyboru)"
        ),
    ),
    (
        "officer",
        (
            r"tajemni(?:k|ce)|(?:jednani |schuzi |poradu |setkani )?(?:ridil|vedl|moderoval)[ao]?|"
            r"predsedajici|ridici|moderator(?:ka)?|svolal[a]?|za (?:odbor|urad|mesto|obec|kraj|magistrat)|"
            r"hlavni slovo"
        ),
    ),
    (
        "agenda",
        (
            rf"(?:navrzeny |schvaleny |navrh |hlavni )?(?:program|porad|agenda|programu)(?: {_MEET}|"
            rf" dnesni.{{0,20}}| dne)?|body (?:jednani|programu|k jednani)|na programu|"
            rf"tema(?:ta)? jednani|(?:projedn(?:av)?ane|resene|probirane) body|body"
        ),
    ),
    (
        "body",
        (
            rf"(?:vlastni )?prubeh(?: {_MEET})?|obsah(?: {_MEET})?|(?:zapis|zaznam) {_MEET}|"
            rf"k jednotlivym bodum.{{0,12}}|vlastni jednani|projednano|zapis k bodum|"
            rf"projednane body"
        ),
    ),
    (
        "conclusions",
        (
            rf"(?:prijate |hlavni |dohodnute )?zaver[yu]?(?: a (?:usneseni|doporuceni))?(?: (?:z )?{_MEET}|"
            rf" z dnesn.{{0,20}})?|(?:prijata )?usneseni(?: {_MEET})?|shrnuti(?: {_MEET})?|"
            rf"zavery|z {_MEET} vyplyn\w+|z {_MEET} vyplyva|vystupy(?: (?:z )?{_MEET})?"
        ),
    ),
    (
        "tasks",
        (
            rf"(?:nove |ulozene |zadane |dohodnute |domluvene )?ukoly(?: (?:z )?{_MEET}|"
            rf" z .{{1,20}}| vyplyvajici.{{0,30}}| k .{{1,20}}| pro .{{1,20}}| do .{{1,20}}|"
            rf" a terminy| a zodpovednost)?|seznam ukolu|prehled ukolu(?: .{{1,20}})?|"
            rf"(?:souhrn|shrnuti|soupis) ukolu|(?:dohodnute|domluvene|dalsi) kroky|to ?-?do(?: list)?|akcni kroky|"
            rf"ukolovnik|rozdeleni ukolu|kdo co udela|na cem jsme se domluvili"
        ),
    ),
    ("task", r"ukol(?: c\.? ?[0-9][0-9/.]*| [0-9][0-9/.]*)?\.?|ukol pro .{2,40}|novy ukol|ukolujeme|ukol/termin"),
    (
        "owner",
        (
            r"zodpovida|zodpovedn[yai](?: osoba| osoby)?|zodp\.?|odpovida|odp\.?|odpovedn[yai](?: osoba|"
            r" osoby)?|resitel(?:e|ka)?|resi|garant|kdo|z|nositel|zajisti|provede|gestor|"
            r"splni|ma na starosti|zodpovidaji|odpovidaji|vykona"
        ),
    ),
    ("due", r"termin(?: (?:splneni|plneni|ukolu|do))?|t|kdy|do kdy|term\.?|lhuta|splnit do|datum splneni|do"),
    (
        "recorder",
        (
            r"(?:zapis |zaznam )?(?:zapsal|vyhotovil|provedl|zpracoval|poridil|sepsal|"
            r"zaznamenal)(?:[ai]?|/-?a|\(a\))|zapisovatel(?:ka)?|zapis(?:ovatel)?|zapis provedl[a]?"
        ),
    ),
    (
        "reviewer",
        (
            r"(?:zapis )?(?:overil|zrevidoval|revidoval|zkontroloval|kontroloval|odsouhlasil|"
            r"precetl)(?:[aiy]?|/-?a|\(a\))|overovatel(?:e|ka|ky|i)?(?: zapisu)?|za spravnost(?: zapisu|"
            r" vyhotoveni)?|revize|zkontrolovano|overeno"
        ),
    ),
    ("approver", r"(?:zapis )?(?:schvalil|podepsal)(?:[aiy]?|/-?a|\(a\))|schvaleno"),
    (
        "chair",
        (
            r"za (?:komisi|vybor|skupinu|pracovni skupinu|ps|radu|tym|platformu)|predsed(?:a|"
            r"kyne)(?: .{2,40})?|vedouci (?:ps|skupiny|pracovni skupiny|tymu)|mistopredsed(?:a|"
            r"kyne)(?: .{2,40})?|starost(?:a|ka)|koordinator(?:ka)?(?: .{2,30})?|manazer(?:ka)? prevence.{0,20}"
        ),
    ),
    ("votes", r"(?:vysledek )?hlasovani(?: c\.? ?[0-9/]+)?(?: o .{2,60})?|hlasovano|hlasovalo se"),
    (
        "decision",
        (
            r"usneseni(?: c(?:islo|\.)? ?[0-9][^ ]*| [0-9][^ ]*)(?: .{0,20})?|rozhodnuti(?: c\.? ?[0-9/]+)?|"
            r"shoda|dohodnuto|domluveno|shodli jsme se|dohoda|stanovisko|doporuceni|"
            r"schvaleno|zaver"
        ),
    ),
    (
        "when_where",
        (
            r"(?:datum|termin|cas|den)(?:,| a) (?:cas a )?misto(?: konani| jednani)?|"
            r"misto(?:,| a) (?:datum|cas|termin)(?: konani| jednani)?|datum, cas a misto(?: konani)?|"
            r"kdy a kde|konani"
        ),
    ),
    (
        "date",
        (
            rf"datum(?: a cas| a hodina)?(?: (?:konani|{_MEET}))?(?: a cas)?|dne|kdy|"
            rf"termin(?: a cas)?(?: (?:konani|{_MEET}))?|konan[aoey](?: dne)?|den(?: konani)?|"
            rf"(?:{_MEET} )?se konal[aoy]?(?: dne)?|{_MEET} dne|datum a cas"
        ),
    ),
    (
        "time",
        (
            r"(?:zacatek|zahajeni|od) ?(?:-|a|/|do) ?(?:konec|ukonceni)?|cas(?: (?:jednani|"
            r"konani|zahajeni|ukonceni|od|do))?|zacatek(?: jednani)?|zahajeni(?: jednani)?|"
            r"konec(?: jednani)?|ukonceni(?: jednani)?|hodina|doba(?: konani| trvani)?|"
            r"trvani|zahajeno|ukonceno|od|do"
        ),
    ),
    ("place", rf"mist[oě](?: (?:konani|{_MEET}))?|misto|kde|adresa|misto konani"),
    (
        "subject",
        (
            rf"predmet(?: {_MEET})?|vec|nazev(?: .{{2,20}})?|(?:pracovni )?skupina|tema|"
            rf"organ|nazev pracovni skupiny|jednajici organ|typ {_MEET}|porada|skupina/komise"
        ),
    ),
    (
        "attached",
        (
            r"priloh[ay]?(?: c\.? ?[0-9]+)?|rozdelovnik|na vedomi|tel\.?|telefon|e-?mail|"
            r"c\.? ?j\.?|spis\.? ?zn\.?|znacka|vyvesheno|sejmuto|vyrizuje|kontakt|cislo jednaci"
        ),
    ),
    (
        "next",
        (
            rf"(?:pristi|dalsi|nasledujici) (?:termin )?(?:{_MEET}|mdt|schuzka)(?: se.{{0,30}})?|"
            rf"termin (?:pristiho|dalsiho) {_MEET}"
        ),
    ),
)

_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_COLON = re.compile(r"\s?(?::|\t)\s*")
_BARE = frozenset(
    {
        "present",
        "excused",
        "absent",
        "guests",
        "agenda",
        "body",
        "conclusions",
        "tasks",
        "votes",
        "recorder",
        "reviewer",
        "approver",
    }
)
_MAX = 64

STRUCTURAL = {
    "always": (
        r"Zapsal(?:a|/a)?|Zapsali|Zápis (?:vyhotovil|provedl|zpracoval|ověřil|schválil)a?|"
        r"Vyhotovil(?:a|/a)?|Zapisovatel(?:ka)?|"
        r"Ověřil[aiy]?|Ověřovatel(?:é|ka|ky)?(?: zápisu)?|Zrevidoval[ai]?|Revidoval[ai]?|"
        r"Schválil[ai]?|Omluven[iya]?|Nepřítomn[iya]|Nepřítomen|Hosté|Host|"
        r"Přítomn[iyaí]|Přítomen"
    ),
}
STRUCTURAL["head"] = STRUCTURAL["always"] + (
    r"|Datum(?: konání| jednání| a čas)?|Místo(?: konání| jednání)?|Čas(?: konání|"
    r" jednání)?|Začátek|Konec|Program(?: jednání)?|"
    r"Účast(?:níci)?|Předmět|Kde|Dne"
)
"""Labels that part a line when they stand inside it: everywhere, and only in the head of a record."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line: its ``kind``, the rest of the line, the label as written."""

    kind: str
    value: str
    written: str


@lru_cache(maxsize=4096)
def kind_of(label: str) -> str:
    """Return the kind of a label without its colon, empty when it is none."""
    folded = fold(label).strip(" .*_-–")
    folded = re.sub(r"\s*\([^()]{1,40}\)$", "", folded).strip(" .*_-–")
    if not folded or len(folded) > _MAX:
        return ""
    folded = folded.replace("–", "-").replace(" - ", " - ")
    return next((kind for kind, pattern in _COMPILED if pattern.fullmatch(folded)), "")


@lru_cache(maxsize=16384)
def label_of(text: str) -> Label | None:
    """Return the label at the start of ``text``: before a colon or a TAB, or the whole line where it is a heading."""
    head = text[: _MAX + 20]
    match = _COLON.search(head)
    if match and match.start() > 0:
        kind = kind_of(head[: match.start()])
        if kind:
            return Label(kind, text[match.end() :].strip(), text[: match.start()].strip())
    if len(text) <= _MAX:
        kind = kind_of(text)
        if kind in _BARE:
            return Label(kind, "", text.strip())
    return None
