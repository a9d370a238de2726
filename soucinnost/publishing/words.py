"""What public versions say to a reader: events, kinds of covers."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "publishing.added": _("doplnění skrytého místa ve veřejné verzi"),
    "publishing.decided": _("rozhodnutí o skrytí ve veřejné verzi"),
    "publishing.erased": _("vymazání stažené veřejné verze"),
    "publishing.paper_downloaded": _("stažení náhledu veřejné verze"),
    "publishing.previewed": _("náhled veřejné verze"),
    "publishing.proposed_again": _("nové návrhy ke skrytí ve veřejné verzi"),
    "publishing.published": _("zveřejnění zápisu"),
    "publishing.statement_edited": _("otevření prohlášení o přístupnosti k úpravě"),
    "publishing.statement_written": _("úprava prohlášení o přístupnosti"),
    "publishing.started": _("začátek přípravy veřejné verze"),
    "publishing.viewed": _("zobrazení přípravy veřejné verze"),
    "publishing.withdrawn": _("stažení veřejné verze"),
    "publishing.words_written": _("nové rejstříky veřejných zápisů"),
}

KINDS = {
    "name": _("jméno"), "address": _("adresa"), "phone": _("telefon"), "email": _("e-mail"),
    "birth_number": _("rodné číslo"), "birth_date": _("datum narození"), "bank_account": _("číslo účtu"),
    "car_plate": _("značka vozidla"), "data_box": _("datová schránka"), "redaction": _("značka zakrytí"),
    "field_name": _("jméno"), "small_number": _("malý počet"), "added": _("doplněno"), "form": _("tvar slova"),
}


def kind_label(kind: str) -> str:
    """The kind of a cover in a word."""
    return str(KINDS.get(kind, kind))
