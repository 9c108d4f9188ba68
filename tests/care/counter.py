"""An office with papers of two units, one unfiled, one sensitive, one locked away, on either engine."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from care.desk import Desk
from servers.elasticsearch_node import Elasticsearch
from servers.indices import opened

from pipeline.model import Dossier, Role
from pipeline.ports import SearchIndex
from search.embedded import EmbeddedIndex

PERSON, OTHER = "Giàng Mí Sính", "Lò Thị Mảy"
ID = "002080001234"
UNITS = {"A": "H60.05", "B": "H60.06"}


@dataclass
class Counter:
    """ask: runs `sohoa … --json` as a reader. papers: ids by name. server: None for the embedded index."""

    home: Path
    ask: Callable[..., dict[str, Any]]
    papers: dict[str, str]
    server: Elasticsearch | None = None
    prefix: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def names(self, documents: list[dict[str, Any]]) -> set[str]:
        """What the papers of these entries are called here."""
        named = {document: name for name, document in self.papers.items()}
        return {named[one["document"]] for one in documents}

    def index(self) -> SearchIndex:
        """The index as another process would open it; nothing mends it."""
        if self.server is None:
            return EmbeddedIndex(self.home / "index")
        return opened(self.server, self.prefix)

    def outdate(self) -> None:
        """Make it an index of another version of this program."""
        if self.server is None:
            for stamp in (self.home / "index").glob("gen-*/stamp"):
                stamp.write_text("format 0, tantivy 0\n")
        else:
            self.server.ask("PUT", f"{self.prefix}/_mapping", {"_meta": {"sohoa_format": 0}})


def letter(number: int, person: str, subject: str) -> list[str]:
    """The lines of a decision about somebody."""
    return [
        "ỦY BAN NHÂN DÂN XÃ LŨNG CÚ", f"Số: {number:02}/QĐ-UBND", f"Lũng Cú, ngày {number} tháng 5 năm 2024",
        "QUYẾT ĐỊNH", f"Về việc {subject} cho {person}", f"Ông {person} số định danh {ID} được {subject}",
    ]  # fmt: skip


def fill(desk: Desk) -> dict[str, str]:
    """Digitize and file the papers; their ids by name."""
    cases = {name: f"{unit}-240105-0001" for name, unit in UNITS.items()}
    desk.catalog.dossiers.bring_up_to_date(
        Dossier(code, unit=UNITS[name], unit_name=f"Xã {name}", procedure="1.004193")
        for name, code in cases.items()
    )
    papers = {}
    for day, name in enumerate(("A", "B", "unfiled", "sensitive A", "locked A"), start=1):
        desk.sensitive = name.startswith("sensitive")
        marking = ["MẬT"] if name.startswith("locked") else []
        record = desk.digitize([*marking, *letter(day, PERSON, "cấp đất ở")])
        papers[name] = record.id
        if not record.restricted:
            desk.catalog.edits.set_field(
                record.id, "issued", f"2024-05-0{day}", desk.editor(record.id)
            )
        if name[-1] in cases:
            code = cases[name[-1]]
            desk.catalog.edits.file(record.id, code, Role.RESULT, desk.editor(record.id))
    desk.sensitive = False
    for day in range(6, 12):
        lines = letter(day, OTHER, "miễn giảm học phí")
        papers[f"other {day}"] = desk.digitize([line for line in lines if "ngày" not in line]).id
    desk.drain()
    return papers
