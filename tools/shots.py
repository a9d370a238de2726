"""Pictures of every page of the demonstration with axe's findings, on one contact sheet: shots/index.html.

    python -m tools.shots [--only WORD …] [--as E-MAIL …] [--out FOLDER]

A copy of the demonstration is loaded into a temporary folder and served on loopback. Each page is taken at 1280 and
360 px, light and dark, and as its first printed sheet.
"""

import argparse
import io
import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHEET_STYLE = (
    "body{font:14px system-ui;margin:2rem}section{border-top:2px solid;padding:1rem 0}h2{font-size:1rem}"
    "img{border:1px solid #999;vertical-align:top;margin:.2rem;max-height:32rem}"
    ".bad{color:#a3221b}pre{white-space:pre-wrap}"
)


def prepare(folder: Path) -> None:
    """Set Django up on an empty data folder and load the demonstration."""
    os.environ.update(
        SOUCINNOST_DATA=str(folder), SOUCINNOST_DEBUG="0", DJANGO_SETTINGS_MODULE="config.settings",
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
    )
    os.environ.pop("DATABASE_URL", None)
    import django  # noqa: PLC0415 - only now is it known which data to use

    django.setup()
    logging.disable(logging.ERROR)
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    for command in (["migrate"], ["createcachetable"], ["import_codelists", "--shipped"], ["demo"]):
        call_command(*command, verbosity=0, stdout=io.StringIO())


@contextmanager
def served() -> Iterator[str]:
    """The product on a free port of loopback; gives its address."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: PLC0415
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: PLC0415

    from config.wsgi import application  # noqa: PLC0415

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(application))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Clients:
    """Signed-in test clients, one for each reader; their sessions are lent to the browser."""

    def __init__(self) -> None:
        self._clients: dict[str, Any] = {}

    def of(self, email: str) -> Any:
        """The client of the account with this e-mail; of nobody for an empty one."""
        from django.test import Client  # noqa: PLC0415

        from soucinnost.accounts.models import User  # noqa: PLC0415

        if email not in self._clients:
            client = self._clients[email] = Client(raise_request_exception=False, headers={"host": "localhost"})
            if email:
                backend = "allauth.account.auth_backends.AuthenticationBackend"
                client.force_login(User.objects.get(email__iexact=email), backend=backend)
                session = client.session
                session["account_authentication_methods_user"] = client.session["_auth_user_id"]
                session["account_authentication_methods"] = [
                    {"method": "password", "at": time.time(), "reauthenticated": True}
                ]
                session.save()
        return self._clients[email]

    def session(self, email: str) -> str:
        """The key of the session; empty for nobody."""
        from django.conf import settings  # noqa: PLC0415

        cookie = self.of(email).cookies.get(settings.SESSION_COOKIE_NAME)
        return cookie.value if cookie else ""


class Camera:
    """Takes pages in all sizes and schemes and asks axe about each."""

    def __init__(self, browser: Any, base: str, out: Path) -> None:
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

        self.browser, self.base, self.out, self.axe = browser, base, out, Axe()

    def take(self, shot: Any, session: str) -> list[str]:
        """Photograph one page; return what is wrong with it, in words. A page that cannot be taken stops no other."""
        from playwright.sync_api import Error  # noqa: PLC0415

        context = self.browser.new_context(base_url=self.base, locale="cs")
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.base}])
        wrong: list[str] = ["answers with an error of the server"] if shot.fails else []
        try:
            self._take(context.new_page(), shot, wrong)
        except Error as error:
            wrong.append(f"cannot be taken: {error.message.splitlines()[0]}")
        context.close()
        return list(dict.fromkeys(wrong))

    def _take(self, page: Any, shot: Any, wrong: list[str]) -> None:
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
        for width in WIDTHS:
            for scheme in SCHEMES:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme, media="screen")
                page.goto(shot.url, wait_until="load")
                page.screenshot(path=self.out / f"{shot.name}-{width}-{scheme}.png", full_page=True)
                wrong += [f"{width} {scheme}: {found}" for found in self._look(page, width)]
        self._print(page, shot.name)

    def _look(self, page: Any, width: int) -> Iterator[str]:
        over = page.evaluate("document.documentElement.scrollWidth") - width
        if over > 0:
            yield f"scrolls sideways by {over} px"
        for violation in self.axe.run(page, options={"runOnly": AXE_RULES}).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            yield f"axe {violation['id']} ({violation['impact']}): {violation['help']} [{nodes}]"

    def _print(self, page: Any, name: str) -> None:
        import pypdfium2  # noqa: PLC0415

        page.emulate_media(color_scheme="light", media="print")
        paper = self.out / f"{name}.pdf"
        page.pdf(path=paper, format="A4", prefer_css_page_size=True)
        document = pypdfium2.PdfDocument(paper)
        document[0].render(scale=1).to_pil().save(self.out / f"{name}-print.png")
        document.close()


def _thumbnail(file: str) -> str:
    width = 160 if "-360-" in file else 400
    return f'<a href="{file}"><img src="{file}" alt="{file}" width="{width}" loading="lazy"></a>'


def contact_sheet(out: Path, taken: list[tuple[Any, list[str]]]) -> None:
    """Write index.html: pages with findings first."""
    parts = []
    for shot, wrong in sorted(taken, key=lambda pair: (not pair[1], pair[0].name)):
        files = [f"{shot.name}-{width}-{scheme}.png" for width in WIDTHS for scheme in SCHEMES]
        images = "".join(map(_thumbnail, [*files, f"{shot.name}-print.png"]))
        found = f'<pre class="bad">{escape(chr(10).join(wrong))}</pre>' if wrong else "<p>nothing found</p>"
        who = escape(shot.reader or "nobody")
        parts.append(f"<section><h2>{shot.name}</h2><p>{escape(shot.url)} · {who}</p>{found}{images}</section>")
    bad = sum(bool(wrong) for _shot, wrong in taken)
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages</title><style>{SHEET_STYLE}</style>'
    summary = f"<h1>{len(taken)} pages, {bad} with findings</h1>"
    (out / "index.html").write_text(head + summary + "\n".join(parts), encoding="utf-8")


def options(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], help="take only pages whose name holds one of these words")
    parser.add_argument("--as", nargs="*", default=[], dest="readers", help="e-mails of the readers to try, in order")
    parser.add_argument("--out", type=Path, default=Path("shots"))
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Take the pictures; 1 when there is no browser or a page has findings."""
    chosen = options(arguments)
    folder = Path(tempfile.mkdtemp(prefix="soucinnost-shots-"))
    try:
        prepare(folder)
        from soucinnost.operations.demo.people import signs_in  # noqa: PLC0415
        from tools.driving import BrowserMissing, launched_browser  # noqa: PLC0415
        from tools.shot_pages import pages  # noqa: PLC0415

        clients = Clients()
        shots = pages(chosen.readers or [email for email, _what in signs_in()], clients.of)
        shots = [shot for shot in shots if not chosen.only or any(word in shot.name for word in chosen.only)]
        chosen.out.mkdir(parents=True, exist_ok=True)
        taken: list[tuple[Any, list[str]]] = []
        try:
            with served() as base, launched_browser() as browser:
                camera = Camera(browser, base, chosen.out)
                for shot in shots:
                    wrong = camera.take(shot, clients.session(shot.reader))
                    taken.append((shot, wrong))
                    print(f"{shot.name}: {len(wrong) or 'nothing'} found", flush=True)
        except BrowserMissing as missing:
            print(missing, file=sys.stderr)
            return 1
        contact_sheet(chosen.out, taken)
        print(f"{len(taken)} pages: {chosen.out / 'index.html'}")
        return int(any(wrong for _shot, wrong in taken))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
