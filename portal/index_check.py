"""What `sohoa doctor` says of a search index on a server."""

from flows.index_side import open_elastic
from pipeline.addresses import printable, scheme_of
from pipeline.errors import IndexDamaged, SohoaError
from pipeline.messages import message
from pipeline.settings import Settings
from pipeline.tools import Check


def check_index(settings: Settings, lang: str) -> list[Check]:
    """Reach the server and count what it holds; an index is never made by looking.

    Nothing for an embedded index, which is looked at together with the home.
    """
    if not scheme_of(settings.index).startswith("elasticsearch+"):
        return []
    try:
        index = open_elastic(settings)
        index.reach()
        found = f"{printable(settings.index)}: {len(index.revisions())}"
        index.close()
    except SohoaError as exc:
        # One that is missing or old is made anew by whatever needs it first.
        needed = not isinstance(exc, IndexDamaged)
        advice = message(exc.code).advice(lang)
        return [Check("index", ok=False, found=str(exc), advice=advice, needed=needed)]
    return [Check("index", ok=True, found=found)]
