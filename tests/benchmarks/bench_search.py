"""Index and search made Vietnamese pages, beside SQLite FTS5 on the same pages.

    python -m tests.benchmarks.bench_search [--pages 100000] [--per-document 1] [--folder DIR]

Prints pages a second of processor time, kB a page, and p50/p95 of each kind of query inside the process, in ms.
The pages are deterministic: office phrases, names, places, syllables and codes, 250 words each.
"""

import argparse
import datetime as dt
import json
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.model import Findable, Reader, Role
from pipeline.text import code_key, fold, tokens
from search.embedded import EmbeddedIndex
from search.query import parse

PHRASES = [
    "Ủy ban nhân dân", "Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc",
    "Căn cứ Luật Tổ chức chính quyền địa phương", "theo đề nghị của Trưởng phòng Tư pháp",
    "giấy chứng nhận quyền sử dụng đất", "đăng ký khai sinh", "thủ tục hành chính",
    "bộ phận tiếp nhận và trả kết quả", "quyết định này có hiệu lực kể từ ngày ký",
    "các ông bà có tên trên chịu trách nhiệm thi hành", "hồ sơ gồm có", "nơi thường trú",
    "căn cước công dân", "đơn đề nghị cấp giấy phép xây dựng", "chủ tịch hội đồng nhân dân tỉnh",
    "sở nông nghiệp và môi trường", "văn phòng đăng ký đất đai", "phó chủ tịch", "kính gửi",
]  # fmt: skip
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Ma Nông Triệu Hầu Vàng".split()  # noqa: SIM905
MIDDLE = "Văn Thị Đức Minh Thanh Quốc Hồng Xuân Ngọc Hữu Thu Kim Seo Mí".split()  # noqa: SIM905
GIVEN = (  # noqa: SIM905
    "Hường Hương Hướng Hùng Hưng Lan Lân Dũng Dung Tuấn Toàn Thúy Thủy Thuỳ Khánh Khanh Sơn Quý "
    "Hòa Hoa Hoá Tâm Tấm Long Lộc Phúc Phước Mai Mại Bình Bích Yến Yên Oanh Trang Tráng Giang"
).split()
PLACES = [
    f"{kind} {name}"
    for kind in ("xã", "phường", "thôn", "huyện", "tỉnh")
    for name in ("Tuyên Quang", "Hà Giang", "Minh Xuân", "Yên Sơn", "Đồng Văn", "Mèo Vạc",
                 "Sơn Dương", "Na Hang", "Hàm Yên", "Quản Bạ", "Bắc Mê", "Xín Mần", "Vị Xuyên", "Lâm Bình")
]  # fmt: skip
ONSETS = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x".split()  # noqa: SIM905
RIMES = (  # noqa: SIM905
    "a á à ả ạ an án àn ang áng anh ánh ao áo ay ây ấy âm ầm ân ấn ận ăn ắn ăng ằng e é en ên ến "
    "êu i í in ính iên iến iệt iêu o ó oa oan oán oi ôi ối ôn ông ồng ơ ở ơi ới u ú ung uyên uyết "
    "ư ứ ưa ưng ươi ương ường ước ượt"
).split()


def name(dice: random.Random) -> str:
    """A person's name of three or four syllables."""
    middle = dice.sample(MIDDLE, dice.choice([1, 1, 1, 2]))
    return " ".join([dice.choice(FAMILY), *middle, dice.choice(GIVEN)])


def number(dice: random.Random) -> str:
    """A document number as printed."""
    kind = dice.choice(["QĐ-UBND", "CT-UBND", "TB-VP", "UBND-NC", "GP-SXD", "BC-STP"])
    return f"{dice.randint(1, 4000):02}/{kind}"


def piece(dice: random.Random) -> str:
    """The next few words of a page."""
    kind = dice.random()
    if kind < 0.25:
        return dice.choice(PHRASES)
    if kind < 0.33:
        return f"ông {name(dice)}"
    if kind < 0.42:
        return dice.choice(PLACES)
    if kind < 0.45:
        return f"số {number(dice)}"
    if kind < 0.46:
        return f"số định danh {dice.randint(1, 96):03}{dice.randint(0, 10**9 - 1):09}"
    if kind < 0.48:
        return f"ngày {dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(2010, 2025)}"
    return dice.choice(ONSETS) + dice.choice(RIMES)


def page(dice: random.Random) -> tuple[str, ...]:
    """250 words or a few more."""
    words: list[str] = []
    while len(words) < 250:
        words += piece(dice).split()
    return tuple(words)


def documents(pages: int, per_document: int) -> Iterator[Findable]:
    """Made documents, the same at each call."""
    for number_of in range(pages // per_document):
        dice = random.Random(number_of)
        issued = dt.date(2010, 1, 1) + dt.timedelta(days=dice.randrange(5800))
        yield Findable(
            document=f"d{number_of:08}",
            revision=1,
            file=f"scan {number_of}.pdf",
            type=dice.choice(["quyet-dinh", "cong-van", "giay-phep", "giay-khai-sinh", "don"]),
            title=dice.choice(PHRASES),
            issued=issued,
            dossiers=(f"H60.{dice.randint(1, 40):02}-{issued:%y%m%d}-{number_of % 10000:04}",),
            roles=(dice.choice(list(Role)),),
            units=(f"H60.{dice.randint(1, 40):02}",),
            fields=(("number", number(dice)), ("signer", name(dice))),
            pages=tuple((n + 1, page(dice)) for n in range(per_document)),
        )


def questions(count: int) -> dict[str, list[str]]:
    """Typed queries of each kind."""
    dice = random.Random("questions")
    names = [name(dice) for _ in range(count)]
    syllables = [[dice.choice(ONSETS) + dice.choice(RIMES) for _ in range(3)] for _ in range(count)]
    common = ["ủy ban nhân dân", "thủ tục hành chính", "đăng ký khai sinh", "hội đồng nhân dân"]
    return {
        "name with accents": names,
        "name without accents": [fold(each) for each in names],
        "name as a phrase": [f'"{each}"' for each in names],
        "three words": [" ".join(each) for each in syllables],
        "common words": [common[n % 4] for n in range(count)],
        "common phrase": [f'"{common[n % 4]}"' for n in range(count)],
        "number": [number(dice) for _ in range(count)],
        "filter, by date": [
            f"type:giay-phep unit:H60.{dice.randint(1, 40):02} issued:{dice.randint(2010, 2024)}.."
            for _ in range(count)
        ],
    }


def timed(ask: Callable[[str], int], typed: list[str]) -> tuple[float, float, float]:
    """p50 ms, p95 ms, mean number of answers."""
    ask(typed[0])
    spent, answers = [], []
    for text in typed:
        start = time.perf_counter()
        answers.append(ask(text))
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent), sorted(spent)[int(len(spent) * 0.95)], statistics.mean(answers)


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


class Fts5:
    """The peer: exact and folded column, our tokens, ranked by bm25, filters in a table."""

    def __init__(self, file: Path) -> None:
        self.base = sqlite3.connect(file)
        self.base.executescript(
            "create virtual table text using fts5(exact, folded, content='', "
            "tokenize='unicode61 remove_diacritics 0');"
            "create table paper(id integer primary key, type, unit, issued, number);"
            "create index by_type on paper(type, unit, issued);"
            "create index by_number on paper(number);"
        )

    def fill(self, papers: Iterator[Findable]) -> None:
        """Index the documents."""
        with self.base:
            for row, paper in enumerate(papers):
                words = [t for _, page_words in paper.pages for t in tokens(" ".join(page_words))]
                text = " ".join(words)
                self.base.execute(
                    "insert into text(rowid, exact, folded) values(?,?,?)", (row, text, fold(text))
                )
                self.base.execute(
                    "insert into paper values(?,?,?,?,?)",
                    (row, paper.type, paper.units[0], str(paper.issued),
                     code_key(paper.fields[0][1])),
                )  # fmt: skip

    def ask(self, text: str) -> int:
        """Count, and fetch the best twenty, exact spelling first."""
        query = parse(text)
        if not (query.wanted or query.codes):
            where = "from paper where type=? and unit=? and issued>=?"
            values = (query.type, query.unit, str(query.issued_from))
            self.base.execute(f"select id {where} order by issued desc limit 20", values).fetchall()
            return int(self.base.execute(f"select count(*) {where}", values).fetchone()[0])
        phrases = [" ".join(each.words) for each in query.wanted]
        phrases += [" ".join(tokens(each)) for each in query.codes]
        exact = " ".join(f'exact: "{each}"' for each in phrases)
        folded = " ".join(f'folded: "{fold(each)}"' for each in phrases)
        for match in (exact, folded):
            best = "select rowid from text where text match ? order by rank limit 20"
            if len(self.base.execute(best, (match,)).fetchall()) == 20:
                break
        count = "select count(*) from text where text match ?"
        return int(self.base.execute(count, (folded,)).fetchone()[0])


def measure(pages: int, per_document: int, folder: Path, *, peer: bool) -> dict[str, object]:
    """Build both sides in `folder` and ask both everything."""
    report: dict[str, object] = {"pages": pages, "pages a document": per_document}
    index = EmbeddedIndex(folder / "index")
    base = Fts5(folder / "fts5.db") if peer else None
    sides: dict[str, tuple[Callable[[], object], Callable[[str], int], Path]] = {
        "sohoa": (
            lambda: index.rebuild(documents(pages, per_document)),
            lambda text: index.search(parse(text), Reader(), limit=20).total,
            folder / "index",
        )
    }
    if base is not None:
        sides["fts5"] = (lambda: base.fill(documents(pages, per_document)), base.ask, folder)
    start = time.process_time()
    for _ in documents(pages, per_document):
        pass
    making = time.process_time() - start
    for side, (fill, ask, place) in sides.items():
        before = size(folder) if side == "fts5" else 0
        start = time.process_time()
        fill()
        seconds = time.process_time() - start - making
        report[side] = {
            "pages a second": round(pages / seconds),
            "kB a page": round((size(place) - before) / pages / 1000, 2),
            **{
                kind: [round(value, 2) for value in timed(ask, typed)]
                for kind, typed in questions(100).items()
            },
        }
    report["sohoa"] = _with_opening(report["sohoa"], folder / "index")
    return report


def _with_opening(side: object, place: Path) -> dict[str, object]:
    assert isinstance(side, dict)
    return {**side, "open, s": opening(place)}


def opening(folder: Path) -> float:
    """Seconds until a fresh index object answers its first question."""
    start = time.perf_counter()
    EmbeddedIndex(folder).search(parse("hường"), Reader(), limit=1)
    return round(time.perf_counter() - start, 3)


def main() -> None:
    """Run and print."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--pages", type=int, default=100_000)
    reader.add_argument("--per-document", type=int, default=1)
    reader.add_argument("--folder", type=Path, help="where to build; default: a temporary folder")
    reader.add_argument("--no-peer", action="store_true", help="leave SQLite FTS5 out")
    given = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-search-", dir=given.folder))
    try:
        found = measure(given.pages, given.per_document, folder, peer=not given.no_peer)
    finally:
        shutil.rmtree(folder)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    print("each query: [p50 ms, p95 ms, mean number of documents found]")


if __name__ == "__main__":
    main()
