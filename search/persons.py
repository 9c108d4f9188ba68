"""Whether words typed one after the other are a person's name, and so belong together."""

from collections.abc import Sequence

from pipeline.text import fold

_SURNAMES = frozenset(
    """
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý ma nông triệu hà bàn lương
    lò quan giàng sùng vàng đinh mai trịnh đào tô cao chu lâm tạ lưu thái tống nghiêm phùng kiều quách
    bạch đoàn trương vương thào hầu mua vừ cứ chảo chẩu phượng lù lèng sầm tiêu ninh sình dìu diệp lục
    mạc hứa hoà hòa tăng châu đồng lã thân khổng cù cung bế đàm
    """.split()  # noqa: SIM905
)
_MIDDLES = frozenset(
    """
    van thi duc minh thanh quoc hong xuan ngoc huu thu kim cong dinh quang tien duy anh gia phuong bich
    khanh hoai manh trong the viet bao dieu my tuan hai nhu nhat hoang thuy seo mi a tai sanh mui nguyen
    """.split()  # noqa: SIM905
)
_SURELY = frozenset(("nguyễn", "trần", "bùi"))
"""Begin nothing else than a name: `phạm vi`, `đăng ký`, `hồ sơ` are no people."""

_FOLDED = {fold(name) for name in _SURNAMES}
_SURELY_FOLDED = {fold(name) for name in _SURELY}
SHORTEST, LONGEST = 3, 5
"""Words of a full name."""


def is_name(words: Sequence[str]) -> bool:
    """Whether lower-case words are a full name: surname, middle, given; with accents or wholly without."""
    if not SHORTEST <= len(words) <= LONGEST:
        return False
    accented = any(fold(word) != word for word in words)
    surnames, surely = (_SURNAMES, _SURELY) if accented else (_FOLDED, _SURELY_FOLDED)
    return words[0] in surely or (words[0] in surnames and fold(words[1]) in _MIDDLES)


def begins_name(first: str, second: str) -> bool:
    """Whether two folded words may be the beginning of a name."""
    return first in _SURELY_FOLDED or (first in _FOLDED and second in _MIDDLES)
