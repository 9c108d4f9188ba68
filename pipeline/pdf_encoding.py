"""What the codes of a simple PDF font mean."""

from collections.abc import Mapping

from pikepdf import Array, Dictionary, Name


def encoding(letters: Mapping[int, str]) -> Dictionary:
    """Windows Latin but for some letters, given by their codes."""
    told = Array()
    for code, letter in sorted(letters.items()):
        told.append(code)
        told.append(Name(f"/uni{ord(letter):04X}"))
    return Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=told)
