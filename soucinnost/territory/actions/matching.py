"""Finding units by their codes."""

from django.utils.translation import gettext as _

from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area

# Levels in which a unit of a level may lie, the nearest first.
ABOVE: dict[str, tuple[str, ...]] = {
    AreaKind.STATE: (),
    AreaKind.REGION: (AreaKind.STATE,),
    AreaKind.DISTRICT: (AreaKind.REGION,),
    AreaKind.ORP: (AreaKind.DISTRICT, AreaKind.REGION),
    AreaKind.MUNICIPALITY: (AreaKind.DISTRICT, AreaKind.ORP, AreaKind.REGION),
    AreaKind.CITY_DISTRICT: (AreaKind.MUNICIPALITY,),
}


class Rejected(ValueError):
    """A link that leads nowhere; the text is a finished sentence."""


class Known:
    """All units, found by level and code or NUTS/LAU code. Two levels may use one number, so the level is asked."""

    def __init__(self) -> None:
        self.by_code: dict[tuple[str, str], Area] = {}
        self.by_nuts: dict[tuple[str, str], Area] = {}
        for area in Area.objects.select_for_update():
            self.add(area)
        self.levels = {kind for kind, _code in self.by_code}

    def add(self, area: Area) -> None:
        """Make a unit findable."""
        self.by_code[area.kind, area.code] = area
        if area.nuts:
            self.by_nuts[area.kind, area.nuts] = area

    def was_empty(self, kind: str) -> bool:
        """Whether there was no unit of the level when the import began."""
        return kind not in self.levels

    def find(self, kind: str, code: str, nuts: str = "", replaces: str = "") -> Area | None:
        """Return the unit with the code, else the one with the NUTS/LAU code, else the one that bore ``replaces``."""
        found = self.by_code.get((kind, code)) if code else None
        if found is None and nuts:
            found = self.by_nuts.get((kind, nuts))
        if found is None and replaces:
            found = self.by_code.get((kind, replaces))
        return found

    def parent_of(self, kind: str, code: str) -> Area:
        """Return the unit above with the code; raises :class:`Rejected` when there is none."""
        for level in ABOVE[kind]:
            found = self.find(level, code, code)
            if found is not None:
                return found
        raise Rejected(_("nadřazená jednotka s kódem %(code)s není známa.") % {"code": code})

    def orp(self, code: str) -> Area:
        """Return the ORP with the code; raises :class:`Rejected` when there is none."""
        found = self.find(AreaKind.ORP, code, code)
        if found is None:
            raise Rejected(_("ORP s kódem %(code)s není známa.") % {"code": code})
        return found
