"""The repository tests itself: classes of data, floors, rooms, templates, settings, sizes."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

import soucinnost
from soucinnost.accounts.public import PUBLIC_ATTRIBUTE
from soucinnost.audit.disclosure import VIEW_ATTRIBUTE
from soucinnost.kernel.privacy import CLASSES

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "soucinnost"

FLOORS = (
    "audit", "versions", "retention", "codelists", "accounts", "territory", "agencies", "access", "evidence",
    "documents", "notices", "search", "groups", "assignments", "ballots", "strategy", "support", "reports", "meetings",
    "intake", "publishing",
    "desk", "api", "webhooks", "operations",
)  # fmt: skip
"""Apps with models, from the ground up."""

WITHOUT_UID = {
    "audit.Entry": "named by its sequence, which only operators see",
    "audit.ChainHead": "one row",
    "audit.Checkpoint": "named by its sequence, which only operators see",
    "versions.Version": "found by the record it belongs to",
    "retention.Rule": "found by kind and organisation",
    "codelists.CodeList": "public, named by its key",
    "codelists.Edition": "public, named by list and label",
    "codelists.Term": "public, named by its key",
    "access.Controller": "found by its organisation",
    "assignments.AssignmentEvent": "a line of its task's history, never addressed",
    "intake.EvaluationFile": "found by the reading it belongs to",
    "documents.FileCheck": "found by the file it belongs to",
    "ballots.BallotPaper": "a link between ballot and attachment, both addressed by their uid",
    "meetings.AgendaPaper": "a link between item and attachment, both addressed by their uid",
    "meetings.CarriedTask": "a link between item and task, both addressed by their uid",
    "meetings.EntryRevision": "a number within its entry",
    "meetings.SyncOperation": "named by the browser that asked, within its meeting",
    "notices.ReminderRound": "named by its day, never addressed",
    "notices.Told": "a line of its message, never addressed",
    "reports.Ask": "a line of its call, never addressed",
    "reports.Figure": "a link between report and claim, both addressed by their uid",
    "search.IndexEntry": "found by the record it belongs to",
    "search.FileText": "found by the file it was read from",
    "support.FilingCircle": "found by its organisation",
    "support.CircularFile": "a link between circular and attachment, both addressed by their uid",
    "operations.DutyRun": "named by the duty's key",
}
"""Models that never stand in an address, and how they are found instead."""


def own_models() -> list[type[models.Model]]:
    """Every concrete model of ours."""
    found = [model for model in apps.get_models() if model.__module__.startswith("soucinnost.")]
    assert len(found) > 30
    return found


def sources(*folders: str) -> Iterator[Path]:
    """Python files of the product without migrations."""
    for folder in folders or ("soucinnost", "config"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


class TestModels:
    @pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
    def test_every_field_has_one_class(self, model: type[models.Model]) -> None:
        told = getattr(model, "field_classes", None)
        assert told is not None, "field_classes is missing"
        fields = {field.name for field in model._meta.concrete_fields}
        many = {field.name for field in model._meta.many_to_many}
        assert fields <= set(told), f"not classified: {fields - set(told)}"
        assert set(told) <= fields | many, f"no such field: {set(told) - fields - many}"
        assert set(told.values()) <= set(CLASSES)

    @pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
    def test_sensitive_fields_are_encrypted(self, model: type[models.Model]) -> None:
        for name, kind in model.field_classes.items():
            field = model._meta.get_field(name)
            assert (kind == "sensitive") == (type(field).__name__ == "EncryptedTextField"), name

    @pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
    def test_relations_point_down(self, model: type[models.Model]) -> None:
        here = FLOORS.index(model._meta.app_label)
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = field.related_model
            if target.__module__.startswith("soucinnost."):
                assert FLOORS.index(target._meta.app_label) <= here, f"{field.name} points up to {target._meta.label}"
            if isinstance(field, models.ForeignKey):
                assert field.remote_field.on_delete is not models.DO_NOTHING, field.name

    def test_models_have_a_random_uid_or_a_reason_why_not(self) -> None:
        without = set()
        for model in own_models():
            names = {field.name for field in model._meta.concrete_fields}
            if "uid" not in names:
                without.add(model._meta.label)
            else:
                field = model._meta.get_field("uid")
                assert field.unique, model
        assert without == set(WITHOUT_UID)

    def test_audit_holds_no_foreign_keys(self) -> None:
        for model in apps.get_app_config("audit").get_models():
            assert not [field for field in model._meta.get_fields() if field.is_relation]

    def test_what_belongs_to_a_circle_can_be_asked_for_an_actor(self) -> None:
        """A model that leads to a circle offers ``visible_to``; without it a page could only show all or nothing."""
        for model in own_models():
            names = {field.name for field in model._meta.get_fields()}
            if {"circle", "group", "meeting", "entry", "item", "assignment"} & names and model._meta.label not in {
                "access.Circle", "access.BreakGlass", "audit.Entry",
                # rows of the index are read by selectors.find alone, which asks the records themselves
                "search.IndexEntry",
            }:
                assert hasattr(model.objects, "visible_to"), model._meta.label


class TestFloorsAndRooms:
    def test_import_floors(self) -> None:
        done = subprocess.run(
            [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True,
            text=True, check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:]

    def test_files_stay_rooms(self) -> None:
        large = {name_of(path): count for path in sources() if (count := len(path.read_text().splitlines())) > 400}
        assert large == {}

    def test_functions_stay_short(self) -> None:
        long = {
            f"{name_of(path)}:{node.lineno} {node.name}": length
            for path in sources("soucinnost", "config", "tools")
            for node in ast.walk(parsed(path))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            and (length := (node.end_lineno or 0) - node.lineno + 1) > 60
        }
        assert long == {}

    def test_nothing_is_left_unfinished_or_silenced(self) -> None:
        marks = re.compile("TO" + "DO|FIX" + "ME|" + "X" * 3 + r"\b|pragma: " + "no cover|raise NotImplemented")
        found = [
            f"{name_of(path)}:{number}"
            for path in sources("soucinnost", "config", "tools", "tests")
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if marks.search(line) and path != Path(__file__)
        ]
        assert found == []

    def test_public_functions_say_what_they_do(self) -> None:
        silent = []
        for path in sources("soucinnost"):
            for node in parsed(path).body:
                named = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
                if named and ast.get_docstring(node) is None and path.name not in {"enums.py"}:
                    silent.append(f"{name_of(path)}:{node.lineno} {node.name}")
        assert silent == []

    def test_every_module_says_what_it_is(self) -> None:
        packages = {f"{name}/__init__.py" for name in ("management", "commands", "templatetags")}
        silent = {
            name_of(path): "/".join(path.parts[-2:])
            for path in sources()
            if ast.get_docstring(parsed(path)) is None
        }
        assert {path for path, end in silent.items() if end not in packages} == set()

    def test_only_actions_write(self) -> None:
        """Views, forms, rules, selectors and templates tags call no write of the ORM."""
        writes = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "save"}
        rooms = {"views", "forms", "rules", "selectors", "urls", "enums", "templatetags"}
        found = []
        for path in sources("soucinnost"):
            parts = {part.removesuffix(".py") for part in path.relative_to(PRODUCT).parts}
            if not parts & rooms:
                continue
            found += [
                f"{name_of(path)}:{node.lineno} .{node.func.attr}()"
                for node in ast.walk(parsed(path))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes
            ]
        assert found == []

    def test_no_signals_and_no_bulk_writes(self) -> None:
        """History is written by actions. Rows in bulk are for the generator of test data and for restoring alone."""
        signals = re.compile(r"\b(pre_save|post_save|pre_delete|post_delete|m2m_changed)\b")
        found = [name_of(path) for path in sources("soucinnost") if signals.search(path.read_text())]
        bulk = {name_of(path) for path in sources("soucinnost") if "bulk_create(" in path.read_text()}
        assert found == []
        assert all("/generator/" in name or name in BULK_WITH_REASON for name in bulk), bulk


BULK_WITH_REASON = {
    "soucinnost/support/actions/sending.py": "copies of a circular to thousands, recorded with it",
    "soucinnost/notices/actions/digests.py": "the lines of one mail, recorded with it",
    "soucinnost/codelists/actions.py": "an edition of thousands of terms is one record to its reader",
    "soucinnost/territory/actions/importing.py": "a list of all municipalities is one import, recorded as one",
    "soucinnost/meetings/actions/agenda/making.py": "tasks carried onto an item, recorded with the agenda",
    "soucinnost/search/actions.py": "rows of the index, made of records that have their own audit and versions",
    "soucinnost/strategy/actions/activities.py": "planned activities of one measure, kept and recorded with it",
    "soucinnost/strategy/actions/lists.py": "the list behind one number, recorded with its claim",
    "soucinnost/strategy/actions/stating.py": "claims of one document, each named in the rows of the log",
    "soucinnost/evidence/actions.py": "claims of one document, each named in the rows of the log",
    "soucinnost/meetings/actions/presence.py": "a sheet of everybody who sits in the group, recorded with the meeting",
}
"""Actions that write rows in bulk and record them as one, and why."""
LEADS_ON = {"skupiny/dokumenty/<slug:document_uid>/": "redirects to the group's page"}
"""Addresses that answer no page of their own."""


def views() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every view of ours with its address."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Callable[..., Any]]]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("soucinnost."):
                yield route, pattern.callback

    return walk(get_resolver().url_patterns, "")


def _mentions_disclosure(view: Callable[..., Any]) -> bool:
    """Whether the view, or a function of ours that it calls in two steps, declares what it shows."""
    seen: set[Any] = set()
    level = {inspect.unwrap(view)}
    for _ in range(3):
        following: set[Any] = set()
        for function in level - seen:
            seen.add(function)
            names = set(getattr(function, "__code__", compile("", "", "exec")).co_names)
            if "disclose" in names:
                return True
            scope = getattr(function, "__globals__", {})
            following |= {
                inspect.unwrap(scope[name])
                for name in names
                if inspect.isfunction(scope.get(name)) and scope[name].__module__.startswith("soucinnost.")
            }
        level = following
    return False


class TestViews:
    def test_every_view_declares_what_it_shows(self) -> None:
        """The middleware crashes at run time; this finds the page before anybody opens it."""
        silent = [
            route
            for route, view in views()
            if route not in LEADS_ON
            and not getattr(view, PUBLIC_ATTRIBUTE, False)
            and not getattr(view, VIEW_ATTRIBUTE, "")
            and not _only_post(view)
            and not _mentions_disclosure(view)
        ]
        assert silent == []

    def test_addresses_end_with_a_slash_and_count_nothing(self) -> None:
        """A number in an address counts within the record whose uid stands before it, never in the installation."""
        counted = [route for route, _ in views() if re.search(r"<int:(pk|id|\w+_id)>", route)]
        first = [route for route, _ in views() if "<int:" in route and "uid>" not in route.split("<int:")[0]]
        open_ended = [route for route, _ in views() if route and not (route.endswith("/") or "." in route)]
        assert (counted, first, open_ended) == ([], [], [])


def _only_post(view: Callable[..., Any]) -> bool:
    """Whether ``require_POST`` (or the like) keeps reading requests out."""
    current: Any = view
    while current is not None:
        closure = inspect.getclosurevars(current).nonlocals if inspect.isfunction(current) else {}
        methods = closure.get("request_method_list")
        if methods is not None:
            return not {"GET", "HEAD"} & set(methods)
        current = getattr(current, "__wrapped__", None)
    return False


class TestTemplatesAndSettings:
    OVERRIDES = ("account/", "mfa/", "usersessions/", "allauth/", "socialaccount/", "django/")
    BY_FRAMEWORK = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
    COMPOSED = re.compile(r"""f["']([\w/]*(?:\{[^}]+\}[\w/.]*)+\.(?:html|txt))["']""")

    def test_no_template_is_unused(self) -> None:
        files = [path for path in PRODUCT.rglob("templates/**/*") if path.is_file()]
        names = {str(path).split("/templates/", 1)[1]: path for path in files}
        text = "\n".join(path.read_text() for path in [*sources("soucinnost", "config"), *files])
        composed = [
            re.compile(re.sub(r"\\\{.*?\\\}", r"[\\w-]+", re.escape(told))) for told in self.COMPOSED.findall(text)
        ]
        unused = []
        for name in sorted(names):
            if name.startswith(self.OVERRIDES) or name in self.BY_FRAMEWORK:
                continue
            if name.startswith("cotton/"):
                tag = name.removeprefix("cotton/").removesuffix(".html").replace("/", ".").replace("_", "-")
                if not re.search(rf"<c-{re.escape(tag)}[\s>/]", text):
                    unused.append(name)
            elif name not in text and not any(pattern.fullmatch(name) for pattern in composed):
                unused.append(name)
        assert unused == []

    def test_every_environment_variable_is_documented(self) -> None:
        read = re.compile(r"""(?:environ(?:\.get\(|\[)|flag\(|words\()\s*["']([A-Z_]+)["']""")
        paths = [path for path in sources() if path.name != "settings_test.py"]
        names = {name for path in paths for name in read.findall(path.read_text())} - {"DJANGO_SETTINGS_MODULE"}
        assert len(names) > 15
        told = (ROOT / "docs/operations.md").read_text()
        assert {name for name in names if f"`{name}`" not in told} == set()

    def test_one_version_number(self) -> None:
        told = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
        assert told == soucinnost.__version__

    def test_requirements_are_locked_with_hashes_and_name_no_index(self) -> None:
        for name in ("requirements.txt", "requirements-dev.txt"):
            text = (ROOT / name).read_text()
            assert "://" not in text
            for block in re.split(r"\n(?=[a-z])", text.strip()):
                if re.match(r"[a-z0-9_.\[\]-]+==", block):
                    assert "--hash=sha256:" in block, block[:60]
        wanted = re.findall(r"^[a-z][\w-]+", (ROOT / "requirements.in").read_text(), re.M)
        locked = (ROOT / "requirements.txt").read_text()
        assert [name for name in wanted if not re.search(rf"^{re.escape(name)}(\[.*\])?==", locked, re.M)] == []

    @pytest.mark.django_db
    def test_migrations_are_complete(self, capsys: pytest.CaptureFixture[str]) -> None:
        from django.core.management import call_command

        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
        assert "No changes detected" in capsys.readouterr().out
