"""Whether a word can be a Vietnamese syllable: the rules of spelling, no dictionary.

A syllable is an onset, a rime and a tone; rimes that end in a stop take only the tones sắc and nặng.
Names of the peoples of the hills (H'Mông, Y Blơm) need not follow them: this tells where to look twice, never
what to change.
"""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP = "\u0301\u0323"

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"

_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh uêt ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt
uynh uyn uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
"""

_AFTER_QU = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt ân âng ât ây e en eng eo et ê ên êt ênh êch
i ich in inh it ip y ych yên yêt yêu ynh yt ơ ơi ôc ơn
"""


def _syllables() -> frozenset[str]:
    rimes = _RIMES.split()
    narrow = [rime for rime in rimes if rime[0] in "eêiy"]
    wide = [rime for rime in rimes if rime[0] not in "eêiy"]
    plain = {onset + rime for onset in ("", *_ONSETS.split()) for rime in rimes}
    plain -= {onset + rime for onset in ("c", "ng") for rime in narrow}
    plain -= {"g" + rime for rime in narrow if rime[0] != "i"}
    plain -= {onset + rime for onset in ("k", "ngh", "gh") for rime in wide}
    return frozenset(plain | {"qu" + rime for rime in _AFTER_QU.split()})


_SYLLABLES = _syllables()
_STOP = re.compile(r"(?:[cpt]|ch)$")
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORDS = re.compile(r"[A-ZĐ]{1,7}|[a-zA-Z]")


def is_syllable(word: str) -> bool:
    """Whether the letters of a word, in any case, spell a syllable with its tone. word: letters only."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in parts if mark in _TONES]
    plain = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    if len(tones) > 1 or plain not in _SYLLABLES:
        return False
    return not _STOP.search(plain) or (len(tones) == 1 and tones[0] in _SHARP)


def impossible(text: str) -> list[str]:
    """The words of a text that are no Vietnamese syllables; abbreviations in plain capitals are let pass."""
    words = _WORD.findall(text)
    return [word for word in words if not _NO_WORDS.fullmatch(word) and not is_syllable(word)]
