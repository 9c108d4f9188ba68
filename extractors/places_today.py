"""Where addresses lie since the communes of 01/7/2025."""

from extractors import addresses
from extractors.form_files import kind_of


def lies_now(type_slug: str, name: str, value: str) -> tuple[str, ...]:
    """The communes of today, each with its province, in which the address in a field may lie.

    One where that is certain; several where the old commune was split; none for an address whose commune is not
    known, and for a field that is no address.
    """
    if kind_of(type_slug, name) != "address":
        return ()
    found = addresses.read(value)
    return found.now if found else ()
