"""What the script of the live minutes says, translated. Placeholders in braces are filled by the script."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from soucinnost.evidence.enums import ClaimKind
from soucinnost.meetings.enums import DecisionResult, EntryKind, PresenceStatus


def words() -> dict[str, object]:
    """Return every text the script shows, in the reader's language."""
    return {
        "kinds": {kind.value: str(kind.label) for kind in EntryKind},
        "results": {result.value: str(result.label) for result in DecisionResult},
        "claims": {kind.value: str(kind.label) for kind in ClaimKind},
        "presence": {status.value: str(status.label) for status in PresenceStatus},
        "counts": _counts(),
        "bar": _bar(), "line": _line(), "fields": _fields(), "conflict": _conflict(), "there": _there(),
        "tasks": _tasks(), "stuck": _stuck(), "spoken": _spoken(),
    }


def _counts() -> dict[str, list[str]]:
    """Three Czech forms of each kind's count: one, two to four, more."""
    return {
        "information": [
            pgettext("one", "{count} informace"), pgettext("few", "{count} informace"),
            pgettext("many", "{count} informací"),
        ],
        "decision": [
            pgettext("one", "{count} rozhodnutí"), pgettext("few", "{count} rozhodnutí"),
            pgettext("many", "{count} rozhodnutí"),
        ],
        "task": [_("{count} úkol"), _("{count} úkoly"), _("{count} úkolů")],
        "report": [_("{count} zpráva"), _("{count} zprávy"), _("{count} zpráv")],
        "suggestion": [_("{count} podnět"), _("{count} podněty"), _("{count} podnětů")],
        "question": [_("{count} otázka"), _("{count} otázky"), _("{count} otázek")],
        "project_idea": [
            _("{count} projektový záměr"), _("{count} projektové záměry"), _("{count} projektových záměrů"),
        ],
    }


def _bar() -> dict[str, str]:
    return {
        "saved": _("Uloženo {time}"),
        "saving": _("Ukládá se"),
        "ready": _("Vše je uloženo"),
        "reading": _("Zápis se průběžně obnovuje"),
        "stuck": _("Něco se nepodařilo uložit, vysvětlení je u řádku. Text zůstává v tomto počítači."),
        "offline": _("Bez spojení od {time}. Píšete dál."),
        "trouble": _("Server teď neukládá (od {time}). Píšete dál, zkouší se to znovu."),
        "full": _("Server nemá místo (od {time}). Píšete dál, text zůstává v tomto počítači. Řekněte to správci."),
        "waiting_one": _("1 řádek čeká v tomto počítači."),
        "waiting_few": _("{count} řádky čekají v tomto počítači."),
        "waiting_many": _("{count} řádků čeká v tomto počítači."),
        "may_close": _("Záložku můžete i zavřít. Odešlou se, až stránku znovu otevřete."),
        "memory": _("Tento prohlížeč nedovoluje ukládat rozepsané. Dokud se vše neodešle, nezavírejte stránku."),
        "signed_out": _("Přihlášení vypršelo. Píšete dál, text zůstává v tomto počítači."),
        "sign_in": _("Přihlásit se v nové záložce"),
        "stranger": _("V tomto prohlížeči je teď přihlášen někdo jiný. Zápis je proto skrytý."),
        "stranger_kept": _("Co jste napsali, zůstává uloženo v tomto počítači a ukáže se, až se přihlásíte Vy."),
        "reload": _("Načíst stránku znovu"),
        "locked": _("Zápis mezitím někdo uzamkl."),
        "gone": _("Do tohoto zápisu už nemáte přístup. Neodeslané řádky zůstávají v tomto počítači."),
        "writing_alone": _("Zapisujete sami"),
        "writing": _("Zapisují {count}: Vy a {names}"),
        "writing_read": _("Zapisuje: {names}"),
        "at_item": _("bod {number}"),
        "open_minutes": _("Otevřít zápis"),
    }


def _line() -> dict[str, str]:
    return {
        "label": _("Text řádku, {kind}"),
        "new": _("další řádek"),
        "new_label": _("Další řádek v bodu {number}. Enter uloží."),
        "new_hint": _("Pište. Enter uloží řádek."),
        "kind": _("Druh řádku"),
        "strike": _("Vyškrtnout"),
        "restore": _("Vrátit"),
        "struck": _("Řádek je vyškrtnut."),
        "more": _("Upravit řádek"),
        "up": _("Posunout výš"),
        "down": _("Posunout níž"),
        "close": _("Kdo smí vidět"), "close_hint": _("Nezaškrtnete-li nikoho, vidí řádek všichni členové."),
        "closed": _("jen pro jmenované"),
        "correct_report": _("Opravit zprávu"),
        "closed_item": _("bod jen pro jmenované"),
        "unsent": _("čeká"),
        "personal": _("Vypadá to jako osobní údaj: {found}. Údaje o klientech do zápisu nepatří."),
        "promise": _("Zní to jako slib: „{text}“"),
        "promise_take": _("Zapsat jako úkol"), "promise_leave": _("Není to úkol"),
        "empty_item": _("Zatím bez zápisu."),
        "bold": _("Tučně"),
        "italic": _("Kurzíva"),
        "bullets": _("Odrážky"),
        "numbers": _("Číslování"),
        "table": _("Tabulka"),
        "format": _("Úprava textu"),
        "unplaced": _("Bod tohoto řádku už v programu není. Řádek se při odeslání zařadí do posledního bodu."),
    }


def _tasks() -> dict[str, str]:
    return {
        "title": _("Úkoly ke kontrole"),
        "hint": _("Napište, co k úkolu zaznělo, a zvolte, jak to s ním je. Do zápisu se přidá řádek."),
        "words": _("Co k úkolu zaznělo: {task}"),
        "done": _("Splněn"),
        "open": _("Trvá"),
        "offline": _("Bez spojení to teď nejde. Napište to jako řádek zápisu, úkol uzavřete později."),
    }


def _fields() -> dict[str, str]:
    return {
        "owner": _("Kdo"), "due": _("Do kdy"),
        "due_hint": _("Den, „do příštího jednání“, nebo nechte prázdné."),
        "owner_hint": _("Část jména osoby nebo organizace"),
        "next_meeting": _("do příštího jednání"),
        "for": _("Pro"), "against": _("Proti"), "abstained": _("Zdrželo se"), "result": _("Výsledek"),
        "by_votes": _("podle hlasů"),
        "organisation": _("Organizace"), "add_number": _("Přidat číslo"), "remove_number": _("Odebrat číslo"),
        "number": _("Číslo {number}"), "number_label": _("Co"), "value": _("Hodnota"), "unit": _("Jednotka"),
        "total": _("Z celku"), "total_label": _("Čeho je celek"), "claim_kind": _("Údaj"), "from": _("Období od"),
        "to": _("Období do"), "answers_until": _("Odpovědi do"),
        "numbers_one": _("1 číslo"), "numbers_few": _("{count} čísla"), "numbers_many": _("{count} čísel"),
        "no_owner": _("bez řešitele"), "answers_said": _("odpovědi do {until}"),
        "no_match": _("Nic neodpovídá"), "found": _("Nalezeno: {count}"),
    }


def _conflict() -> dict[str, str]:
    return {
        "title": _("Dvě znění téhož řádku, obě jsou uložena"),
        "mine": _("Vaše"), "offline": _("psáno bez spojení"), "current": _("V zápisu"),
        "take_mine": _("Vzít moje"), "take_theirs": _("Vzít druhé"), "take_incoming": _("Vzít nové"),
        "take_current": _("Nechat v zápisu"), "both": _("Nechat obě za sebou"),
        "later": _("Může počkat do konce jednání."),
        "struck": _("Řádek je vyškrtnut"), "strike": _("Řádek vyškrtnout"),
        "meanwhile": _("Týž řádek mezitím upravil i někdo jiný. Obě znění jsou uložena."),
        "added": _("přidáno"),
    }


def _there() -> dict[str, str]:
    return {
        "title": _("Přítomno {present} z {seats}"),
        "hint": _("Klik = přítomen. Pozdní příchod dopište za jméno."),
        "quorum_met": _("usnášeníschopná, potřeba {needed}"),
        "quorum_missed": _("není usnášeníschopná, potřeba {needed}"),
        "more": _("Upřesnit účast: {name}"),
        "status": _("Účast"), "deputy": _("Kdo zastupuje"), "arrived": _("Od"), "left": _("Do"),
        "time_hint": _("například 9.20"), "reply": _("odpověď na pozvánku: {answer}"),
        "from": _("od {time}"), "until": _("do {time}"), "by": _("zastupuje {name}"),
        "guests": _("Hosté"), "add_guest": _("Přidat hosta"), "guest_name": _("Jméno hosta"),
        "guest_place": _("Organizace"), "save_guest": _("Přidat"), "remove_guest": _("Odebrat hosta {name}"),
    }


def _stuck() -> dict[str, str]:
    return {
        "title": _("Tyto řádky se nepodařilo uložit"),
        "copy": _("Zkopírovat text"), "copied": _("Zkopírováno"), "again": _("Zkusit znovu"),
        "remark": _("Podat jako připomínku"), "remarked": _("Připomínka je uložená."),
        "not_remarked": _("Připomínku se nepodařilo podat. Text zůstává tady, můžete si ho zkopírovat."),
        "drop": _("Zahodit"), "drop_sure": _("Opravdu zahodit"),
        "too_long": _(
            "Text je na odeslání příliš dlouhý. Zůstává v tomto počítači. Rozdělte ho, nebo ho přiložte jako soubor."
        ),
    }


def _spoken() -> dict[str, str]:
    return {
        "kind_set": _("Druh řádku: {kind}"), "line_saved": _("Řádek zapsán"), "item": _("Bod {number}: {title}"),
        "moved": _("Řádek posunut"), "struck": _("Řádek vyškrtnut"), "offline": _("Spojení se přerušilo, píšete dál"),
        "online": _("Spojení je zpět, vše odesláno"), "conflict": _("Dvě znění téhož řádku, obě jsou uložena"),
        "present": _("{name}: {status}"), "sections": _("Program"), "choose": _("Vybráno: {name}"),
    }
