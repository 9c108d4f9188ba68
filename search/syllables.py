"""The closed syllabary of Vietnamese, without accents: what a correctly read word can be.

Made from the rules of spelling, onset × rime, so that no dictionary is needed; a token outside it is
a reading error, a code, an abbreviation or foreign.
"""

from functools import cache

_ONSETS = " b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_FRONT = "e i y"
"""Before these k, gh, ngh are written; c, g, ng before all others (gì, giếng are gi)."""

_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay
    e ec ech em en enh eng eo ep et eu
    i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong ooc oong
    op ot oi
    u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu
    uy uya uych uyen uyet uynh uyp uyt uyu
    y ym yem yen yet yeu
"""
_AFTER_QU = """
    a ac ach ai an ang anh ao at au ay e ec en eng eo et e en eh enh o oc on i ich in it it y yen yet
    ynh yt yp yu ech
"""
_AFTER_GI = """
    a ac ai am an ang anh ao ap at au ay e em en eng eo ep et eu o oi om on ong ot
    u ua uc ui un uo uoc uong up
"""


@cache
def syllabary() -> frozenset[str]:
    """All syllables, folded: about 2,400."""
    made = {onset + rime for onset in _ONSETS.split(" ") for rime in _rimes(onset)}
    return frozenset(made | {"gi", "gin", "giet", "gia", "gieng", "quoc", "quoi"})


def _rimes(onset: str) -> list[str]:
    if onset == "qu":
        return _AFTER_QU.split()
    if onset == "gi":
        return _AFTER_GI.split()
    if onset in ("k", "gh", "ngh"):
        return [rime for rime in _RIMES.split() if rime[0] in _FRONT.split()]
    if onset in ("c", "g", "ng"):
        return [rime for rime in _RIMES.split() if rime[0] not in _FRONT.split()]
    bare = not onset
    # "y" stands after few letters, "yên" after none
    return [
        rime
        for rime in _RIMES.split()
        if bare or rime[0] != "y" or (rime == "y" and onset in "hklmstv")
    ]
