"""Whether the backup of the day is made: a disk that is full or unplugged tells nobody by itself."""

import time

from flows.safekeeping import kept_in
from pipeline.backup_folder import BackupFolder
from pipeline.errors import SohoaError
from pipeline.messages import message
from pipeline.settings import Settings
from pipeline.tools import Check

_OLD_SECONDS = 2 * 24 * 3600.0


def check_backup(settings: Settings, lang: str) -> list[Check]:
    """When the newest backup was made; nothing where none is asked for and none was made."""
    folder = kept_in(settings)
    try:
        newest = BackupFolder(folder).newest()
    except SohoaError as exc:
        advice = message(exc.code).advice(lang)
        return [Check("backup", ok=False, found=str(exc), advice=advice, needed=False)]
    if newest is None and settings.backup_folder is None:
        return []
    made = newest.made if newest else 0.0
    day = time.strftime("%Y-%m-%d %H:%M", time.localtime(made)) if newest else "-"
    return [
        Check(
            "backup",
            ok=made > time.time() - _OLD_SECONDS,
            found=f"{folder}: {day}",
            advice=message("backup.old").advice(lang),
            needed=False,
        )
    ]
