"""Backup, restore and moving between databases: one portable form of all rows, the same on SQLite and PostgreSQL."""

from soucinnost.operations.backup.errors import BackupError
from soucinnost.operations.backup.moving import transfer
from soucinnost.operations.backup.restoring import restore
from soucinnost.operations.backup.saving import save

__all__ = ["BackupError", "restore", "save", "transfer"]
