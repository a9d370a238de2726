"""Shape of what people type when they prepare a meeting."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Seat
from soucinnost.groups.enums import StandingItemKind
from soucinnost.groups.models import Group
from soucinnost.groups.rhythm import INTERVAL_DAYS
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.dates import format_date, is_working_day, public_holidays
from soucinnost.meetings.actions.scheduling import Place
from soucinnost.meetings.enums import PlaceKind
from soucinnost.meetings.models import AgendaItem, Meeting
from soucinnost.meetings.selectors.prepare import clashes, localities_for, seats_for_naming
from soucinnost.territory.points import PointError, format_point, parse_point
from soucinnost.ui.forms import CzechDateField, CzechTimeField, PersonalDataWarningMixin


def prague_moment(day: date, clock: time) -> datetime:
    """Return the moment of a day and a time in Prague; of an hour that comes twice (end of October) the first.

    Raises ValidationError for the hour that does not exist when the clock moves forward.
    """
    naive = datetime.combine(day, clock)
    moment = timezone.make_aware(naive, timezone.get_default_timezone())
    if timezone.localtime(moment.astimezone(UTC)).replace(tzinfo=None) != naive:
        raise ValidationError(gettext("Tento čas ten den neexistuje, hodiny se posouvají na letní čas."))
    return moment


class MeetingForm(forms.Form):
    """When and where. What is unusual (a holiday, another meeting at that time) is asked about once more."""

    day = CzechDateField(label=_("Den"), help_text=_("Například 7. 12. 2017, „příští čtvrtek“ nebo „za 14 dní“."))
    starts = CzechTimeField(label=_("Začátek"))
    ends = CzechTimeField(label=_("Konec"))
    place_kind = forms.ChoiceField(label=_("Místo je"), choices=PlaceKind.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Místo"), required=False, max_length=300,
        help_text=_("Adresa a místnost; u lokality a bodu upřesnění, kde se sejdete; na dálku odkaz nebo telefon."),
    )
    locality = forms.ChoiceField(label=_("Lokalita"), required=False)
    point = forms.CharField(
        label=_("Souřadnice bodu"), required=False, max_length=60,
        help_text=_("Zkopírujte je z mapy, například 49.8203N, 18.2625E."),
    )
    title = forms.CharField(
        label=_("Název"), required=False, max_length=200, help_text=_("Jen u zvláštního jednání, jinak stačí skupina.")
    )
    file_reference = forms.CharField(label=_("Č. j."), required=False, max_length=80)
    confirmed = forms.BooleanField(label=_("Ano, přesto"), required=False)

    def __init__(self, *args: Any, actor: Actor, group: Group, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.group, self.meeting = actor, group, meeting
        self.warnings: list[str] = []
        self.localities = {locality.uid: locality for locality in localities_for(group, meeting)}
        choices = [(uid, f"{one.name}, {one.municipality.name}") for uid, one in self.localities.items()]
        if not choices:
            kinds = [choice for choice in PlaceKind.choices if choice[0] != PlaceKind.LOCALITY]
            self.fields["place_kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["locality"].choices = [("", gettext("vyberte")), *choices]  # type: ignore[attr-defined]

    @staticmethod
    def start_of(meeting: Meeting) -> dict[str, Any]:
        """What stands in the form of a meeting that exists."""
        start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        point = ""
        if meeting.latitude is not None and meeting.longitude is not None:
            point = format_point(meeting.latitude, meeting.longitude)
        return {
            "day": start.date(), "starts": start.time(), "ends": end.time(), "place_kind": meeting.place_kind,
            "place": meeting.place, "locality": meeting.locality.uid if meeting.locality is not None else "",
            "point": point, "title": meeting.title, "file_reference": meeting.file_reference,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, clock in (("starts_at", "starts"), ("ends_at", "ends")):
            if cleaned.get("day") and cleaned.get(clock) is not None:
                try:
                    cleaned[name] = prague_moment(cleaned["day"], cleaned[clock])
                except ValidationError as error:
                    self.add_error(clock, error)
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends.astimezone(UTC) <= starts.astimezone(UTC):
            self.add_error("ends", _("Jednání musí skončit později, než začne."))
        cleaned["where"] = self._place(cleaned)
        if not self.errors:
            self._warn(cleaned)
        return cleaned

    def _place(self, cleaned: dict[str, Any]) -> Place | None:
        kind = cleaned.get("place_kind", "")
        latitude = longitude = None
        if kind == PlaceKind.POINT:
            try:
                latitude, longitude = parse_point(cleaned.get("point", ""))
            except PointError as error:
                self.add_error("point", str(error))
                return None
        if kind == PlaceKind.LOCALITY and not cleaned.get("locality"):
            self.add_error("locality", _("Vyberte lokalitu, nebo zapište adresu."))
            return None
        locality = self.localities.get(cleaned.get("locality", ""))
        return Place(kind, cleaned.get("place", ""), locality, latitude, longitude).checked() if kind else None

    def _warn(self, cleaned: dict[str, Any]) -> None:
        """Ask once more about what is allowed but unusual; a change that leaves the time alone is not asked about."""
        starts, ends = cleaned["starts_at"], cleaned["ends_at"]
        if self.meeting is not None and (self.meeting.starts_at, self.meeting.ends_at) == (starts, ends):
            return
        day = cleaned["day"]
        self.warnings = [*_unusual_day(day), *clashes(self.actor, self.group, starts, ends, leaving_out=self.meeting)]
        if self.warnings and not cleaned.get("confirmed"):
            self.add_error("day", _("Zkontrolujte prosím čas a potvrďte, že platí."))


def _unusual_day(day: date) -> list[str]:
    shown = format_date(day)
    if day < timezone.localdate():
        return [gettext("Den už minul: %(day)s. Zapisujete jednání zpětně?") % {"day": shown}]
    holiday = public_holidays(day.year).get(day)
    if holiday:
        return [gettext("Státní svátek %(day)s: %(name)s.") % {"day": shown, "name": holiday}]
    return [] if is_working_day(day) else [gettext("Víkend: %(day)s.") % {"day": shown}]


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(label=_("Důvod"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300)


class QuickItemForm(PersonalDataWarningMixin, forms.Form):
    """An item in one line; ``presenter`` answers whom the name means where several are called so."""

    personal_data_fields = ("text",)

    text = forms.CharField(
        label=_("Nový bod"), max_length=300, help_text=_("Název, čas a kdo uvede, například: GDPR 10 min Pokorná")
    )
    presenter = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


def _seat_label(seat: Seat, namesakes: set[str]) -> str:
    parts = [seat.person.name]
    if seat.organisation is not None:
        parts.append(seat.organisation.label)
    if seat.person.name in namesakes and seat.person.email:
        parts.append(seat.person.email)
    return ", ".join(parts)


def _namesakes(seats: Sequence[Seat]) -> set[str]:
    names = [seat.person.name for seat in seats]
    return {name for name in names if names.count(name) > 1}


class ItemForm(PersonalDataWarningMixin, forms.Form):
    """An item of the agenda with its presenter, time, note and who may see it."""

    personal_data_fields = ("title", "note")

    title = forms.CharField(label=_("Název"), max_length=200)
    minutes = forms.IntegerField(
        label=_("Minut"), required=False, min_value=1, max_value=1440,
        widget=forms.TextInput(attrs={"size": "5", "inputmode": "numeric", "autocomplete": "off"}),
    )
    presenter = forms.ChoiceField(label=_("Uvede"), required=False)
    presenter_name = forms.CharField(
        label=_("Uvede někdo jiný"), required=False, max_length=160, help_text=_("Host nebo kdo není členem skupiny.")
    )
    note = forms.CharField(label=_("K bodu"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(label=_("Druh bodu"), choices=StandingItemKind.choices)
    long_confirmed = forms.BooleanField(label=_("Ano, bod potrvá tak dlouho"), required=False)
    is_closed = forms.BooleanField(label=_("Bod je jen pro jmenované"), required=False)
    named_seats = forms.MultipleChoiceField(
        label=_("Kdo bod uvidí"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nikdo jiný se o bodu nedozví: ani v programu, ani v pozvánce, ani v zápisu. Vy ho uvidíte vždy."),
    )

    def __init__(self, *args: Any, meeting: Meeting, item: AgendaItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.asks_about_time = meeting, False
        seats = seats_for_naming(meeting, item)
        self.seats = {seat.uid: seat for seat in seats}
        self.people = {seat.person.uid: seat.person for seat in seats}
        where = {seat.person.uid: seat for seat in seats}
        if item is not None and item.presenter is not None:
            self.people.setdefault(item.presenter.uid, item.presenter)
        namesakes = _namesakes(seats)
        people = sorted(self.people.values(), key=lambda person: sort_key(person.sort_name))
        choices = [
            (one.uid, _seat_label(where[one.uid], namesakes) if one.uid in where else one.name) for one in people
        ]
        self.fields["presenter"].choices = [("", gettext("neuvedeno")), *choices]  # type: ignore[attr-defined]
        self.fields["named_seats"].choices = [  # type: ignore[attr-defined]
            (seat.uid, _seat_label(seat, namesakes)) for seat in seats
        ]

    @staticmethod
    def start_of(item: AgendaItem) -> dict[str, Any]:
        """What stands in the form of an item that exists."""
        return {
            "title": item.title, "minutes": item.minutes, "presenter": item.presenter.uid if item.presenter else "",
            "presenter_name": item.presenter_name, "note": item.note, "kind": item.kind, "is_closed": item.is_closed,
            "named_seats": [seat.uid for seat in item.named_seats.all()] if item.is_closed else [],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("presenter") and cleaned.get("presenter_name", "").strip():
            self.add_error("presenter_name", _("Vyberte člena, nebo napište někoho jiného, ne obojí."))
        self._ask_about_time(cleaned)
        if cleaned.get("is_closed") and not cleaned.get("named_seats"):
            self.add_error("named_seats", _("Vyberte, kdo smí uzavřený bod vidět."))
        return cleaned

    def _ask_about_time(self, cleaned: dict[str, Any]) -> None:
        """An item longer than the whole meeting is rather a slip: asked about once, not on each later save."""
        minutes, meeting = cleaned.get("minutes"), self.meeting
        whole = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
        if not minutes or minutes <= whole or cleaned.get("long_confirmed") or minutes == self.initial.get("minutes"):
            return
        self.asks_about_time = True
        text = gettext("Bod je delší než celé jednání (minut: %(whole)s). Opravte čas, nebo ho potvrďte.")
        self.add_error("minutes", text % {"whole": whole})

    def values(self) -> dict[str, Any]:
        """What the actions of items take."""
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"], "minutes": cleaned["minutes"], "note": cleaned["note"], "kind": cleaned["kind"],
            "presenter": self.people.get(cleaned["presenter"]), "presenter_name": cleaned["presenter_name"],
            "is_closed": cleaned["is_closed"],
            "named_seats": [self.seats[uid] for uid in cleaned["named_seats"]] if cleaned["is_closed"] else [],
        }


class PaperForm(forms.Form):
    """A paper for an item."""

    upload = forms.FileField(label=_("Soubor"), help_text=_("PDF, dokument, tabulka nebo obrázek, nejvýše 50 MB."))
    title = forms.CharField(label=_("Název podkladu"), required=False, max_length=200)


class ScanForm(forms.Form):
    """The scan of the signed attendance sheet."""

    upload = forms.FileField(label=_("Sken podepsané listiny"), help_text=_("PDF nebo obrázek."))


def suggested(group: Group, today: date) -> dict[str, Any]:
    """What a new meeting of the group starts with: its usual time and place, and a day by its rhythm."""
    start = group.usual_start or time(9, 0)
    end = (datetime.combine(today, start) + timedelta(minutes=group.usual_minutes)).time()
    return {
        "day": suggested_day(group, today), "starts": start, "ends": end if end > start else time(23, 59),
        "place_kind": PlaceKind.ADDRESS, "place": group.usual_place,
    }


def suggested_day(group: Group, today: date) -> date | None:
    """The same weekday one rhythm after the last meeting, on a working day that is still to come; else None."""
    interval = INTERVAL_DAYS.get(group.rhythm)
    if interval is None or group.last_met_on is None or group.next_meeting_on is not None:
        return None
    day = group.last_met_on + timedelta(weeks=interval // 7)
    while not is_working_day(day):
        day += timedelta(days=7 if day.weekday() < 5 else 1)
    return day if day > today else None
