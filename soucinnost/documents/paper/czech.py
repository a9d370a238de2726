"""Papers are part of the record: they are in Czech whatever language the reader's pages are in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils import translation

LANGUAGE = "cs"

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_czech(build: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Build in the language of the record."""

    @wraps(build)
    def built(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        with translation.override(LANGUAGE):
            return build(*args, **kwargs)

    return built
