"""The floor's own server: the same database, no middleware at all."""

from config.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tools.bench_urls"
ALLOWED_HOSTS = ["*"]
