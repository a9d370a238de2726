"""Settings of the tests: the product's own, with fast hashing and a mailbox in memory."""

import os
import tempfile

os.environ.setdefault("SOUCINNOST_DATA", tempfile.mkdtemp(prefix="soucinnost-test-"))
os.environ.setdefault("SOUCINNOST_SECRET_KEY", "tests-only-" + "x" * 40)
os.environ.setdefault("SOUCINNOST_FIELD_KEY", "tests-only-field-" + "y" * 40)

from config.settings import *  # noqa: E402,F403
from config.settings import DATABASES, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_ENABLED = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "INVALID(%s)"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
