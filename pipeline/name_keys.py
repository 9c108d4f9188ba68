"""Keys under which a person or a dossier code is found again, in spite of one wrong letter."""

import re
from collections.abc import Iterator

from pipeline.text import code_key, nfc

LONGEST_KEY = 80
"""Most letters of a key; of longer names (companies) the beginning counts."""

_LETTERS = "abcdefghiklmnopqrstuvxy"
"""What a folded Vietnamese name is written with; reading errors in other letters end on these too."""

_ADDRESSED = re.compile(
    r"^(?:hộ gia đình|hộ(?!\s+kinh doanh)|gia đình)?\s*"
    r"(?:ông\s*/\s*bà|ông\s*\(bà\)|ông bà|ông|bà|anh|chị|cháu)?\s*[:.]?\s+",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\s*[,;(/&+]|\s+và\s+", re.IGNORECASE)


def plain_name(text: str) -> str:
    """The first person of a register's cell or of a value: without `Hộ ông`, without whom stands beside."""
    bare = _ADDRESSED.sub("", f"{nfc(text).strip()} ", count=1)
    name = _OTHERS.split(bare, maxsplit=1)[0].strip()
    return name if " " in name else _OTHERS.split(nfc(text).strip(), maxsplit=1)[0]


def person_key(name: str) -> str:
    """Folded letters and digits of a name without spaces: accents, case and lost spaces do not matter."""
    return code_key(plain_name(name))[:LONGEST_KEY]


def near_keys(key: str) -> Iterator[str]:
    """Every key that differs by one letter: changed, lost, or one too many. `key` itself is not among them."""
    seen = {key}
    for at in range(len(key) + 1):
        before, after = key[:at], key[at:]
        made = [before + letter + after for letter in _LETTERS]
        if after:
            made += [before + after[1:], *(before + letter + after[1:] for letter in _LETTERS)]
        for one in made:
            if one not in seen:
                seen.add(one)
                yield one


def near_codes(code: str) -> Iterator[str]:
    """Every dossier code of which one digit is another."""
    for at, character in enumerate(code):
        if character.isdigit():
            yield from (code[:at] + d + code[at + 1 :] for d in "0123456789" if d != character)
