"""From rows of a table to people and organisations, each with what could not be understood."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.imports.columns import people_columns
from soucinnost.agencies.models import Affiliation, Organisation, Person, Unit
from soucinnost.kernel.dates import DateError, parse_date
from soucinnost.kernel.folding import fold
from soucinnost.kernel.organisations import IcoError, check_ico
from soucinnost.kernel.personnames import PersonName, PersonNameError, parse_person_name
from soucinnost.kernel.tables import Columns, Row, Table

# Words that tell the kind of an organisation; the first that fits counts.
_KIND_WORDS = (
    (r"mestska policie|obecni policie|\bmp\b", OrganisationKind.MUNICIPAL_POLICE),
    (r"policie|\bpcr\b|\boop\b|\bkrp\b", OrganisationKind.STATE_POLICE),
    (r"ospod|socialne pravni ochran", OrganisationKind.CHILD_PROTECTION),
    (r"probacni|\bpms\b", OrganisationKind.PROBATION),
    (r"urad prace", OrganisationKind.LABOUR_OFFICE),
    (r"statni zastupitelstvi", OrganisationKind.PROSECUTOR),
    (r"\bsoud\b", OrganisationKind.COURT),
    (r"veznice|vezenska", OrganisationKind.PRISON),
    (r"ministerstvo|urad vlady|agentura pro socialni", OrganisationKind.MINISTRY),
    (r"skol|gymnazium|\bzs\b|\bss\b|\bms\b|poradna pedagog|pedagogicko|stredisko vychovne|vychovny ustav",
     OrganisationKind.SCHOOL),
    (r"nemocnice|zdravot|poliklinika|lecebna", OrganisationKind.HEALTH),
    (r"krajsky urad|\bkraj\b", OrganisationKind.REGION),
    (r"magistrat|mestsky urad|obecni urad|\bmesto\b|\bobec\b|mestys|statutarni|\buradu? mestsk|mestska cast|\bumob\b|"
     r"mestsky obvod", OrganisationKind.MUNICIPALITY),
    (r"prispevkova organizace|\bp o\b", OrganisationKind.CONTRIBUTORY),
    (r"\bz s\b|\bz u\b|\bo p s\b|\bo s\b|spolek|charita|diakonie|nadac|armada spasy|obecne prospesna",
     OrganisationKind.NGO),
    (r"\bs r o\b|\ba s\b|druzstvo|spolecenstvi vlastniku|\bsvj\b", OrganisationKind.COMPANY),
)
_SEPARATORS = re.compile(r"[,;/\s]+")


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation as it stands in a row."""

    name: str
    ico: str = ""
    kind: str = OrganisationKind.OTHER
    short_name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    data_box: str = ""


@dataclass(frozen=True)
class PersonRow:
    """One row: a person, an organisation, or both. ``text`` is the row as it stood, for people to recognise it by.

    ``errors`` are finished sentences that keep the row from being used, ``notes`` those that only tell something.
    """

    number: int
    text: str
    surname: str = ""
    given: str = ""
    titles_before: str = ""
    titles_after: str = ""
    email: str = ""
    phone: str = ""
    unit: str = ""
    position: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    organisation: OrganisationRow | None = None
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def is_person(self) -> bool:
        """Whether the row names a person; otherwise it is an organisation alone."""
        return bool(self.surname)

    @property
    def name(self) -> str:
        """The name with titles."""
        return PersonName(
            self.surname, self.given, tuple(filter(None, [self.titles_before])),
            tuple(filter(None, [self.titles_after])),
        ).display()


def recognise(table: Table) -> list[PersonRow]:
    """Return one entry for each row below the heading, in order; without a heading for each row.

    Columns are known by Czech (or English) headings, without a heading by what stands in them. A row that cannot be
    used is there too, with its errors.
    """
    columns = people_columns(table)
    return [_Reader(columns, row).read() for row in columns.body]


class _Reader:
    """Reads one row, collecting what is wrong with it."""

    def __init__(self, columns: Columns, row: Row) -> None:
        self.columns, self.row = columns, row
        self.errors: list[str] = list(row.problems)
        self.notes: list[str] = []

    def read(self) -> PersonRow:
        """Return the row with everything that was understood."""
        name = self._name()
        organisation = self._organisation(has_person=name is not None)
        if name is None and organisation is None and not self.errors:
            self.errors.append(_("Chybí jméno i organizace."))
        first, last = self._day("valid_from"), self._day("valid_to")
        if first and last and last < first:
            self.errors.append(_("Konec je dřív než začátek."))
        for_person = name is not None
        return PersonRow(
            number=self.row.number, text=self.row.text,
            surname=name.surname if name else "", given=name.given if name else "",
            titles_before=self._limited(" ".join(name.titles_before), Person, "titles_before") if name else "",
            titles_after=self._limited(", ".join(name.titles_after), Person, "titles_after") if name else "",
            email=self._email("email") if for_person else "",
            phone=self._limited(self._get("phone"), Person, "phone") if for_person else "",
            unit=self._limited(self._get("unit"), Unit, "name"),
            position=self._limited(self._get("position"), Affiliation, "position"),
            valid_from=first, valid_to=last, organisation=organisation, errors=tuple(self.errors),
            notes=tuple(self.notes),
        )

    def _get(self, field_name: str) -> str:
        return " ".join(self.columns.get(self.row, field_name).split())

    def _limited(self, text: str, model: type, field_name: str) -> str:
        limit = model._meta.get_field(field_name).max_length  # type: ignore[attr-defined]
        if limit and len(text) > limit:
            told = {"text": text[:30], "limit": limit}
            self.errors.append(_("Údaj „%(text)s…“ je delší než %(limit)s znaků.") % told)
            return text[:limit]
        return text

    def _name(self) -> PersonName | None:
        whole, given, surname = self._get("name"), self._get("given"), self._get("surname")
        titles = f"{self._get('titles_before')} "
        if surname and not self.columns.has("name"):
            whole = f"{surname}, {given}" if given else surname
        elif not whole:
            whole = " ".join(part for part in (given, surname) if part)
        if not whole:
            if self.columns.get(self.row, "email") and not self._get("organisation"):
                self.errors.append(_("Chybí jméno, je tu jen e-mail."))
            return None
        try:
            name = parse_person_name(f"{titles}{whole} {self._get('titles_after')}".strip())
        except PersonNameError as error:
            self.errors.append(error.message_cs)
            return None
        if not name.given:
            self.notes.append(_("Chybí křestní jméno."))
        for text, field_name in ((name.surname, "surname"), (name.given, "given_name")):
            self._limited(text, Person, field_name)
        return name

    def _email(self, field_name: str) -> str:
        text = self._get(field_name).removeprefix("mailto:")
        if not text:
            return ""
        parts = [part.strip("<>()") for part in _SEPARATORS.split(text) if "@" in part] or [text]
        if len(parts) > 1:
            self.notes.append(_("E-mailů je víc, použije se první: %(email)s") % {"email": parts[0]})
        try:
            validate_email(parts[0])
        except ValidationError:
            self.errors.append(_("E-mail „%(email)s“ nemá správný tvar.") % {"email": parts[0][:80]})
            return ""
        return parts[0]

    def _day(self, field_name: str) -> date | None:
        text = self._get(field_name)
        if not text:
            return None
        try:
            return parse_date(text.removesuffix(" 00:00"), today=timezone.localdate())
        except DateError as error:
            self.errors.append(error.message_cs)
            return None

    def _organisation(self, *, has_person: bool) -> OrganisationRow | None:
        name = self._limited(self._get("organisation"), Organisation, "name")
        ico = self._ico()
        if not name:
            if ico and not has_person:
                self.errors.append(_("Chybí název organizace."))
            return OrganisationRow(name="", ico=ico) if ico else None
        # In a list of organisations the plain columns „e-mail“ and „telefon“ are theirs.
        own = "" if has_person else "1"
        email = self._email("org_email") or (own and self._email("email"))
        phone = self._get("org_phone") or (own and self._get("phone"))
        return OrganisationRow(
            name=name, ico=ico, kind=self._kind(name),
            short_name=self._limited(self._get("short_name"), Organisation, "short_name"),
            address=self._limited(self._get("address"), Organisation, "address"), email=email,
            phone=self._limited(phone, Organisation, "phone"), website=self._website(),
            data_box=self._limited(self._get("data_box"), Organisation, "data_box"),
        )

    def _ico(self) -> str:
        text = self._get("ico")
        if not text:
            return ""
        try:
            return check_ico(text)
        except IcoError as error:
            self.errors.append(error.message_cs)
            return ""

    def _website(self) -> str:
        text = self._get("website")
        return text if not text or "://" in text else f"https://{text}"

    def _kind(self, name: str) -> str:
        text = fold(self._get("kind"))
        for value, label in OrganisationKind.choices:
            if text and text in (value, fold(str(label))):
                return str(value)
        return guess_kind(f"{self._get('kind')} {name}")


def guess_kind(text: str) -> str:
    """Return the kind of an organisation that its name speaks of, OTHER when it does not."""
    plain = " ".join(re.sub(r"[^\w]+", " ", fold(text)).split())
    for pattern, kind in _KIND_WORDS:
        if re.search(pattern, plain):
            return str(kind)
    return str(OrganisationKind.OTHER)
