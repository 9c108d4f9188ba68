"""The house rules: who may import whom, and that everything people meet is documented."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
ROOMS = ("pipeline", "extractors", "search", "flows", "portal", "samples")
MAY_IMPORT = {
    "pipeline": set(),
    "extractors": {"pipeline"},
    "search": {"pipeline"},
    "flows": {"pipeline", "extractors", "search"},
    "portal": {"pipeline", "extractors", "search", "flows"},
    "samples": set(),
}
ONLY_IN = {
    "prefect": (
        "flows/batch.py",
        "flows/runtime.py",
        "flows/server.py",
        "flows/serving.py",
        "flows/upkeep.py",
        "flows/worker.py",
    ),
    "tesserocr": ("pipeline/ocr/",),
    "onnxruntime": ("pipeline/ocr/neural_lines.py",),
    "asterocr": (),
    "pytesseract": ("pipeline/ocr/", "samples/"),
    "pdf2image": ("pipeline/pages.py", "pipeline/pdf_render.py"),
    "sqlalchemy": ("pipeline/catalog/",),
    "tantivy": ("search/engine.py",),
    "fastapi": (),
    "minio": ("pipeline/stores/minio",),
    "elasticsearch": ("search/elastic.py", "search/elastic_server.py"),
    "pyhanko": ("pipeline/pdf_signatures.py",),
    "pyhanko_certvalidator": ("pipeline/pdf_signatures.py",),
    "psycopg": ("pipeline/catalog/",),
}
HEAVY = {
    "minio",
    "elasticsearch",
    "numpy",
    "PIL",
    "cv2",
    "prefect",
    "sqlalchemy",
    "tantivy",
    "pikepdf",
    "tesserocr",
    "onnxruntime",
    "yaml",
}


def sources(room: str) -> list[Path]:
    return sorted((HOUSE / room).rglob("*.py"))


@cache
def imports(path: Path) -> frozenset[str]:
    return frozenset(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_the_floors_below(room: str) -> None:
    for path in sources(room):
        used = {name.split(".")[0] for name in imports(path)} & set(ROOMS) - {room}
        assert used <= MAY_IMPORT[room], f"{path.relative_to(HOUSE)} imports {used}"


@pytest.mark.parametrize("package", sorted(ONLY_IN))
def test_a_package_is_used_only_where_it_belongs(package: str) -> None:
    for room in ROOMS:
        for path in sources(room):
            where = path.relative_to(HOUSE).as_posix()
            if package in {name.split(".")[0] for name in imports(path)}:
                assert where.startswith(ONLY_IN[package]), f"{where} imports {package}"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from portal.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & {name.split(".")[0] for name in done.stderr.split()}


def test_exceptions_are_caught_wholesale_only_at_the_borders() -> None:
    found = set()
    for room in ROOMS:
        for path in sources(room):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ExceptHandler) and _is_wholesale(node):
                    found.add(path.relative_to(HOUSE).as_posix())
    borders = {"flows/batch.py", "portal/cli.py", "pipeline/ocr/pool.py"}
    assert found == borders


def _is_wholesale(handler: ast.ExceptHandler) -> bool:
    """`except Exception` or bare, or BaseException that is not raised again."""
    name = handler.type.id if isinstance(handler.type, ast.Name) else ""
    if name == "BaseException":
        kept = any(isinstance(node, ast.Raise | ast.Call) for node in ast.walk(handler))
        return not kept
    return handler.type is None or name == "Exception"


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """Whose method or what function is called: `index.search` → ("index", "search")."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            *owner, name = ast.unparse(node.func).split(".")
            yield (owner[-1] if owner else ""), name


def test_an_index_is_asked_in_one_place_and_a_reader_is_made_in_one_place() -> None:
    asking: dict[str, set[str]] = {"Reader": set(), "Plan": set(), "index": set()}
    for room in ROOMS:
        for path in sources(room):
            where = path.relative_to(HOUSE).as_posix()
            for owner, name in calls(path):
                if name in ("Reader", "Plan"):
                    asking[name].add(where)
                if owner.endswith("index") and name in ("search", "facets", "alike"):
                    asking["index"].add(where)
    assert asking["Reader"] == {"portal/finding.py"}
    # Engines take plans alone; that these hold what the reader may see: tests/search/test_alike.py.
    # The last joins plans of the second and first.
    assert asking["Plan"] == {
        "search/plan.py",
        "search/steps.py",
        "search/alike.py",
        "search/by_day.py",
    }
    # The second asks for whom it is asked, of a mended index.
    assert asking["index"] == {"search/finder.py", "flows/index_side.py"}


def test_every_message_code_is_documented() -> None:
    from pipeline.messages import MESSAGES

    documented = set(re.findall(r"^\| `([a-z_.]+)` \|", _doc("errors.md"), re.MULTILINE))
    assert documented == set(MESSAGES)


def test_every_code_in_the_program_has_a_message() -> None:
    from pipeline.messages import MESSAGES

    kinds = {code.split(".")[0] for code in MESSAGES if "." in code}
    pattern = re.compile(rf'"((?:{"|".join(sorted(kinds))})\.[a-z_]+)"')
    for room in ("pipeline", "extractors", "search", "flows", "portal"):
        for path in sources(room):
            if path.name == "phrases.py":
                continue
            used = set(pattern.findall(path.read_text()))
            unknown = {code for code in used - set(MESSAGES) if not _is_other(code)}
            assert not unknown, f"{path.relative_to(HOUSE)}: {unknown}"


def _is_other(code: str) -> bool:
    """Keys of the phrase table and file names look like codes."""
    from portal.phrases import PHRASES

    return code in PHRASES or code.endswith((".md", ".db", ".json", ".log", ".part"))


def test_every_setting_is_documented() -> None:
    from pipeline.settings import Settings

    documented = set(re.findall(r"^\| `([a-z_]+)` \|", _doc("settings.md"), re.MULTILINE))
    assert documented == set(Settings.model_fields) - {"home"}


def test_every_command_and_option_is_documented() -> None:
    from portal.parser import build

    text = _doc("commands.md")
    choices = [action.choices for action in build("en")._actions]
    commands = next(found for found in choices if isinstance(found, dict))
    for name, parser in commands.items():
        assert f"sohoa {name}" in text, name
        for action in parser._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert option in text, f"{name} {option}"


def test_phrases_exist_in_both_languages() -> None:
    from pipeline.messages import MESSAGES
    from portal.phrases import PHRASES

    for key, texts in PHRASES.items():
        assert all(texts), key
        places = [set(re.findall(r"\{(\w+)\}", text)) for text in texts]
        assert places[0] == places[1], key
    for code, said in MESSAGES.items():
        assert all((said.vi, said.vi_advice, said.en, said.en_advice)), code


def test_nothing_committed_names_a_registry_or_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    hosts = "|".join(["pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs"])
    machines = "|".join(["/" + "root/", "/work" + "/main", "/work" + "/shared"])
    wrong = re.compile(f"{hosts}|{machines}")
    for name in filter(None, listed.stdout.split("\0")):
        path = HOUSE / name
        if path.suffix in {".py", ".md", ".sh", ".toml", ".lock", ".yaml", ".xml", ".java", ""}:
            assert not wrong.search(path.read_text(errors="replace")), name


def _doc(name: str) -> str:
    return (HOUSE / "docs" / name).read_text()
