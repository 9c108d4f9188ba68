"""Personal ids made unreadable for lists, logs and snippets: `008*****0123` (`domain.md` §7)."""

import re

_GAP = r"(?:[ .]|</?mark>){0,3}"
"""What may stand between the groups of one id: a space, a full stop, the mark of what was searched."""

_ALONE = r"(?<![^\W_])(?<!\d[.,])"
_ENDS = r"(?![^\W_]|[.,]\d)"
_ID = re.compile(
    rf"{_ALONE}[0Oo](?:{_GAP}[0-9OoIl]){{11}}{_ENDS}"
    rf"|{_ALONE}(?<![/-])[0-9]{{9}}{_ENDS}(?![/-]\w|\s?(?:đ|VN))"
)
"""Twelve figures of an id of a citizen, which begin with 0, however grouped, some read as letters; or the nine
of an old identity card in one piece: with full stops, or before the currency, they are an amount of money."""

_SHOWN = {12: (3, 4), 9: (2, 3)}
_FIGURE = re.compile(r"[0-9OoIl](?![^<]*>)")


def masked(text: str) -> str:
    """The text with the middle of every personal id as stars; everything else as it was.

    Of twelve figures the first three (province) and the last four stay, of nine the first two and the last
    three. Masking twice changes nothing.
    """
    return _ID.sub(_starred, text)


def _starred(found: re.Match[str]) -> str:
    places = [place.start() for place in _FIGURE.finditer(found.group())]
    first, last = _SHOWN[len(places)]
    letters = list(found.group())
    for place in places[first:-last]:
        letters[place] = "*"
    return "".join(letters)
