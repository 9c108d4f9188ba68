"""`sohoa doctor`: what is there, what is missing, and the command that mends it."""

import argparse
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.errors import Exit, SohoaError
from pipeline.home import home_folder
from pipeline.messages import message
from pipeline.settings import Settings
from pipeline.tools import NEURAL_READER, Check, check_tools
from portal.door import Door


def run(door: Door, options: argparse.Namespace) -> int:
    """Check everything; exit 3 when something needed is missing."""
    if options.types:
        return _print_types(door)
    home = home_folder(door.home)
    prefix = os.environ.get("TESSDATA_PREFIX")
    checks = check_tools(home, tessdata=Path(prefix) if prefix else None)
    checks += [_settings(door), *_forms(door), *_roots(door), *_parts(door)]
    bad = [check for check in checks if not check.ok and check.needed]
    if door.json:
        door.print_json({"ok": not bad, "checks": [_entry(check) for check in checks]})
    else:
        for check in checks:
            mark = "✓" if check.ok else "✗" if check.needed else "–"
            door.print(f"{mark} {check.name}: {check.found}" + _advice(check))
            if check.name == NEURAL_READER and not check.ok:
                door.print(door.phrase("doctor.as_fast"))
        done = door.phrase("doctor.bad", count=len(bad)) if bad else door.phrase("doctor.ok")
        door.print(done)
    return Exit.TOOL_MISSING if bad else Exit.DONE


def _entry(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "ok": check.ok,
        "found": check.found,
        "advice": check.advice,
        "needed": check.needed,
    }


def _advice(check: Check) -> str:
    return "" if check.ok else f"\n    → {check.advice}"


def _settings(door: Door) -> Check:
    try:
        settings: Settings = door.settings()
    except SohoaError as exc:
        return Check("settings", ok=False, found=exc.detail, advice="edit sohoa.toml")
    return Check("settings", ok=True, found=str(settings.home))


def _forms(door: Door) -> list[Check]:
    """The forms of the program and of the office; each mistake with its file and line."""
    from extractors import document_types, form_faults

    _use_forms(door)
    faults = [
        Check(
            "forms",
            ok=False,
            found=str(fault),
            advice=door.phrase("doctor.form", file=fault.file, line=fault.line),
        )
        for fault in form_faults()
    ]
    return [*(faults or [Check("forms", ok=True, found=str(len(document_types())))]), _places()]


def _places() -> Check:
    """The names of provinces and communes, by which addresses are read."""
    from extractors import known_communes

    try:
        return Check("places", ok=True, found=str(known_communes()))
    except SohoaError as exc:
        command = "pip install --no-deps --require-hashes -r requirements/units.lock"
        return Check("places", ok=False, found=exc.detail, advice=command)


def _use_forms(door: Door) -> None:
    from extractors import use_forms_of

    use_forms_of(home_folder(door.home) / "forms")


def _roots(door: Door) -> list[Check]:
    """The office's trusted roots, where it keeps any."""
    try:
        folder = door.settings().trusted_roots
        if folder is None:
            return []
        from pipeline.pdf_signatures import count_roots

        count = count_roots(folder)
    except SohoaError:
        return []  # `_settings` says what is wrong with them
    except ImportError as exc:
        return [Check("trusted roots", ok=False, found=str(exc), advice="make install")]
    advice = "" if count else f"cp ROOT.pem '{folder}'"
    return [Check("trusted roots", ok=bool(count), found=str(count), advice=advice, needed=False)]


def _parts(door: Door) -> list[Check]:
    """The four parts, looked at side by side: a dead one costs seconds, and several cost no more."""
    looks = (_catalog, _archive, _store, _index, _runner, _backup)
    with ThreadPoolExecutor(len(looks)) as threads:
        return [check for found in threads.map(lambda look: look(door), looks) for check in found]


def _catalog(door: Door) -> list[Check]:
    """The database and how much it holds; tables are never made by looking."""
    from flows.bench import look_at_catalog

    try:
        settings = door.settings()
        if _is_new(settings):
            return []
        return [Check("catalog", ok=True, found=look_at_catalog(settings))]
    except SohoaError as exc:
        return [
            Check("catalog", ok=False, found=str(exc), advice=message(exc.code).advice(door.lang))
        ]


def _is_new(settings: Settings) -> bool:
    """Nothing was ever handed in here: a home is never made by looking."""
    catalog = settings.catalog
    return catalog.startswith("sqlite:") and not settings.in_home(catalog).exists()


def _archive(door: Door) -> list[Check]:
    """Store and index that lie in a home; those on servers are reached one by one."""
    from flows.bench import open_archive

    found = []
    try:
        settings = door.settings()
        local = [part for part in ("store", "index") if "://" not in getattr(settings, part)]
        if _is_new(settings) or not local:
            return []
        with open_archive(settings) as archive:
            if "store" in local:
                archive.store.find("originals/none")
                found.append(Check("store", ok=True, found=settings.store))
            if "index" in local:
                indexed = len(archive.index.revisions())
                found.append(Check("index", ok=True, found=str(indexed)))
    except SohoaError as exc:
        if exc.code.split(".")[0] in {"catalog", "store", "index"} - set(local):
            return found  # that part's own look says it
        return [Check("archive", ok=False, found=str(exc), advice="sohoa verify")]
    return found


def _index(door: Door) -> list[Check]:
    """A search index on a server."""
    from portal.index_check import check_index

    try:
        return check_index(door.settings(), door.lang)
    except SohoaError:
        return []  # `_settings` says what is wrong with them


def _backup(door: Door) -> list[Check]:
    """The backup of the day."""
    from portal.backup_check import check_backup

    try:
        return check_backup(door.settings(), door.lang)
    except SohoaError:
        return []  # `_settings` says what is wrong with them


def _runner(door: Door) -> list[Check]:
    """A shared Prefect server: its version, pool and deployments, and how many workers are online."""
    from flows.crew import Crew, shared_address

    try:
        settings = door.settings()
        address = shared_address(settings)
        if address is None:
            return []
        crew = Crew(address, settings.work_pool)
        with crew.api:
            version, hands = crew.check(), crew.hands()
    except SohoaError as exc:
        advice = message(exc.code).advice(door.lang)
        return [Check("runner", ok=False, found=str(exc), advice=advice)]
    found = f"Prefect {version}, {settings.work_pool}: {hands}"
    if hands:
        return [Check("runner", ok=True, found=found)]
    advice = message("runner.no_worker").advice(door.lang)
    return [Check("runner", ok=False, found=found, advice=advice, needed=False)]


def _store(door: Door) -> list[Check]:
    """An object store on a server."""
    from portal.store_check import check_store

    try:
        return check_store(door.settings(), door.lang)
    except SohoaError:
        return []  # `_settings` says what is wrong with them


def _print_types(door: Door) -> int:
    from extractors import document_types

    _use_forms(door)
    types = [
        {
            "type": kind.slug,
            "name": kind.name,
            "role": kind.role.value if kind.role else None,
            "fields": list(kind.fields),
        }
        for kind in document_types()
    ]
    if door.json:
        door.print_json({"types": types})
    for kind in types:
        door.print(f"{kind['type']}: {kind['name']}: {' '.join(map(str, kind['fields']))}")  # type: ignore[arg-type]
    return 0
