"""The description of the interface (OpenAPI 3.1), in the language of the request."""

import json
from copy import deepcopy
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from soucinnost.api.problems import CONTENT_TYPE, PREFIX
from soucinnost.api.shapes.common import Problem

_METHODS = ("get", "post")


def _errors() -> dict[str, str]:
    return {
        "400": _("Tělo dotazu není JSON."), "401": _("Chybí platný token."),
        "403": _("Token nemá oprávnění, nebo ho nemá jeho osoba."),
        "404": _("Záznam není, nebo ho osoba nevidí."), "405": _("Adresa takový dotaz nezná."),
        "413": _("Dotaz je větší, než server přijímá."),
        "422": _("Hodnota má jiný tvar, nebo ji akce odmítla; pole fields říká která."),
        "429": _("Příliš mnoho dotazů; hlavička Retry-After říká, za jak dlouho to zkusit."),
        "500": _("Chyba serveru; kdo ho spravuje, ji má v záznamech."),
        "503": _("Databáze je vytížená, nebo neodpovídá; zkuste to za chvíli."),
        "507": _("Na serveru došlo místo, takže se nic neuložilo."),
    }


def describe(api: NinjaAPI) -> dict[str, Any]:
    """Build the document: what the framework knows, errors of every operation, how one signs in."""
    made = deepcopy(dict(api.get_openapi_schema(path_prefix=f"{PREFIX}/")))
    made["info"] = {
        "title": "Součinnost", "version": api.version,
        "description": _(
            "Rozhraní ukazuje a dovoluje totéž co stránky osobě, které token patří, v mezích oprávnění tokenu. "
            "Seznamy se stránkují parametry page a limit; chyby mají tvar podle RFC 9457."
        ),
    }
    made["openapi"] = "3.1.0"
    components = made["components"]
    shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    components["schemas"].update(shape.pop("$defs", {}))
    components["schemas"]["Problem"] = shape
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": _("Token ze stránky Můj účet, Tokeny.")}
    }
    for operations in made["paths"].values():
        for operation in (operations[method] for method in _METHODS if method in operations):
            operation["security"] = [{"token": []}]
            operation["responses"] = {str(code): told for code, told in operation["responses"].items()}
            for code, words in _errors().items():
                operation["responses"][code] = {
                    "description": words,
                    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
    return made


def describe_json(api: NinjaAPI) -> str:
    """The same as text; lazily translated words come out in the active language."""
    return json.dumps(describe(api), cls=DjangoJSONEncoder, ensure_ascii=False)


def operations(api: NinjaAPI) -> list[dict[str, str]]:
    """Every operation with its method, path, summary and the scope it asks for, in the order of paths."""
    found = []
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                scope = getattr(operation.auth_callbacks[0], "scope", "") if operation.auth_callbacks else ""
                found += [
                    {
                        "id": operation.operation_id or "", "method": method, "path": f"{PREFIX}{path}",
                        "summary": str(operation.summary), "scope": str(scope),
                    }
                    for method in operation.methods
                ]
    return sorted(found, key=lambda one: (one["path"], one["method"]))
