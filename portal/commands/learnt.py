"""`sohoa learnt`: spellings that people's corrections taught, who taught them and where; and how to forget one."""

import argparse
import logging
from dataclasses import asdict

from pipeline.catalog.learnt import Lesson
from pipeline.errors import BadRequest
from portal.door import Door
from portal.entries import moment

log = logging.getLogger(__name__)


def run(door: Door, options: argparse.Namespace) -> int:
    """List all lessons, or forget those that spell a field so."""
    with door.archive(door.settings()) as archive:
        forgotten = 0
        if options.forget is not None:
            field, found, value = options.forget.partition("=")
            if not found or not value.strip():
                raise BadRequest(options.forget, code="request.name_value")
            forgotten = archive.catalog.learnt.forget(field.strip(), value.strip())
            log.info("lessons forgotten: field=%s count=%d by=%s", field, forgotten, options.by)
        lessons = archive.catalog.learnt.every()
    if door.json:
        door.print_json({"learnt": [_entry(lesson) for lesson in lessons], "forgotten": forgotten})
        return 0
    if options.forget is not None:
        door.print(door.phrase("learnt.forgotten", count=forgotten))
        return 0
    door.print(door.phrase("learnt.count", count=len(lessons)))
    for lesson in lessons:
        issuer = f" ({lesson.issuer})" if lesson.issuer else ""
        where = f"{lesson.document}, {lesson.by}, {moment(lesson.at)[:10]}"
        door.print(f"{lesson.field}: {lesson.read}{issuer} → {lesson.value}  [{where}]")
    return 0


def _entry(lesson: Lesson) -> dict[str, object]:
    return {**asdict(lesson), "at": moment(lesson.at)}
