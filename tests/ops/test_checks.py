"""Checks of production, and the tools that make and move what tests stand on."""

from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command

from soucinnost.accounts.models import User
from soucinnost.agencies.models import Organisation
from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry
from soucinnost.audit.selectors import verify
from soucinnost.ballots.counting import result_of, tally_of
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.documents.reading import lines_of
from soucinnost.evidence.models import Claim
from soucinnost.groups.models import Group
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.intake.evaluations.parsing import parse_evaluation
from soucinnost.meetings.models import Meeting, MinutesVersion
from soucinnost.operations.checks import no_demo_accounts_in_production, production_is_complete
from soucinnost.operations.generator import SIZES
from soucinnost.reports.models import Call, Report
from soucinnost.strategy.answering import is_changed
from soucinnost.strategy.models import Answer, ClaimUse, Collection, Strategy
from soucinnost.support.models import Circular, Consultation, Delivery
from soucinnost.versions.actions import snapshot
from soucinnost.versions.models import Version
from tests import factories
from tools import pg
from tools.bench_pages import pages, people
from tools.bench_worker import signed_in

FIRST_DRAWN = "p4jg55hfgfnqdu"
"""The first consultation of the smallest set: it is drawn after nearly everything else."""


def found(*checks) -> set[str]:  # noqa: ANN002
    return {message.id for messages in checks for message in messages}


@pytest.mark.django_db
class TestProduction:
    def test_demo_accounts_stop_production_only(self, settings) -> None:  # noqa: ANN001
        account = factories.user()
        User.objects.filter(pk=account.pk).update(is_demo=True)
        check = no_demo_accounts_in_production
        assert check(app_configs=None, databases=["default"]) == []
        settings.PRODUCTION = True
        assert found(check(app_configs=None, databases=["default"])) == {"operations.E001"}
        assert check(app_configs=None, databases=None) == []
        User.objects.update(is_active=False)
        assert check(app_configs=None, databases=["default"]) == []

    def test_production_must_be_told_where_it_is(self, settings) -> None:  # noqa: ANN001
        assert production_is_complete(None) == []
        settings.PRODUCTION, settings.MAIL_ENABLED = True, False
        settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "http://x.cz", ["localhost"]
        assert found(production_is_complete(None)) == {"operations.E002", "operations.E003", "operations.W001"}
        settings.ALLOWED_HOSTS = ["*"]
        assert "operations.E003" in found(production_is_complete(None))
        settings.PUBLIC_URL, settings.ALLOWED_HOSTS, settings.MAIL_ENABLED = "https://x.cz", ["x.cz"], True
        assert production_is_complete(None) == []

    def test_run_off_loopback_is_refused_with_demo_accounts(self) -> None:
        account = factories.user()
        User.objects.filter(pk=account.pk).update(is_demo=True)
        with pytest.raises(CommandError, match="127.0.0.1 only"):
            call_command("run", "--host", "0.0.0.0", "--port", "0")


@pytest.mark.django_db
class TestGenerator:
    def test_a_set_has_its_counts_and_a_whole_chain(self) -> None:
        call_command("generate", "--scale", "tiny")
        size = SIZES["tiny"]
        assert Group.objects.count() == size.groups
        assert Meeting.objects.count() == size.meetings
        assert Assignment.objects.count() == size.assignments
        assert Entry.objects.count() == size.audit_rows
        assert MinutesVersion.objects.count() == size.groups
        verdict = verify()
        assert verdict.intact
        assert verdict.checkpoints == 1
        for group in Group.objects.all():
            assert group.circle.seats.filter(is_chair=True).count() == 1

    def test_reports_ballots_and_support_as_actions_leave_them(self) -> None:
        call_command("generate", "--scale", "tiny")
        size = SIZES["tiny"]
        assert (Call.objects.count(), Ballot.objects.count()) == (size.calls, size.ballots)
        assert (Circular.objects.count(), Consultation.objects.count()) == (size.circulars, size.consultations)
        for call in Call.objects.filter(state="closed"):
            assert call.reports.current().count() == 2
        for report in Report.objects.filter(number=1, state="handed_in"):
            assert [figure.claim.source_uid for figure in report.figures.all()] == [report.uid] * 2
        for ballot in Ballot.objects.filter(state="closed"):
            tally = tally_of(ballot.votes.values_list("choice", flat=True))
            assert ballot.result == result_of(tally, ballot.majority, None)
            assert (ballot.members, ballot.votes_for) == (tally.members, tally.votes_for)
        for vote in Vote.objects.exclude(choice=""):
            kept = Version.objects.get(kind="ballots.vote", object_uid=vote.uid)
            assert (kept.number, kept.data) == (1, snapshot(vote))
        assert Delivery.objects.count() == sum(
            Organisation.objects.filter(kind="municipality", area__parent=one.region_id).count()
            for one in Circular.objects.all()
        )

    def test_the_seed_is_fixed(self) -> None:
        """Whoever makes a set gets the same one, on either database."""
        call_command("generate", "--scale", "tiny")
        drawn = [*Consultation.objects.order_by("pk").values_list("uid", flat=True)]
        assert drawn[0] == FIRST_DRAWN and len(set(drawn)) == SIZES["tiny"].consultations

    def test_only_into_an_empty_installation_and_never_in_production(self, settings) -> None:  # noqa: ANN001
        factories.organisation()
        with pytest.raises(CommandError, match="not empty"):
            call_command("generate", "--scale", "tiny")
        settings.PRODUCTION = True
        with pytest.raises(CommandError, match="production"):
            call_command("generate", "--scale", "tiny")

    def test_strategies_as_actions_leave_them(self) -> None:
        call_command("generate", "--scale", "tiny")
        strategy = Strategy.objects.get()
        assert (strategy.measures.count(), Collection.objects.count()) == (30, 3)
        assert [one.asks.count() for one in Collection.objects.all()] == [1, 1, 1]
        for answer in Answer.objects.select_related("ask"):
            claims = Claim.objects.filter(source_kind="strategy.answer", source_uid=answer.uid)
            assert [one.uid for one in claims] == list(answer.handed["claims"].values())
            assert not is_changed(answer.typed, answer.handed) and answer.ask.state == "handed_in"
            assert [one.measure_id for one in ClaimUse.objects.filter(claim__in=claims)] == [answer.measure_id]
        assert Answer.objects.count() == 90
        saved, waiting = EvaluationReading.objects.order_by("pk")
        assert (saved.state, saved.strategy, saved.lines) == ("saved", strategy, [])
        assert (waiting.state, waiting.strategy) == ("ready", None)
        read = parse_evaluation(lines_of(bytes(waiting.file.content).decode()))
        assert [one["title"] for one in waiting.draft["goals"]] == [one.title.text for one in read.goals]
        assert len(read.goals) == 4 and waiting.draft["unplaced"] == []

    def test_its_pages_open(self) -> None:
        """What the benchmark measures answers."""
        call_command("generate", "--scale", "tiny")
        known = people()
        readers = {name: signed_in(one) for name, one in vars(known).items()}
        found = pages(known)
        assert len(found) > 35
        for name, page in found.items():
            assert readers[page.reader].get(page.address).status_code == 200, name


class TestTools:
    @pytest.mark.parametrize("binaries", [pg.machine_binaries, pg.packaged_binaries])
    def test_a_throwaway_server_leaves_nothing(self, binaries) -> None:  # noqa: ANN001
        """Both ways of getting PostgreSQL, where the machine offers them; one there must be."""
        folder = binaries()
        if folder is None:
            assert pg.machine_binaries() or pg.packaged_binaries(), pg.MISSING
            return
        with pg.throwaway_server(folder) as url:
            with psycopg.connect(url) as link:
                assert link.execute("SELECT 1").fetchone() == (1,)
                home = Path(link.execute("SHOW unix_socket_directories").fetchone()[0])
            assert home.exists()
        assert not home.exists()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=5)

    def test_without_binaries_one_line_says_what_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pg, "machine_binaries", lambda: None)
        monkeypatch.setattr(pg, "packaged_binaries", lambda: None)
        with pytest.raises(pg.PostgresMissing, match="postgresql"), pg.throwaway_server():
            pass
