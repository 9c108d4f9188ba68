"""Who asks, and where: the one place that makes a Reader of the settings."""

from flows.bench import Archive
from pipeline.model import Reader
from pipeline.settings import Settings
from search.finder import Finder


def finder_of(archive: Archive, settings: Settings, name: str) -> Finder:
    """The index as the reader of the settings may ask it. name: whom the log names."""
    reader = Reader(name, units=settings.reader_units, clearance=settings.reader_clearance)
    return Finder(archive.index, reader)
