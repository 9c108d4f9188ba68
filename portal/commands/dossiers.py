"""`sohoa dossiers`: import the office's register; what each dossier has and lacks."""

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.bench import Archive
from flows.chores import match_again
from pipeline.catalog.dossiers import PaperInDossier
from pipeline.counting import DossierState, FiledPaper, dossier_state, formula_on
from pipeline.errors import BadRequest
from pipeline.indexing import drain
from pipeline.masking import masked
from pipeline.messages import message
from pipeline.model import Dossier, Problem
from pipeline.register import read_register
from pipeline.settings import Settings
from portal.door import Door
from portal.editing import known_code
from portal.entries import entry


def run(door: Door, options: argparse.Namespace) -> int:
    """Import, or list."""
    settings = door.settings()
    with door.archive(settings) as archive:
        if options.code == "import":
            if not options.register:
                raise BadRequest("import FILE", code="request.no_file")
            return _import(door, (settings, archive), Path(options.register))
        code = known_code(options.code) if options.code else None
        listed = list(_listed(door, archive, settings, code, options.missing))
        held = archive.catalog.holds.held()
        for one in listed:
            one["held"] = one["code"] in held
        if options.missing:
            listed.sort(key=_urgency)
    if door.json:
        door.print_json({"dossiers": listed})
    for dossier in listed:
        door.print(_line(door, dossier))
    return 0


def filed(paper: PaperInDossier) -> FiledPaper:
    """A paper as counting sees it."""
    return FiledPaper(
        role=paper.role,
        readable=paper.readable,
        blank=paper.blank,
        withdrawn=paper.withdrawn,
        in_doubt=paper.in_doubt,
        accepted=paper.accepted,
    )


def _urgency(dossier: dict[str, Any]) -> tuple[bool, str]:
    """Returned long ago and not digitized comes first; what is still being processed comes last."""
    return dossier["returned"] is None, dossier["returned"] or ""


def _import(door: Door, place: tuple[Settings, Archive], path: Path) -> int:
    settings, archive = place
    register = read_register(path)
    done = archive.catalog.dossiers.bring_up_to_date(
        (row.dossier for row in register.rows), register.columns
    )
    match_again(settings, archive)
    drain(archive.catalog, archive.store, archive.index)
    refused = [
        {
            "row": one.row,
            "codes": [problem.code for problem in one.problems],
            "why": " ".join(_why(door, problem) for problem in one.problems),
        }
        for one in register.refused
    ]
    answer = {
        "rows": len(register.rows) + len(register.refused),
        "added": done.added,
        "changed": done.changed,
        "same": done.same,
        "refused": refused,
    }
    if door.json:
        door.print_json(answer)
    else:
        counts = {name: answer[name] for name in ("rows", "added", "changed", "same")}
        door.print(door.phrase("register.done", **counts, refused=len(register.refused)))
        for line in refused:
            door.print(door.phrase("register.refused", **line))
    return 5 if register.refused else 0


def _why(door: Door, problem: Problem) -> str:
    said = message(problem.code).sentence(door.lang)
    return f"{said} {problem.detail}".strip()


def _listed(
    door: Door, archive: Archive, settings: Settings, code: str | None, missing: str | None
) -> Iterator[dict[str, Any]]:
    formula = formula_on(dt.date.today())
    for dossier, papers in _chosen(archive, settings, code):
        state = dossier_state(
            dossier,
            [filed(paper) for paper in papers],
            formula,
            need_acceptance=settings.need_acceptance,
        )
        if missing is None or missing in state.missing:
            yield _entry(door, archive, (dossier, state), papers)


def _chosen(
    archive: Archive, settings: Settings, code: str | None
) -> Iterator[tuple[Dossier, list[PaperInDossier]]]:
    dossiers = archive.catalog.dossiers
    if code is not None:
        yield dossiers.get(code), dossiers.papers(code)
        return
    for dossier, papers in dossiers.with_papers():
        if not settings.reader_units or dossier.unit in settings.reader_units:
            yield dossier, papers


def _entry(
    door: Door,
    archive: Archive,
    counted: tuple[Dossier, DossierState],
    papers: list[PaperInDossier],
) -> dict[str, Any]:
    dossier, state = counted
    there = [paper.document for paper in papers if not paper.withdrawn]
    records = archive.catalog.documents.load(there)
    return {
        "code": dossier.code,
        "procedure": dossier.procedure,
        "procedure_name": dossier.procedure_name,
        "applicant": dossier.applicant,
        "unit": dossier.unit,
        "received": dossier.received and dossier.received.isoformat(),
        "returned": dossier.returned and dossier.returned.isoformat(),
        "returns_result": dossier.returns_result,
        "complete": state.complete,
        "missing": list(state.missing),
        "documents": [entry(records[document], door.lang) for document in there],
    }


def _line(door: Door, dossier: dict[str, Any]) -> str:
    lacks = ", ".join(door.phrase(f"role.{role}") for role in dossier["missing"])
    state = door.phrase("dossier.complete") if dossier["complete"] else lacks
    about = [dossier["code"], dossier["applicant"], dossier["received"], dossier["returned"]]
    count = door.phrase("dossier.papers", count=len(dossier["documents"]))
    return masked(" | ".join([*(part or "-" for part in about), count, state]))
