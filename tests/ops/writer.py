"""A process that performs actions and says so after each one is committed. Run as a module inside an installation.

    python -m tests.ops.writer nursery     forks a writer for every line read; its own death ends nothing else
    python -m tests.ops.writer check FILE  prove that what FILE says was acknowledged is there, whole
    python -m tests.ops.writer write       write until killed; each line ends with the seconds the action took
    python -m tests.ops.writer digests     print the hash of every table's rows, audit rows apart
    python -m tests.ops.writer chain       print the hash of every audit row in order
    python -m tests.ops.writer found       print what the search finds, in its order
    python -m tests.ops.writer files       print the names under which the attachments' bytes are stored
    python -m tests.ops.writer tell A B    the same of several, one process for all: each behind a line ``== A``

An acknowledged line is ``kind uid``; a writer alternates actions with several rows, and files.
"""

import hashlib
import json
import os
import random
import sys
import time
from pathlib import Path

import django


def _say(text: str) -> None:
    """One write, shorter than a pipe's atomic size: a killed writer leaves whole lines only."""
    os.write(1, (text + "\n").encode())


def write_until_killed(seed: int, *, timed: bool = False) -> None:
    """Perform actions until somebody ends the process; ``timed`` adds how long each took."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from soucinnost.access.actors import SystemActor
    from soucinnost.access.models import Circle
    from soucinnost.documents.actions import attach
    from soucinnost.groups.actions import raise_topic
    from soucinnost.groups.models import Group
    from soucinnost.kernel.czech.warming import warm_words

    warm_words()
    dice, by = random.Random(seed), SystemActor("writer", "cli")  # noqa: S311
    group, circle = Group.objects.get(), Circle.objects.get()
    while True:
        number, begun = dice.randrange(10**9), time.monotonic()
        if number % 4:
            line = f"topic {raise_topic(by=by, group=group, title=f'Téma {number}').uid}"
        else:
            text = f"Příloha {number}\n".encode() * dice.randrange(1, 2000)
            upload = SimpleUploadedFile(f"priloha{number}.txt", text, content_type="text/plain")
            line = f"file {attach(by=by, circle=circle, upload=upload).uid}"
        _say(f"{line} {time.monotonic() - begun:.3f}" if timed else line)


def nursery() -> None:
    """Fork a writer for each number read from standard input; report its process id."""
    from soucinnost.kernel.czech.warming import warm_words

    warm_words()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_until_killed(int(line))
        _say(f"pid {child}")
        os.waitpid(child, 0)
        _say("gone")


def check(path: Path) -> None:
    """Exit with a list of what is lost or half-done; print the counts when all is well."""
    from soucinnost.audit.models import Entry
    from soucinnost.audit.selectors import verify
    from soucinnost.documents.models import Attachment
    from soucinnost.groups.models import Topic

    said: dict[str, set[str]] = {"topic": set(), "file": set()}
    for line in path.read_text().splitlines():
        kind, _, uid = line.partition(" ")
        said[kind].add(uid)
    wrong = list(verify().breaks)
    rows = {"topic": set(Topic.objects.values_list("uid", flat=True))}
    rows["file"] = set(Attachment.objects.values_list("uid", flat=True))
    verbs = {"topic": "topic.raised", "file": "attachment.added"}
    for kind, uids in rows.items():
        audited = set(Entry.objects.filter(verb=verbs[kind]).values_list("object_uid", flat=True))
        wrong += [f"acknowledged {kind} {uid} is lost" for uid in said[kind] - uids]
        wrong += [f"{kind} {uid} has no audit row" for uid in uids - audited]
        wrong += [f"the audit speaks of {kind} {uid} that is not there" for uid in audited - uids]
    for attachment in Attachment.objects.all():
        if not attachment.path.exists():
            wrong.append(f"file {attachment.uid} has no bytes")
        elif hashlib.sha256(attachment.path.read_bytes()).hexdigest() != attachment.sha256:
            wrong.append(f"file {attachment.uid} has other bytes")
    if wrong:
        sys.exit("\n".join(wrong[:20]))
    print(f"{len(said['topic'])} {len(said['file'])} {Entry.objects.count()}")


def digests() -> None:
    """Print the hash of each table; the log and notes of duties go on by themselves and are left out."""
    from soucinnost.operations.backup.tables import copied_models, digest, lines

    apart = ("audit.", "operations.")
    print(
        json.dumps(
            {
                model._meta.label_lower: digest(lines(model, "default"))
                for model in copied_models()
                if not model._meta.label_lower.startswith(apart)
            },
            sort_keys=True,
        )
    )


def chain() -> None:
    """Print sequence, verb and hash of each audit row."""
    from soucinnost.audit.models import Entry

    for row in Entry.objects.values_list("sequence", "verb", "hash"):
        print(*row)


def files() -> None:
    """Print the name of each attachment's file."""
    from soucinnost.documents.models import Attachment

    for attachment in Attachment.objects.order_by("pk"):
        print(attachment.path.name)


def found() -> None:
    """Print what the search finds, in its order."""
    from soucinnost.access.actors import SystemActor
    from soucinnost.search.selectors import find

    for typed in ("skupinou", "tématy", "prilohy", "Zkušebnici"):
        print(typed, *(f"{hit.kind}:{hit.uid}" for hit in find(SystemActor("writer", "cli"), typed)))


def prepare() -> None:
    """A town with a group to write into."""
    from soucinnost.access.actors import SystemActor
    from soucinnost.agencies.models import Organisation
    from soucinnost.groups.actions import create_group

    town = Organisation.objects.create(kind="municipality", name="Zkušebnice")
    create_group(
        by=SystemActor("writer", "cli"), organisation=town, name="Skupina", type="municipal_working_group"
    )


def main(arguments: list[str]) -> None:
    """Entry of the process."""
    django.setup()
    modes = {"nursery": nursery, "prepare": prepare, "digests": digests, "chain": chain, "files": files, "found": found}
    if arguments[0] in modes:
        modes[arguments[0]]()
    elif arguments[0] == "tell":
        for name in arguments[1:]:
            print(f"== {name}")
            modes[name]()
    elif arguments[0] == "check":
        check(Path(arguments[1]))
    elif arguments[0] == "write":
        write_until_killed(int(time.time()), timed=True)


if __name__ == "__main__":
    main(sys.argv[1:])
