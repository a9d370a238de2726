"""``soucinnost run``: web server, background worker and periodic duties under one parent."""

import errno
import socket
import time
from argparse import ArgumentParser
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from soucinnost.accounts.models import User
from soucinnost.operations.demo.people import signs_in
from soucinnost.operations.supervisor import Supervisor, children

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Command(BaseCommand):
    """Stops everything on Ctrl+C or SIGTERM."""

    help = "Runs web server, background worker and periodic duties until stopped."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web server processes")
        parser.add_argument("--threads", type=int, default=4, help="threads of each web server process")
        parser.add_argument("--tick", type=int, default=60, metavar="SECONDS", help="how often duties are looked at")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        self._refuse_bad_start(host, port)
        demo = list(User.objects.filter(is_demo=True, is_active=True).order_by("pk").values_list("email", flat=True))
        if demo and host not in LOOPBACK:
            raise CommandError("Demo accounts have a known password: they run on 127.0.0.1 only.")
        connections.close_all()
        supervisor = Supervisor(
            children(
                host=host, port=port, workers=options["workers"], threads=options["threads"],
                tick_seconds=options["tick"],
            )
        )
        waiting = {"since": time.monotonic(), "told": False}

        def tell_when_ready() -> None:
            if waiting["told"]:
                return
            if _answers(host, port):
                self._tell(host, port, demo)
                waiting["told"] = True
            elif time.monotonic() - waiting["since"] > 60:
                self.stderr.write("The web server does not answer yet; see the messages above.")
                waiting["told"] = True

        supervisor.run(tell_when_ready)
        self.stdout.write("Zastaveno.")

    def _refuse_bad_start(self, host: str, port: int) -> None:
        """One line for what would otherwise be an endless restart: taken port, missing migrations, demo accounts."""
        self.check(databases=[DEFAULT_DB_ALIAS])
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                raise CommandError("The database is not up to date. Run: soucinnost migrate")
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                advice = f" Choose another port: make run PORT={port + 1}" if error.errno == errno.EADDRINUSE else ""
                raise CommandError(f"Cannot listen on {host}:{port} ({error.strerror}).{advice}") from error

    def _tell(self, host: str, port: int, demo: list[str]) -> None:
        shown = "localhost" if host in LOOPBACK else host
        self.stdout.write(f"\n  Součinnost běží: http://{shown}:{port}/\n")
        if demo:
            self.stdout.write(f"  Ukázkové účty (heslo pro všechny: {settings.DEMO_PASSWORD}):")
            roles = dict(signs_in())
            for email in sorted(demo, key=lambda one: one not in roles):
                self.stdout.write(f"    {email:34} {roles.get(email, '')}".rstrip())
        elif not User.objects.exists():
            self.stdout.write("  Zatím tu není žádný účet: první správce se založí na této adrese.")
        self.stdout.write("  Ukončíte klávesami Ctrl+C.\n")
        self.stdout.flush()
        connections.close_all()


def _answers(host: str, port: int) -> bool:
    link = HTTPConnection(host, port, timeout=2)
    try:
        link.request("GET", "/ucet/login/", headers={"Host": "localhost"})
        link.getresponse()
        return True
    except (OSError, HTTPException):
        return False
    finally:
        link.close()
