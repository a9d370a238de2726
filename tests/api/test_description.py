"""The description of the interface and the page about it."""

import jsonschema_rs
from django.test import Client

from soucinnost.api.description import operations
from soucinnost.api.machine import API
from tests.cast import Cast


def test_is_valid_openapi_and_needs_no_token(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    made = answer.json()
    assert answer.status_code == 200 and made["openapi"].startswith("3.1")
    for shape in made["components"]["schemas"].values():
        jsonschema_rs.meta.validate({**shape, "$schema": "https://json-schema.org/draft/2020-12/schema"})
    for path, methods in made["paths"].items():
        assert path.startswith("/api/v1/") and path.endswith("/")
        for operation in methods.values():
            assert operation["security"] == [{"token": []}]
            assert {"401", "403", "404", "422", "429"} <= set(operation["responses"])


def test_the_same_to_everybody(cast: Cast) -> None:
    assert cast.client("chair").get("/api/v1/openapi.json").content == Client().get("/api/v1/openapi.json").content


def test_the_page_lists_every_operation_and_loads_nothing_foreign(cast: Cast) -> None:
    page = cast.client("member").get("/api/").content.decode()
    for one in operations(API):
        assert one["path"] in page and one["scope"] in page
    assert "cdn" not in page and "<script>" not in page
