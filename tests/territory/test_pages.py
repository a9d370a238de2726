"""Pages of territory and localities."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from soucinnost.audit.models import Entry
from soucinnost.territory import actions, registry
from soucinnost.territory.models import Area, Locality
from soucinnost.territory.waiting import keep_waiting, take
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import ROLES, Cast
from tests.territory.test_imports import SQUARE, collection, feature

WRITERS = {"manager", "coordinator", "administrator", "solo"}
BOUNDARY = {"type": "Polygon", "coordinates": SQUARE}


def url(name: str, *args: str) -> str:
    return reverse(f"territory:{name}", args=args)


def said(answer: Any) -> str:
    return answer.content.decode().replace("\xa0", " ")


@pytest.fixture
def place(cast: Cast) -> Locality:
    return factories.locality("Za tratí", area=cast.town.area)


@pytest.mark.parametrize("role", ROLES)
def test_statuses(cast: Cast, place: Locality, role: str) -> None:
    client, writes = cast.client(role), role in WRITERS
    form = 200 if writes else 403
    expected = {
        url("areas"): 200, url("area", cast.region.uid): 200, url("localities"): 200, url("locality", place.uid): 200,
        url("new_locality"): form, url("edit_locality", place.uid): form, url("import"): form,
        url("area", "nic"): 404, url("locality", "nic"): 404,
    }
    if role == "public":
        expected = dict.fromkeys(expected, 302)
    assert {address: client.get(address).status_code for address in expected} == expected
    if role != "public" and not writes:
        for address in (url("new_locality"), url("edit_locality", place.uid), url("remove_locality", place.uid)):
            assert client.post(address, {"name": "X"}).status_code == 403
        place.refresh_from_db()
        assert place.name == "Za tratí" and Locality.objects.count() == 1


class TestAreas:
    def test_by_level_in_czech_order_by_name_and_code(self, cast: Cast) -> None:
        for name, code in (("Chýně", "C1"), ("Hrad", "C2"), ("Čáp", "C3"), ("Cíl", "C4")):
            factories.municipality(name, parent=cast.region, code=code)
        client = cast.client("member")

        def names(**query: str) -> list[str]:
            return [area.name for area in client.get(url("areas"), query).context["listed"].records]

        assert names(uroven="municipality") == ["Cíl", "Čáp", "Hrad", "Chýně", "Jinov", "Samotín", "Zkušebnice"]
        assert names(uroven="municipality", q="CHYNE") == ["Chýně"]
        assert names(uroven="municipality", q="c3") == ["Čáp"]
        assert names(uroven="nic") == ["Druhý kraj", "Zkušební kraj"]

    def test_queries_do_not_grow(self, cast: Cast) -> None:
        client, counts, made = cast.client("manager"), {"areas": [], "area": [], "localities": []}, 0
        for goal in (1, 3, 50):
            while made < goal:
                unit = factories.municipality(parent=cast.region)
                Area.objects.filter(pk=unit.pk).update(boundary=BOUNDARY)
                Locality.objects.create(name=f"L{made}", municipality=cast.town.area, latitude=50.5, longitude=14.5)
                made += 1
            for name, address in (
                ("areas", url("areas") + "?uroven=municipality"), ("area", url("area", cast.region.uid)),
                ("localities", url("localities")),
            ):
                client.get(address)
                with CaptureQueriesContext(connection) as captured:
                    client.get(address)
                counts[name].append(len(captured))
        assert all(len(set(numbers)) == 1 for numbers in counts.values()), counts
        assert max(counts["areas"] + counts["localities"]) <= 15 and max(counts["area"]) <= 25, counts

    def test_an_orp_shows_the_municipalities_that_belong_to_it(self, cast: Cast) -> None:
        orp = Area.objects.create(kind="orp", code="4209", name="Zkušebnice", parent=cast.region)
        Area.objects.filter(pk=cast.town.area.pk).update(orp=orp)
        assert url("area", cast.town.area.uid) in said(cast.client("member").get(url("area", orp.uid)))

    def test_scheme_links_to_what_it_draws_without_style(self, cast: Cast) -> None:
        Area.objects.filter(pk=cast.region.pk).update(boundary=BOUNDARY)
        page = said(cast.client("member").get(url("areas")))
        assert f'<a href="{url("area", cast.region.uid)}" aria-label="Zkušební kraj"><path d="M' in page
        assert " style=" not in page

    def test_audit_of_a_unit_names_its_localities(self, cast: Cast, place: Locality) -> None:
        page = said(cast.client("member").get(url("area", cast.town.area.uid)))
        row = Entry.objects.order_by("-sequence").first()
        assert "Za tratí" in page and (row.verb, row.ids) == ("area.viewed", [cast.town.area.uid, place.uid])

    def test_panels_from_above(self, cast: Cast, place: Locality) -> None:
        panel = registry.Panel("Skupiny pokusně", (registry.Link("Skupina A", "/skupiny/a/"),), ("uid-a",))
        registry.register_panel("test", lambda actor, where: panel if where in (place, cast.region) else None)
        try:
            pages = [said(cast.client("member").get(address)) for address in (
                url("locality", place.uid), url("area", cast.region.uid), url("area", cast.other_region.uid))]
            ids = [row.ids for row in Entry.objects.order_by("sequence").filter(verb="locality.viewed")]
        finally:
            registry._providers.pop("test")
        assert ["Skupiny pokusně" in page for page in pages] == [True, True, False]
        assert ids == [[place.uid, "uid-a"]]


class TestLocalities:
    def data(self, cast: Cast, **more: str) -> dict[str, str]:
        return {"name": "Pod kopcem", "municipality": f"Zkušebnice ({cast.town.area.code})", **more}

    def test_as_a_point(self, cast: Cast) -> None:
        answer = cast.client("manager").post(
            url("new_locality"), self.data(cast, point="50.5N, 14.5E", is_excluded="on")
        )
        made = Locality.objects.get()
        assert answer.status_code == 302 and (made.latitude, made.longitude, made.is_excluded) == (50.5, 14.5, True)
        assert Entry.objects.get(verb="locality.created").object_uid == made.uid
        assert "50.5N, 14.5E" in said(cast.client("member").get(url("locality", made.uid)))

    @pytest.mark.parametrize("shape", [
        BOUNDARY, feature({}), {"type": "FeatureCollection", "features": [feature({})]},
    ])
    def test_as_an_area_pasted_and_uploaded(self, cast: Cast, shape: dict[str, Any]) -> None:
        client = cast.client("manager")
        client.post(url("new_locality"), self.data(cast, boundary=json.dumps(shape)))
        file = SimpleUploadedFile("plocha.geojson", json.dumps(shape).encode())
        client.post(url("new_locality"), {**self.data(cast), "name": "Druhá", "file": file})
        assert [made.boundary["type"] for made in Locality.objects.all()] == ["Polygon", "Polygon"]

    @pytest.mark.parametrize("field,value,word", [
        ("point", "tady", "Souřadnice"), ("boundary", "{", "GeoJSON"), ("boundary", "[]", "Polygon"),
        ("boundary", json.dumps({"type": "Point", "coordinates": [14, 50]}), "Point"),
        ("boundary", json.dumps({"type": "FeatureCollection", "features": []}), "právě jeden"),
        ("boundary", json.dumps({**BOUNDARY, "crs": {"properties": {"name": "EPSG:5514"}}}), "5514"),
        ("municipality", "Neznámov", "není"), ("municipality", "Zkušební kraj", "není"), ("name", "", ""),
    ])
    def test_bad_input_keeps_what_was_typed(self, cast: Cast, field: str, value: str, word: str) -> None:
        page = said(cast.client("manager").post(url("new_locality"), self.data(cast, note="psáno", **{field: value})))
        assert word in page and "psáno" in page and not Locality.objects.exists()

    def test_a_file_too_big_and_one_that_is_no_text(self, cast: Cast) -> None:
        client = cast.client("manager")
        for content, word in ((b"x" * (1024 * 1024 + 1), "nejvýš"), (b"\xff\xfe\x00", "UTF-8")):
            page = said(client.post(url("new_locality"), {**self.data(cast), "file": SimpleUploadedFile("x", content)}))
            assert word in page and not Locality.objects.exists()

    def test_outside_of_the_municipality_asks(self, cast: Cast) -> None:
        Area.objects.filter(pk=cast.town.area.pk).update(boundary=BOUNDARY)
        client, data = cast.client("manager"), self.data(cast, point="49N, 18E")
        assert "mimo hranici" in said(client.post(url("new_locality"), data)) and not Locality.objects.exists()
        client.post(url("new_locality"), {**data, "confirmed": "on"})
        assert Locality.objects.get().latitude == 49.0

    def test_an_area_outside_of_the_municipality_asks(self, cast: Cast) -> None:
        Area.objects.filter(pk=cast.town.area.pk).update(boundary=BOUNDARY)
        client = cast.client("manager")
        far = {"type": "Polygon", "coordinates": [[[18, 49], [18.1, 49], [18.1, 49.1], [18, 49]]]}
        data = self.data(cast, boundary=json.dumps(far))
        assert "mimo hranici" in said(client.post(url("new_locality"), data)) and not Locality.objects.exists()
        client.post(url("new_locality"), self.data(cast, boundary=json.dumps(BOUNDARY)))
        assert Locality.objects.get().boundary["type"] == "Polygon"

    def test_one_name_once_in_a_municipality(self, cast: Cast, place: Locality) -> None:
        page = said(cast.client("manager").post(url("new_locality"), {**self.data(cast), "name": "Za tratí"}))
        assert "Zatím neuloženo" in page and Locality.objects.count() == 1

    def test_change_keeps_what_was_and_removal_takes_it(self, cast: Cast, place: Locality) -> None:
        client = cast.client("manager")
        client.post(url("edit_locality", place.uid), self.data(cast, point="50 14"))
        names = [version.data["name"] for version in Version.objects.filter(object_uid=place.uid)]
        assert names == ["Za tratí", "Pod kopcem"]
        assert client.get(url("edit_locality", place.uid)).context["form"].initial["point"] == "50N, 14E"
        client.post(url("remove_locality", place.uid))
        assert not Locality.objects.exists() and not Version.objects.filter(object_uid=place.uid).exists()

    def test_what_is_used_stays(self, cast: Cast, place: Locality) -> None:
        from soucinnost.evidence.models import Claim

        Claim.objects.create(circle=cast.group.circle, locality=place, text="x", source_kind="x", source_uid="x")
        page = said(cast.client("manager").post(url("remove_locality", place.uid), follow=True))
        assert "už něco používá" in page and Locality.objects.count() == 1

    def test_only_in_a_municipality_and_only_by_who_may(self, cast: Cast, place: Locality) -> None:
        with pytest.raises(ValidationError):
            actions.create_locality(by=cast.actor("manager"), name="X", municipality=cast.region)
        with pytest.raises(ValidationError):
            actions.create_locality(by=cast.actor("manager"), name="X", municipality=cast.town.area, latitude=1.0)
        with pytest.raises(PermissionDenied):
            actions.create_locality(by=cast.actor("chair"), name="X", municipality=cast.town.area)
        for shape in ({"type": "Point", "coordinates": [14, 50]}, {"type": "Polygon", "coordinates": []}):
            with pytest.raises(ValidationError) as refused:
                actions.create_locality(
                    by=cast.actor("manager"), name="X", municipality=cast.town.area, boundary=shape
                )
            assert set(refused.value.message_dict) == {"boundary"}
        assert not Locality.objects.exclude(pk=place.pk).exists()

    def test_found_by_name_and_town(self, cast: Cast, place: Locality) -> None:
        client = cast.client("member")
        for text, count in (("trati", 1), ("zkusebnice", 1), ("jinov", 0)):
            assert client.get(url("localities"), {"q": text}).context["total"] == count
        assert Locality.objects.visible_to(cast.actor("public")).count() == 0


class TestImportPage:
    def test_looked_at_and_loaded(self, cast: Cast) -> None:
        client = cast.client("coordinator")
        data = "druh;kód;název\nobec;123456;Nová Obec\n".encode("cp1250")
        page = client.post(url("import"), {"file": SimpleUploadedFile("obce.csv", data)})
        assert not Area.objects.filter(code="123456").exists() and "obce.csv" in said(page)
        token = page.context["waiting"]
        other = cast.client("manager").post(url("import"), {"ceka": token, "name": "x"}, follow=True)
        assert "Nahrajte ho znovu" in said(other)
        client.post(url("import"), {"ceka": token, "name": "obce.csv"})
        assert Area.objects.get(code="123456").source == "obce.csv"
        again = client.post(url("import"), {"ceka": token, "name": "obce.csv"}, follow=True)
        assert "Nahrajte ho znovu" in said(again)

    def test_errors_and_unmatched(self, cast: Cast) -> None:
        client = cast.client("manager")
        page = said(client.post(url("import"), {"file": SimpleUploadedFile("x.csv", b"druh;x\nobec;1\n")}))
        assert "Soubor nejde načíst" in page and 'name="ceka"' not in page
        data = collection(feature({"KOD_KRAJ": "99", "NAZ_KRAJ": "Cizí"}))
        page = said(client.post(url("import"), {"file": SimpleUploadedFile("x.geojson", data)}))
        assert "99 Cizí" in page and 'name="ceka"' not in page

    def test_nothing_was_brought(self, cast: Cast) -> None:
        page = cast.client("manager").post(url("import"), {})
        assert page.status_code == 200 and set(page.context["form"].errors) == {"file"}

    def test_too_big(self, cast: Cast, settings: Any) -> None:
        settings.UPLOAD_LIMIT = 10
        page = said(cast.client("manager").post(url("import"), {"file": SimpleUploadedFile("x.csv", b"x" * 11)}))
        assert "Soubor je příliš velký" in page

    def test_a_file_that_no_longer_fits_changes_nothing(self, cast: Cast) -> None:
        client = cast.client("manager")
        data = f"druh;kód;název;nadřazený\nobec;1;Obec;{cast.region.code}\n".encode()
        page = client.post(url("import"), {"file": SimpleUploadedFile("x.csv", data)})
        Area.objects.filter(pk=cast.region.pk).update(code="JINY")
        answer = client.post(url("import"), {"ceka": page.context["waiting"], "name": "x.csv"})
        assert "Soubor nejde načíst" in said(answer) and not Area.objects.filter(code="1").exists()

    @pytest.mark.parametrize("token", ["", "x", "x:y:z"])
    def test_a_forged_token(self, token: str) -> None:
        assert take(token, owner="a") is None

    def test_waiting_files_are_cleared_after_a_day(self, settings: Any, tmp_path: Any) -> None:
        import os

        settings.DATA_DIR = tmp_path
        first = keep_waiting(b"a", owner="a")
        for file in (tmp_path / "imports").iterdir():
            os.utime(file, (1, 1))
        second = keep_waiting(b"b", owner="a")
        assert take(first, owner="a") is None and take(second, owner="a") == b"b"
