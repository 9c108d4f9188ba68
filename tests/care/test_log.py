"""The log says of an error what and where, and quotes nobody's paper."""

import logging

from flows.logbook import logbook


def test_an_error_is_logged_without_its_words(tmp_path):
    log = logging.getLogger("pipeline.care")

    def read():
        raise ValueError("Quetzalcoatl")

    with logbook(tmp_path):
        try:
            read()
        except ValueError as cause:
            try:
                raise RuntimeError(f"around {cause}") from cause
            except RuntimeError:
                log.exception("document failed: id=%s", "abc")
    (book,) = tmp_path.glob("*.log")
    said = book.read_text("utf-8")
    assert "Quetzalcoatl" not in said
    assert "document failed: id=abc" in said and "RuntimeError" in said
    assert "ValueError" in said and "test_log.py" in said and " read" in said
