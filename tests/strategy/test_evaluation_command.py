"""``soucinnost report evaluation``: listing, whole files, one clear line when it cannot."""

import errno
import io
import os

import pypdf
import pytest
from django.core.management import CommandError, call_command

from soucinnost.audit.models import Entry
from soucinnost.operations.management.commands import report_evaluation
from tests.strategy import kit, report_kit

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command("report_evaluation", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_strategies_are_listed_by_their_short_names(cast):
    made = kit.strategy(cast, title="Strategie\nměsta", short_name="mesto-2012")
    listed = run("--list").splitlines()
    assert [line.split("\t")[:2] for line in listed] == [[made.short_name, "Strategie města"]]


@pytest.mark.parametrize(("fmt", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")])
def test_each_format_is_written_whole_and_noted(cast, tmp_path, fmt, start):
    made = report_kit.filled(cast)
    target = tmp_path / "zprava.bin"
    target.write_bytes(b"starsi")
    run(made.short_name, "--format", fmt, "--output", target)
    assert target.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == ["zprava.bin"]
    assert Entry.objects.filter(verb="strategy.report_exported", object_uid=made.uid).count() == 1


def test_format_follows_the_ending_and_council_is_one_page(cast, tmp_path):
    made = report_kit.filled(cast)
    run(made.uid, "--council", "--output", tmp_path / "rada.pdf")
    assert len(pypdf.PdfReader(tmp_path / "rada.pdf").pages) == 1


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (["nic", "--output", "{}/a.pdf"], 2, "Strategie nic neexistuje"),
    (["{name}"], 2, "--output"), (["--output", "{}/a.pdf"], 2, "Uveďte strategii"),
    (["{name}", "--output", "{}/a.xyz"], 2, "Formát"), (["{name}", "--output", "{}/neni/a.pdf"], 1, "neexistuje"),
    (["{name}", "--output", "{}"], 2, "Formát"), (["{name}", "--output", "{}", "--format", "pdf"], 1, "složka"),
    (["{name}", "--output", "{}/a.html", "--council"], 2, "jen v PDF a DOCX"),
])
def test_what_cannot_be_done_is_one_clear_line(cast, tmp_path, arguments, code, said):
    made = kit.strategy(cast)
    with pytest.raises(CommandError) as refused:
        run(*(one.replace("{name}", made.short_name).replace("{}", str(tmp_path)) for one in arguments))
    assert refused.value.returncode == code
    assert said in str(refused.value) and "\n" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_full_disk_leaves_the_old_file_and_no_rest(cast, tmp_path, monkeypatch):
    made = report_kit.filled(cast)
    target = tmp_path / "zprava.html"
    target.write_bytes(b"starsi")

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(report_evaluation.os, "fsync", full)
    with pytest.raises(CommandError, match="nelze zapsat"):
        run(made.short_name, "--output", target)
    assert target.read_bytes() == b"starsi"
    assert [path.name for path in tmp_path.iterdir()] == ["zprava.html"]


def test_a_link_stays_a_link(cast, tmp_path):
    made = report_kit.filled(cast)
    (tmp_path / "cil").mkdir()
    link = tmp_path / "zprava.html"
    link.symlink_to(tmp_path / "cil" / "x.html")
    run(made.short_name, "--output", link)
    assert link.is_symlink() and (tmp_path / "cil" / "x.html").read_bytes().startswith(b"<!DOCTYPE")
