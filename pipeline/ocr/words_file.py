"""A read page as JSON and back: the page shape of `OUT.json` (`docs/commands.md`), plus codes, cells, stamps."""

import json
from typing import Any

from pipeline import quality
from pipeline.model import Box, Code, OcrPage, Stamp, StampKind, TableCell, Word

Record = dict[str, Any]
"""One JSON object."""


def dump_page(page: OcrPage) -> bytes:
    """A page as UTF-8 JSON; the same page gives the same bytes."""
    return json.dumps(page_record(page), ensure_ascii=False, separators=(",", ":")).encode()


def load_page(data: bytes) -> OcrPage:
    """The page written by `dump_page`, boxes to 5 places, confidences to 4. Raises ValueError, KeyError."""
    record = json.loads(data)
    return OcrPage(
        number=record["number"],
        width=record["width"],
        height=record["height"],
        dpi=record["dpi"],
        turned=record["turned"],
        skew=record["skew"],
        blank=record["blank"],
        confidence=record["confidence"],
        recipe=record["recipe"],
        words=tuple(_word(word) for word in record["words"]),
        codes=tuple(_code(code) for code in record["codes"]),
        cells=tuple(_cell(cell) for cell in record.get("cells", ())),  # none in readings before t2
        stamps=tuple(_stamp(stamp) for stamp in record.get("stamps", ())),  # none before t3
    )


def page_record(page: OcrPage) -> Record:
    """A page as the JSON contract prints it."""
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "turned": page.turned,
        "skew": page.skew,
        "blank": page.blank,
        "confidence": round(page.confidence, 4),
        "recipe": page.recipe,
        "grade": quality.grade(page),
        "show": quality.to_show(page.words),
        "words": [_word_record(word) for word in page.words],
        "codes": [_code_record(code) for code in page.codes],
        "cells": [_cell_record(cell) for cell in page.cells],
        "stamps": [_stamp_record(stamp) for stamp in page.stamps],
    }


def _word_record(word: Word) -> Record:
    record = {
        "text": word.text,
        "box": word.box.as_list(),
        "confidence": round(word.confidence, 4),
        "line": word.line,
    }
    return {**record, "penned": True} if word.penned else record


def _word(record: Record) -> Word:
    box = Box(*record["box"])
    penned = record.get("penned", False)
    return Word(record["text"], box, record["confidence"], record["line"], penned)


def _code_record(code: Code) -> Record:
    return {"symbology": code.symbology, "text": code.text, "box": code.box.as_list()}


def _code(record: Record) -> Code:
    return Code(record["symbology"], record["text"], Box(*record["box"]))


def _cell_record(cell: TableCell) -> Record:
    return {
        "table": cell.table,
        "row": cell.row,
        "column": cell.column,
        "lines": [cell.first, cell.last],
    }


def _cell(record: Record) -> TableCell:
    return TableCell(record["table"], record["row"], record["column"], *record["lines"])


def _stamp_record(stamp: Stamp) -> Record:
    return {
        "kind": stamp.kind.value,
        "box": stamp.box.as_list(),
        "lines": [stamp.first, stamp.last],
    }


def _stamp(record: Record) -> Stamp:
    return Stamp(StampKind(record["kind"]), Box(*record["box"]), *record["lines"])
