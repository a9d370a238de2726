"""Entry point of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from soucinnost.kernel.czech.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
warm()
# What was loaded stays for the life of the process: the collector of garbage need not walk through it again and
# again, nor after each few hundred objects of an answer.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
