"""Putting a backup into an empty installation."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.audit.selectors import verify
from soucinnost.kernel.actor import Actor
from soucinnost.operations.backup.archive import Reader, reading, sync_folder
from soucinnost.operations.backup.errors import BackupError, of_disk
from soucinnost.operations.backup.saving import key_check
from soucinnost.operations.backup.snapshot import applied_migrations
from soucinnost.operations.backup.tables import copied_models, digest, empty_all, lines, load, reset_sequences

# A fresh installation may have shipped code lists and territory; with any of these it is in use.
SIGNS_OF_USE = ("accounts.User", "agencies.Person", "agencies.Organisation", "access.Circle", "documents.Attachment")


@dataclass(frozen=True)
class Restored:
    """What came back; ``keys`` says whether the installation's keys were replaced and it must be started anew."""

    rows: int
    files: int
    keys: bool
    missing: tuple[str, ...]


def restore(*, by: Actor, path: Path) -> Restored:
    """Bring rows and files of a backup into this empty installation, or leave it as it was.

    The archive is proved first; after loading, every table is read back and compared with the manifest, and the
    audit chain is verified. Raises BackupError with the reason; the database is then unchanged.
    """
    with reading(path) as archive:
        _refuse_unfit(archive)
        files, replaced = _files(archive), _replaced(archive)
        written: list[Path] = []
        try:
            with transaction.atomic():
                rows = _load_rows(archive)
                _compare(archive)
                _verify_chain(archive)
                for name, target in (files | {name: _beside(place) for name, place in replaced.items()}).items():
                    archive.extract(name, target)
                    written.append(target)
                record(by=by, verb="installation.restored")
        except OSError as error:
            _remove(written)
            raise of_disk(error) from error
        except BaseException:
            _remove(written)
            raise
        for place in replaced.values():  # asks for no more room, so what is committed is whole
            _beside(place).replace(place)
            sync_folder(place.parent)
        keys = any(name.startswith("keys/") for name in replaced)
        return Restored(rows, len(files), keys, tuple(archive.manifest.get("missing_files", ())))


def _files(archive: Reader) -> dict[str, Path]:
    """Where the bytes of attachments go, by their parts."""
    home = Path(settings.FILES_DIR)
    return {name: home / name.removeprefix("files/") for name in archive.parts if name.startswith("files/")}


def _replaced(archive: Reader) -> dict[str, Path]:
    """What takes its place only when the rows are in: keys, unless both are the same, and a witness where none is.

    Keys given by the environment stay what they are.
    """
    found: dict[str, Path] = {}
    if _has_keys(archive) and not _same_keys(archive):
        found = {f"keys/{name}.key": settings.DATA_DIR / f"{name}.key" for name in ("secret", "field")}
    if "checkpoints.log" in archive.parts and not settings.AUDIT_WITNESS.exists():
        found["checkpoints.log"] = settings.AUDIT_WITNESS
    return found


def _beside(place: Path) -> Path:
    return place.with_name(place.name + ".restored")


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _refuse_unfit(archive: Reader) -> None:
    manifest, applied = archive.manifest, applied_migrations(DEFAULT_DB_ALIAS)
    if not applied:
        raise BackupError(_("Databáze ještě nemá tabulky. Nejdřív spusťte soucinnost migrate a createcachetable."))
    for label in SIGNS_OF_USE:
        if apps.get_model(label)._base_manager.exists():
            raise BackupError(_("Tato instalace už obsahuje data. Obnovit lze jen do prázdné."))
    if manifest["migrations"] != applied:
        raise BackupError(
            _("Zálohu vytvořila verze %(version)s. Obnovte ji ve stejné verzi a teprve potom aktualizujte.")
            % {"version": manifest.get("version", "?")}
        )
    expected = {f"tables/{model._meta.label_lower}.jsonl" for model in copied_models()}
    if expected != {name for name in archive.parts if name.startswith("tables/")}:
        raise BackupError(_("Obsah zálohy neodpovídá jejímu soupisu."))
    if not _same_keys(archive) and not _has_keys(archive):
        raise BackupError(
            _("Záloha patří k jiným klíčům. Zkopírujte do datové složky původní soubory secret.key a field.key.")
        )


def _same_keys(archive: Reader) -> bool:
    told: dict[str, Any] = archive.manifest["keys"]
    return told == {"secret": key_check(settings.SECRET_KEY), "field": key_check(settings.FIELD_KEY)}


def _has_keys(archive: Reader) -> bool:
    return {"keys/secret.key", "keys/field.key"} <= set(archive.parts)


def _load_rows(archive: Reader) -> int:
    empty_all(DEFAULT_DB_ALIAS)
    rows = 0
    for model in copied_models():
        rows += load(model, archive.lines(f"tables/{model._meta.label_lower}.jsonl"), DEFAULT_DB_ALIAS)
    reset_sequences(DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS].check_constraints()
    return rows


def _compare(archive: Reader) -> None:
    for model in copied_models():
        told = archive.parts[f"tables/{model._meta.label_lower}.jsonl"]
        if digest(lines(model, DEFAULT_DB_ALIAS)) != (told["rows"], told["sha256"]):
            raise BackupError(_("Tabulka %(name)s se po obnovení liší od zálohy.") % {"name": model._meta.label_lower})


def _verify_chain(archive: Reader) -> None:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if _has_keys(archive):
        keys.append(archive.pack.read("keys/secret.key").decode().strip())
    verdict = verify(keys=keys, witness=Path("/nonexistent"))
    if not verdict.intact:
        raise BackupError(_("Záznam o přístupech v záloze je porušený: %(what)s") % {"what": verdict.breaks[0]})
