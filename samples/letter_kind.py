"""The types of Nghị định 30/2020 beyond decision, official letter and report: titles, letters, words.

A body is a list of lines. `# …` a heading in bold, `= …` the same centred, `> …` without indent,
`+ …` an article that is counted, `* …` the line that carries the subject (what a and b print before
it, parted by a bar); else a paragraph. What
`{…}` may hold is said in `jobs.fill`; `{subject}`, `{to}` and `{day}` come from the printer.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One type. letters: its abbreviation in numbers, empty where it has none.

    about: what leads the subject, `Về việc` or nothing. dear: it is addressed to somebody.
    board: whose it is, `UBND` or `HĐND`. hands: who signs on the left, where two sign.
    hidden: its subject is no line under the title but stands in the body (`* `), or nowhere.
    enclosed: a list may follow on a page of its own. long: general paragraphs may fill it up.
    """

    slug: str
    name: str
    letters: str
    subjects: tuple[str, ...]
    body: tuple[str, ...]
    about: str = "Về việc"
    dear: bool = False
    board: str = "UBND"
    hands: str = ""
    right: str = ""
    hidden: bool = False
    enclosed: bool = False
    long: bool = False

    @property
    def title(self) -> str:
        """As on paper."""
        return self.name.upper()


WORKS = (
    "số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
    "cải cách hành chính, chuyển đổi số",
    "phòng, chống thiên tai và tìm kiếm cứu nạn",
    "trồng rừng và phòng cháy, chữa cháy rừng",
    "bảo tồn, phát huy bản sắc văn hóa các dân tộc",
    "giảm nghèo bền vững vùng đồng bào dân tộc thiểu số",
)
"""What offices are at; `{work}` in subjects and bodies."""
