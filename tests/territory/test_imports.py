"""Lists and boundaries of territory: whole or not at all, by code, again without change."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.audit.models import Entry
from soucinnost.operations.management.commands.import_territory import Command
from soucinnost.territory import geometry
from soucinnost.territory.actions import import_file, import_shipped
from soucinnost.territory.actions.importing import DATA
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.imports import looks_like_geojson, plan_boundaries
from soucinnost.territory.models import Area
from soucinnost.territory.points import PointError, format_point, parse_point
from soucinnost.territory.rules import imports_territory
from soucinnost.territory.scheme import draw
from tests import factories
from tests.cast import ROLES, Cast

SQUARE = [[[14.0, 50.0], [15.0, 50.0], [15.0, 51.0], [14.0, 51.0], [14.0, 50.0]]]
NAMES = ["type", "features", "properties", "geometry", "coordinates", "crs", "name", "code"]
BOW = [[[14.0, 50.0], [15.0, 51.0], [15.0, 50.0], [14.0, 51.0], [14.0, 50.0]]]


def feature(properties: dict[str, Any], coordinates: Any = SQUARE, kind: str = "Polygon") -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def load(data: bytes | str, **options: Any) -> Any:
    raw = data.encode() if isinstance(data, str) else data
    return import_file(by=factories.SYSTEM, name="soubor", data=raw, **options)


@pytest.fixture
def shipped(db: None) -> None:
    import_shipped(by=factories.SYSTEM)


class TestShipped:
    def test_what_is_shipped(self, shipped: None) -> None:
        counts = {kind: Area.objects.filter(kind=kind).count() for kind in AreaKind.values}
        assert counts == {
            "state": 1, "region": 14, "district": 77, "orp": 0, "municipality": 39, "city_district": 23,
        }
        usti = Area.objects.get(kind="region", nuts="CZ042")
        assert (usti.name, usti.code, usti.parent.name) == ("Ústecký kraj", "3069", "Česká republika")
        most = Area.objects.get(kind="municipality", code="567027")
        assert (most.name, most.parent.nuts, most.parent.parent) == ("Most", "CZ0425", usti)

    def test_every_unit_lies_in_one_above(self, shipped: None) -> None:
        assert [area.name for area in Area.objects.filter(parent__isnull=True)] == ["Česká republika"]

    def test_codes_that_are_not_official_say_so(self, shipped: None) -> None:
        own = [area for area in Area.objects.all() if area.has_own_code]
        assert {area.parent.name for area in own} == {"Ostrava"} and len(own) == 23

    def test_again_changes_nothing_and_writes_no_audit(self, shipped: None) -> None:
        count = Entry.objects.count()
        reports = import_shipped(by=factories.SYSTEM)
        assert [(report.created, report.changed, report.unchanged) for report in reports] == [(0, 0, 154)]
        assert Entry.objects.count() == count

    def test_the_own_code_gives_way_to_the_official_one(self, shipped: None) -> None:
        before = Area.objects.get(code="X-OVA-15")
        report = load("druh;kód;název;nahrazuje\nobvod;546224;Poruba;X-OVA-15\n")
        after = Area.objects.get(pk=before.pk)
        assert report.errors == [] and (after.code, after.parent) == ("546224", before.parent)


class TestLists:
    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
    def test_statistical_office_headings(self, encoding: str, shipped: None) -> None:
        text = "kod_obec;naz_obec;kod_okres\n567043;Bečov;40495\n"
        report = load(text.encode(encoding), kind="municipality")
        assert (report.errors, report.created) == ([], 1)
        assert Area.objects.get(code="567043").parent.name == "Most"

    def test_orp_link(self, shipped: None) -> None:
        data = "druh;kód;název;nadřazený;orp\norp;4209;Most;CZ042;\nobec;567027;Most;;4209\n"
        assert load(data).errors == []
        assert Area.objects.get(kind="municipality", code="567027").orp.code == "4209"
        assert Area.objects.get(kind="municipality", code="567027").parent.name == "Most"

    def test_one_name_two_codes(self, shipped: None) -> None:
        load("druh;kód;název;nadřazený\nobec;588270;Žatec;CZ0632\n")
        assert {area.code for area in Area.objects.filter(name="Žatec")} == {"566985", "588270"}

    def test_columns_that_nobody_reads_are_named(self) -> None:
        report = load("druh;kód;název;starosta\nobec;1;A;Karel\n")
        assert (report.errors, report.created) == ([], 1) and "starosta" in " ".join(report.notes)

    def test_a_renamed_unit_is_found_by_its_code(self, shipped: None) -> None:
        report = load("kód;název\n567027;Most nad Bílinou\n", kind="municipality")
        assert (report.created, report.changed) == (0, 1)
        assert Area.objects.get(code="567027").name == "Most nad Bílinou"

    @pytest.mark.parametrize("text,words", [
        ("druh;název\nobec;Most\n", ["kód"]),
        ("kód;název\n1;Most\n", ["úroveň"]),
        ("druh;kód;název\nobec;1;\n", ["Řádek 2", "název"]),
        ("druh;kód;název\n\nvesnice;1;Most\n", ["Řádek 3", "vesnice"]),
        ("druh;kód;název\nobec;;Most\n", ["Řádek 2", "kód"]),
        ("druh;kód;název\nobec;kód obce č. 1;Most\n", ["tvar"]),
        ("druh;kód;název\nobec;1;A\nobec;1;B\n", ["Řádek 3", "řádku 2"]),
        ("druh;kód;název;nadřazený\nobec;1;A;99999\n", ["Řádek 2", "99999"]),
        ("druh;kód;název;orp\nobec;1;A;99999\n", ["Řádek 2", "ORP"]),
        ("druh;kód;název;orp\nobec;1;A;k ó d\n", ["Řádek 2", "tvar"]), ("druh;kód;název\n;1;A\n", ["chybí úroveň"]),
        ("druh;kód;název;šířka;délka\nobec;1;A;sever;14\n", ["sever"]),
        ("druh;kód;název;šířka;délka\nobec;1;A;95;14\n", ["95"]),
        ("druh;kód;název;šířka;délka\nobec;1;A;50,1;\n", ["šířka nebo délka"]),
        (f"druh;kód;název\nobec;1;{'x' * 121}\n", ["120"]),
        ("", ["nic není"]),
    ])
    def test_errors_have_their_line_and_nothing_is_written(self, text: str, words: list[str]) -> None:
        report = load(text)
        assert report.errors and all(any(word in error for error in report.errors) for word in words), report.errors
        assert not Area.objects.exists()

    def test_one_bad_line_takes_all(self, shipped: None) -> None:
        report = load("druh;kód;název;nadřazený\nobec;1;Dobrá;CZ0425\nobec;2;Špatná;CZ9999\n")
        assert len(report.errors) == 1 and "Řádek 3" in report.errors[0]
        assert not Area.objects.filter(name="Dobrá").exists()

    def test_dry_run(self) -> None:
        report = load("druh;kód;název\nkraj;1;Kraj\n", dry_run=True)
        assert (report.created, report.is_dry_run) == (1, True)
        assert not Area.objects.exists() and not Entry.objects.exists()

    def test_coordinates(self) -> None:
        load("druh;kód;název;šířka;délka\nkraj;1;Kraj;50,5;14.25\n")
        assert (Area.objects.get().latitude, Area.objects.get().longitude) == (50.5, 14.25)

    def test_too_big(self, settings: Any) -> None:
        settings.UPLOAD_LIMIT = 10
        assert "nejvýš" in load("druh;kód;název\nkraj;1;Kraj\n").errors[0]


class TestBoundaries:
    pytestmark = pytest.mark.django_db

    def test_matched_by_code_or_by_nuts(self, shipped: None) -> None:
        data = collection(
            feature({"KOD_KRAJ": "3069", "NAZ_CZNUTS3": "Špatné jméno"}),
            feature({"nuts_id": "CZ020", "name": "x"}),
        )
        report = load(data, kind="region")
        assert (report.errors, report.changed, report.unmatched) == ([], 2, [])
        region = Area.objects.get(code="3069")
        assert region.name == "Ústecký kraj" and region.boundary["type"] == "Polygon"
        assert load(data, kind="region").unchanged == 2

    def test_never_by_name(self, shipped: None) -> None:
        report = load(collection(feature({"KOD_OKRES": "99999", "NAZ_LAU1": "Most"})))
        assert report.unmatched == ["99999 Most"] and Area.objects.exclude(boundary=None).count() == 0

    def test_levels_by_their_properties(self, shipped: None) -> None:
        data = collection(
            feature({"KOD_OBEC": "567027", "KOD_OKRES": "40495", "KOD_KRAJ": "3069"}),
            feature({"KOD_LAU1": "CZ0425", "KOD_CZNUTS3": "CZ042"}), feature({"NAZ_STAT": "Česká republika"}),
        )
        assert load(data).changed == 3
        found = Area.objects.exclude(boundary=None).order_by("pk")
        assert [(area.kind, area.name) for area in found] == [
            ("state", "Česká republika"), ("district", "Most"), ("municipality", "Most"),
        ]

    def test_an_empty_level_is_filled_and_a_filled_one_only_when_asked(self) -> None:
        first = collection(feature({"KOD_KRAJ": "1", "NAZ_KRAJ": "První"}))
        second = collection(feature({"KOD_KRAJ": "2", "NAZ_KRAJ": "Druhý"}))
        assert load(first).created == 1
        assert load(second).unmatched == ["2 Druhý"]
        assert load(second, create=True).created == 1

    def test_a_boundary_without_a_name_makes_no_unit(self) -> None:
        report = load(collection(feature({"code": "1"}), feature({"code": "2", "name": "Druhý"})), kind="region")
        assert (report.unmatched, [area.code for area in Area.objects.all()]) == (["1"], ["2"])

    def test_what_lies_in_an_unknown_unit_says_so(self) -> None:
        report = load(collection(feature({"KOD_OKRES": "1", "NAZ_LAU1": "Okres", "KOD_KRAJ": "77"})))
        assert report.created == 1 and "77" in report.notes[0]

    def test_crossing_lines_are_repaired_and_counted(self) -> None:
        report = load(collection(feature({"code": "1", "name": "Motýl"}, BOW)), kind="region")
        assert (report.errors, report.repaired) == ([], 1)
        assert Area.objects.get().boundary["type"] == "MultiPolygon"

    @pytest.mark.parametrize("crs,fine", [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", True), ("EPSG:4326", True), ("urn:ogc:def:crs:EPSG::5514", False),
    ])
    def test_reference_systems(self, crs: str, fine: bool) -> None:
        data = collection(
            feature({"code": "1", "name": "A"}), crs={"type": "name", "properties": {"name": crs}}
        )
        report = load(data, kind="region")
        assert report.succeeded is fine and (fine or "5514" in report.errors[0])

    @pytest.mark.parametrize("data,word", [
        (b"{", "řádku 1"), (b"[1]", "FeatureCollection"), (b'{"type": "FeatureCollection"}', "žádný prvek"),
        (collection(feature({"name": "Bez kódu"})), "Bez kódu"), (collection(None), "Prvek 1"),
        (collection(feature({"code": "1"}, [[[-741000.5, -1043000.0], [1, 1], [2, 2], [-741000.5, -1043000.0]]])),
         "WGS84"),
        (collection(feature({"code": "1"}, [14, 50], "Point")), "Point"),
        (collection(feature({"code": "1"}, [[[1, 1], [2, 2]]])), "prstenec"),
        (collection(feature({"code": "1"}, [[[1, 1], [2, 2], [1, 1], [1, 1]]])), "plochu"),
        (collection(feature({"code": "1"}, [[[14.0], [15.0]]])), "tvar"),
        (collection(feature({"code": "1"}, "x")), "tvar"), (collection(feature({"code": "1"}, [])), "nemá souřadnice"),
        (collection(feature({"code": "1"}), feature({"code": "1"})), "prvek 1"),
        (b"[" * 100_000, "zanoř"), (b'{"type": "Feature", "x": "\xff\x98"}', "Kódování"),
        (collection(feature({"code": "1"}, [[[float("nan"), 1], [2, 2], [3, 3], [1, 1]]])), "tvar"),
    ])
    def test_bad_files(self, data: bytes, word: str) -> None:
        report = load(data, kind="region")
        assert report.errors and word in " ".join(report.errors), report.errors
        assert not Area.objects.exists()

    def test_a_code_without_a_level(self) -> None:
        assert "úroveň" in load(collection(feature({"code": "1", "name": "A"}))).errors[0]

    @given(st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
        max_leaves=20))
    def test_any_json_is_answered(self, document: Any) -> None:
        plan = plan_boundaries(json.dumps(document).encode(), source="x", kind="region")
        assert plan.errors or plan.boundaries


def test_which_files_are_geojson() -> None:
    assert looks_like_geojson(b'\xef\xbb\xbf\n {"type"') and not looks_like_geojson(b"druh;x")


@pytest.mark.parametrize("role", ROLES)
def test_who_imports(cast: Cast, role: str) -> None:
    allowed = role in {"manager", "coordinator", "administrator", "solo"}
    assert imports_territory(cast.actor(role)) is allowed
    if not allowed:
        with pytest.raises(PermissionDenied):
            import_file(by=cast.actor(role), name="x", data=b"druh;x\n")


class TestCommand:
    pytestmark = pytest.mark.django_db

    def run(self, *files: object, **options: Any) -> None:
        defaults = {"shipped": False, "kind": "", "create": False, "as_of": "", "dry_run": False}
        Command().handle(files=[str(file) for file in files], **{**defaults, **options})

    def test_lists_boundaries_and_a_missing_file(self, tmp_path: Path, capsys: Any) -> None:
        boundaries = tmp_path / "kraje.geojson"
        boundaries.write_bytes(collection(feature({"KOD_KRAJ": "3069"})))
        self.run(boundaries, shipped=True, as_of="2026-01-31")
        assert "1 boundaries: 0 new, 1 changed" in capsys.readouterr().out
        assert Area.objects.get(code="3069").source_date.isoformat() == "2026-01-31"
        with pytest.raises(CommandError, match="chybi.csv"):
            self.run(tmp_path / "chybi.csv")

    def test_a_file_with_errors_fails_the_command_but_not_its_neighbours(self, tmp_path: Path, capsys: Any) -> None:
        good, bad = tmp_path / "dobry.csv", tmp_path / "spatny.csv"
        good.write_text("druh;kód;název\nkraj;1;Kraj\n", encoding="utf-8")
        bad.write_text("druh;kód;název\nkraj;;Kraj\n", encoding="utf-8")
        with pytest.raises(CommandError, match=r"spatny\.csv"):
            self.run(bad, good)
        assert Area.objects.count() == 1 and "Řádek 2" in capsys.readouterr().err

    def test_nothing_given_and_a_bad_day(self) -> None:
        with pytest.raises(CommandError):
            self.run()
        with pytest.raises(CommandError, match="as-of"):
            self.run(shipped=True, as_of="31. 1.")

    def test_dry_run(self) -> None:
        self.run(shipped=True, dry_run=True)
        assert not Area.objects.exists()


@pytest.mark.parametrize("text,expected", [
    ("49.8203N, 18.2625E", (49.8203, 18.2625)), ("49,8203 18,2625", (49.8203, 18.2625)),
    ("49.8203, 18.2625", (49.8203, 18.2625)), ("10S 20W", (-10.0, -20.0)), ("50; 14", (50.0, 14.0)),
])
def test_points(text: str, expected: tuple[float, float]) -> None:
    assert parse_point(text) == expected
    assert parse_point(format_point(*expected)) == expected


@pytest.mark.parametrize("text", ["", "tady", "49", "95N, 18E", "49N, 181E", "49.82.1, 18"])
def test_no_points(text: str) -> None:
    with pytest.raises(PointError):
        parse_point(text)


def test_scheme_stays_small_and_keeps_its_shape() -> None:
    dense = [[14 + index / 20_000, 50.0] for index in range(20_000)] + [[15.0, 51.0], [14.0, 51.0], [14.0, 50.0]]
    drawn = draw([("A", "/a/", {"type": "Polygon", "coordinates": [dense]})], points=[("B", "/b/", 14.5, 50.5)])
    assert drawn is not None and len(drawn.shapes[0].path) < 1000
    assert 0 < drawn.dots[0].x < drawn.width and 0 < drawn.dots[0].y < drawn.height
    assert draw([]) is None


def test_scheme_of_islands_with_a_hole() -> None:
    ring = [[14.4, 50.4], [14.6, 50.4], [14.6, 50.6], [14.4, 50.6], [14.4, 50.4]]
    far = [[[16.0, 50.0], [17.0, 50.0], [17.0, 51.0], [16.0, 50.0]]]
    islands = {"type": "MultiPolygon", "coordinates": [[SQUARE[0], ring], far]}
    drawn = draw([("A", "/a/", islands)], outline=islands)
    assert drawn is not None
    assert drawn.shapes[0].path.count("M") == drawn.outline.count("M") == 3


def test_a_geometry_of_too_many_points_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geometry, "MAX_POINTS", 4)
    with pytest.raises(geometry.GeometryError, match="4"):
        geometry.read_area({"type": "Polygon", "coordinates": SQUARE})


def test_shipped_data_names_each_code_once() -> None:
    lines = (DATA / "areas.csv").read_text(encoding="utf-8").splitlines()[1:]
    codes = [tuple(line.split(",")[:2]) for line in lines]
    assert len(codes) == len(set(codes)) == 154
