"""`sohoa stats`: digitized dossiers and results, numerator, denominator and rate."""

import argparse
import datetime as dt
from collections.abc import Iterator
from typing import Any

from flows.bench import Archive
from pipeline.counting import (
    By,
    DossierState,
    Period,
    Share,
    Stats,
    dossier_state,
    formula_on,
    tally,
)
from pipeline.model import Dossier
from pipeline.settings import Settings
from portal.asked import day
from portal.commands.dossiers import filed
from portal.door import Door


def run(door: Door, options: argparse.Namespace) -> int:
    """Dossiers by date received, results by date returned."""
    settings = door.settings()
    start, end = day(options.start), day(options.end)
    formula = formula_on(end or dt.date.today())
    with door.archive(settings) as archive:
        states = _states(archive, settings, start, end)
        stats = tally(
            states,
            Period(start, end),
            by=By(options.by) if options.by else None,
            formula=formula,
        )
    answer = _answer(stats)
    if door.json:
        door.print_json(answer)
        return 0
    for row in [*answer["rows"], {"key": door.phrase("stats.total"), **answer["total"]}]:
        door.print(_line(door, row))
    door.print(door.phrase("stats.formula", formula=answer["formula"]))
    return 0


def _states(
    archive: Archive, settings: Settings, start: dt.date | None, end: dt.date | None
) -> Iterator[tuple[Dossier, DossierState]]:
    formula = formula_on(end or dt.date.today())
    for dossier, papers in archive.catalog.dossiers.with_papers(start=start, end=end):
        if settings.reader_units and dossier.unit not in settings.reader_units:
            continue
        yield (
            dossier,
            dossier_state(
                dossier,
                [filed(paper) for paper in papers],
                formula,
                need_acceptance=settings.need_acceptance,
            ),
        )


def _answer(stats: Stats) -> dict[str, Any]:
    return {
        "rows": [
            {"key": row.key, "dossiers": _share(row.dossiers), "results": _share(row.results)}
            for row in stats.rows
        ],
        "total": {"dossiers": _share(stats.total.dossiers), "results": _share(stats.total.results)},
        "formula": stats.formula,
    }


def _share(share: Share) -> dict[str, Any]:
    return {"digitized": share.digitized, "of": share.of, "rate": share.rate}


def _line(door: Door, row: dict[str, Any]) -> str:
    shares = []
    for name in ("dossiers", "results"):
        share = row[name]
        rate = "–" if share["rate"] is None else f"{share['rate']:.2f} %"
        shares.append(f"{door.phrase(f'stats.{name}')} {share['digitized']}/{share['of']} = {rate}")
    return " | ".join([str(row["key"] or door.phrase("stats.none")), *shares])
