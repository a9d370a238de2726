"""The floor's own server: the same database and addresses, no middleware at all."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "tools.bench_urls"
settings.ALLOWED_HOSTS = ["*"]
application = WSGIHandler()
