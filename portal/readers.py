"""Whether this machine can read as its profile says."""

from pipeline.model import Profile
from pipeline.settings import Settings
from portal.door import Door

_HAS_A_SECOND = "tesserocr"
"""The engine to which a second line reader belongs."""


def tell_if_as_fast(door: Door, settings: Settings) -> None:
    """Say, once a command, that the second line reader is missing and the profile runs as `fast`.

    Where a shared server's workers read, they say it (`sohoa worker`).
    """
    if settings.runner == "local" and not reads_as_told(settings):
        door.tell("ocr.as_fast", profile=settings.profile.value)


def reads_as_told(settings: Settings) -> bool:
    """Whether the profile is what will be done, in this process's machine."""
    from pipeline.ocr.engines import neural_is_installed

    if settings.profile is Profile.FAST or settings.engine != _HAS_A_SECOND:
        return True
    return neural_is_installed()
