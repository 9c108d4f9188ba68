"""`sohoa digitize`: the main job."""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from flows.bench import Archive
from flows.digitizing import Told, digitize
from flows.reception import HandInRequest
from pipeline.dossier_code import parse
from pipeline.errors import BadRequest, Exit, SohoaError
from pipeline.masking import masked
from pipeline.model import Role
from portal.batch_entries import batch_entries, ignored
from portal.collect import Collected, collect
from portal.door import Door, clerk
from portal.entries import Entry
from portal.problems import HARMLESS
from portal.progress import Progress, watch
from portal.readers import tell_if_as_fast

_FINAL = {"indexed", "duplicate", "rejected", "restricted"}


def run(door: Door, options: argparse.Namespace) -> int:
    """Receive, read, file and index; print the report whatever happens."""
    started = time.monotonic()
    settings = door.settings(profile=options.profile, jobs=options.jobs)
    tell_if_as_fast(door, settings)
    found = collect(
        options.paths,
        together=options.together,
        dossier=_dossier(options.dossier),
        role=Role(options.role) if options.role else None,
    )
    with door.archive(settings) as archive:
        told = Told()
        report = Report(door, archive, told, found, started)
        watcher = _Watcher(report, Path(options.report) if options.report else None)
        request = HandInRequest(
            papers=found.papers,
            ignored=found.ignored,
            by=clerk(options.by),
            profile=settings.profile.value,
        )
        try:
            watch(
                lambda: digitize(settings, archive, request, told),
                watcher.look,
                report.print,
            )
        except SohoaError as exc:
            watcher.end()
            if not told.batch:
                raise
            return report.failed(exc)
        watcher.end()
        return report.print()


class Report:
    """The report of a hand-in, read from the catalog whenever it is asked for."""

    def __init__(
        self, door: Door, archive: Archive, told: Told, found: Collected, started: float
    ) -> None:
        self.door = door
        self.archive = archive
        self.told = told
        self.total = len(found.papers)
        self._files = [upload.name for paper in found.papers for upload in paper]
        self._started = started

    def entries(self) -> list[Entry]:
        """Every file in exactly one entry, as it is now."""
        return batch_entries(self.archive.catalog, self.told.batch, self.door.lang)

    def failed(self, exc: SohoaError) -> int:
        """Say why the job ended early and print what became of the files until then."""
        error = self.door.say_error(exc)
        self.print(error=error)
        return exc.exit_code

    def print(self, **more: Any) -> int:  # noqa: ANN401 - goes into the JSON as it is
        """Print it; returns the exit code it calls for."""
        entries = self.entries()
        report = {
            "batch": self.told.batch,
            "seconds": round(time.monotonic() - self._started, 2),
            "pages": sum(entry["pages"] for entry in entries),
            "ignored": ignored(self.archive.catalog, self.told.batch),
            "unreceived": self._unreceived(entries),
            "documents": entries,
            **more,
        }
        if self.door.json:
            self.door.print_json(report)
        else:
            _print_for_people(self.door, report)
        return exit_code(entries)

    def _unreceived(self, entries: list[Entry]) -> list[str]:
        """Files that the job ended before it came to; all of them are named once in the report."""
        received = {part["file"] for entry in entries for part in entry.get("parts", [entry])}
        return [file for file in self._files if file not in received]


class _Watcher:
    """Tells how far the job is, and writes each final line to the report file as it comes."""

    def __init__(self, report: Report, file: Path | None) -> None:
        self._report = report
        self._progress = Progress(report.door)
        self._step = ""
        self._written: Counter[str] = Counter()
        self._file = file
        if file is not None:
            file.write_text("")

    def look(self) -> None:
        told = self._report.told
        done = self._finished() if told.step in ("reading", "indexing", "done") else 0
        line = self._report.door.phrase(
            f"step.{told.step}", received=told.received, total=self._report.total, done=done
        )
        self._progress.show(line, now=told.step != self._step)
        self._step = told.step
        if self._file is not None and told.batch:
            self._write()

    def end(self) -> None:
        if self._file is not None and self._report.told.batch:
            self._write(rest=True)
        self._progress.end()

    def _finished(self) -> int:
        return self._report.archive.catalog.batches.finished(self._report.told.batch)

    def _write(self, *, rest: bool = False) -> None:
        """Lines that are final and not in the file; a stack's entry gives way to those of its papers."""
        assert self._file is not None
        seen: Counter[str] = Counter()
        with self._file.open("a", encoding="utf-8") as out:
            for entry in self._report.entries():
                key = f"{entry['document']} {entry['pages_from']} {entry['file']}"
                seen[key] += 1  # the same file may have been named twice
                final = entry["status"] in _FINAL or rest
                if final and seen[key] > self._written[key]:
                    self._written[key] += 1
                    out.write(json.dumps(entry, ensure_ascii=False) + "\n")


def exit_code(entries: list[Entry]) -> int:
    """0 all done, 5 something rejected or a page lost, 2 nothing taken, 4 something waits."""
    statuses = {entry["status"] for entry in entries}
    if "waiting" in statuses:
        return Exit.SERVICE_DOWN
    if statuses == {"rejected"}:
        return Exit.BAD_INPUT
    if "rejected" in statuses or any(_has_bad_page(entry) for entry in entries):
        return Exit.PARTLY
    return Exit.DONE


def _has_bad_page(entry: Entry) -> bool:
    prefixes = ("page.", "scan.", "document.")
    codes = {problem["code"] for problem in entry["problems"]} - HARMLESS
    return any(code.startswith(prefixes) for code in codes)


def _dossier(option: str | None) -> str | None:
    if option is None:
        return None
    code = parse(option)
    if code is None:
        raise BadRequest(option, code="request.dossier_code")
    return code.text


def _print_for_people(door: Door, report: dict[str, Any]) -> None:
    for entry in report["documents"]:
        door.print(document_line(door, entry))
    counts = {
        status: sum(entry["status"] == status for entry in report["documents"])
        for status in ("indexed", "duplicate", "rejected", "waiting", "restricted")
    }
    review = sum(entry["review"] for entry in report["documents"])
    if report["unreceived"]:
        door.print(door.phrase("digitize.unreceived", count=len(report["unreceived"])))
    door.print(door.phrase("digitize.summary", **counts, review=review, **_totals(report)))


def _totals(report: dict[str, Any]) -> dict[str, Any]:
    return {
        "batch": report["batch"],
        "pages": report["pages"],
        "seconds": report["seconds"],
        "ignored": len(report["ignored"]),
    }


def document_line(door: Door, entry: Entry) -> str:
    """One document in one line: status, type, number, dossier, file, what a person must do."""
    fields = entry["fields"]
    number = fields["number"]["value"] if "number" in fields else ""
    said = [problem["message"] for problem in entry["problems"]]
    parts = [
        door.phrase(f"status.{entry['status']}"),
        entry["document"] or "-" * 16,
        f"{entry['pages']} tr." if door.lang == "vi" else f"{entry['pages']} p.",
        " ".join(filter(None, [entry["type_name"], number])) or "-",
        entry["dossier"] or "-",
        entry["file"],
    ]
    return masked(" | ".join(parts)) + (f"  → {' '.join(dict.fromkeys(said))}" if said else "")
