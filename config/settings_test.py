"""Settings of the tests: the product's own, with fast hashing and a mailbox in memory.

Every run has its own data directory, whatever SOUCINNOST_DATA says, so that no test touches real data. SQLite is
a file as in the product (WAL, several connections), only without waiting for the disk.
"""

import atexit
import os
import shutil
import tempfile

if "SOUCINNOST_TEST_DATA" not in os.environ:
    # Worker processes inherit the directory of the process that started them; that one removes it.
    os.environ["SOUCINNOST_TEST_DATA"] = tempfile.mkdtemp(prefix="soucinnost-test-")
    atexit.register(shutil.rmtree, os.environ["SOUCINNOST_TEST_DATA"], ignore_errors=True)
os.environ["SOUCINNOST_DATA"] = os.environ["SOUCINNOST_TEST_DATA"]
os.environ["SOUCINNOST_SECRET_KEY"] = "tests-only-" + "x" * 40
os.environ["SOUCINNOST_FIELD_KEY"] = "tests-only-field-" + "y" * 40

from config.settings import *  # noqa: E402,F403
from config.settings import DATA_DIR, DATABASES, MIDDLEWARE, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_ENABLED = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# A variable that no view gave shows up as this text, and the middleware refuses a page that holds it.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "INVALID(%s)"  # type: ignore[index]
MIDDLEWARE = ["tests.middleware.refuse_unknown_variables", *MIDDLEWARE]
# A connection that a thread left open would keep the test database from being dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
