"""What a bigger office starts: the compose file, the units and the example settings hold together."""

import configparser
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pipeline import settings
from pipeline.addresses import server_address
from portal.parser import build

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PROVINCE = DEPLOY / "province"
HERE = Path(__file__).parent
OWN = "sohoa:0.1.0"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((PROVINCE / "compose.yaml").read_text())


def commands() -> set[str]:
    choices = [action.choices for action in build("en")._actions]
    return set(next(found for found in choices if isinstance(found, dict)))


def test_the_compose_file_is_one_by_the_specification(compose: dict[str, Any]) -> None:
    schema = json.loads((HERE / "compose_spec.json").read_text())
    jsonschema.Draft201909Validator(schema).validate(
        {key: value for key, value in compose.items() if key != "name"}  # newer than the schema
    )


def test_every_image_is_pinned_to_a_release(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        repository, _, tag = service["image"].rpartition(":")
        assert repository and re.search(r"\d+[.-]\d+", tag), name


def test_services_wait_for_services_that_exist_and_can_say_that_they_are_ready(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    for name, service in services.items():
        for other, wait in service.get("depends_on", {}).items():
            if wait["condition"] == "service_healthy":
                assert "healthcheck" in services[other], f"{name} waits for {other}"


def test_no_port_is_open_to_the_world_and_no_password_is_in_the_file(
    compose: dict[str, Any],
) -> None:
    for name, service in compose["services"].items():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name
        variables = service.get("environment", {})
        named = [key for key in variables if re.search("PASSWORD|SECRET", key)]
        assert all(key.endswith("_FILE") for key in named), name


def test_our_services_run_commands_that_there_are(compose: dict[str, Any]) -> None:
    ours = [one for one in compose["services"].values() if one["image"] == OWN]
    assert len(ours) == 3
    assert {one["command"] for one in ours} <= commands()


def test_the_provinces_settings_lead_to_its_services(
    compose: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PROVINCE, tmp_path / "province")
    subprocess.run([tmp_path / "province" / "make-secrets.sh"], check=True, capture_output=True)
    secrets = tmp_path / "province" / "secrets"
    assert secrets.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("SOHOA_SECRETS_FILE", str(secrets / "secrets.toml"))
    loaded = settings.load(tmp_path / "province")
    for name in ("store", "catalog", "index", "runner"):
        address = server_address(name, getattr(loaded, name))
        assert address.host in compose["services"], name
        assert not address.password, name
    assert loaded.catalog_password.get_secret_value() == (secrets / "database").read_text()
    assert loaded.runner_auth is not None
    prefect = (secrets / "prefect.env").read_text()
    assert f"PREFECT_SERVER_API_AUTH_STRING={loaded.runner_auth.get_secret_value()}\n" in prefect


def test_making_secrets_again_changes_none(tmp_path: Path) -> None:
    shutil.copy(PROVINCE / "make-secrets.sh", tmp_path)
    subprocess.run([tmp_path / "make-secrets.sh"], check=True, capture_output=True)
    before = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert len(set(before.values())) == len(before)
    subprocess.run([tmp_path / "make-secrets.sh"], check=True, capture_output=True)
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == before


def test_the_settings_of_one_machine_load(tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "systemd" / "sohoa.toml", tmp_path)
    assert settings.load(tmp_path).store == "file:store"


@pytest.mark.parametrize("name", ["sohoa.service", "sohoa-worker@.service"])
def test_units_start_commands_that_there_are(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "systemd" / name)
    program, command, *_ = unit["Service"]["ExecStart"].split()
    assert program.endswith("/.venv/bin/sohoa")
    assert command in commands()


@pytest.mark.parametrize("name", ["sohoa.service", "sohoa-worker@.service"])
def test_units_are_accepted_by_systemd(name: str, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not here")
    text = (DEPLOY / "systemd" / name).read_text()
    unit = tmp_path / name.replace("@.", "@1.")
    unit.write_text(re.sub("ExecStart=[^ ]+", f"ExecStart={sys.executable}", text))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    about_it = [line for line in checked.stderr.splitlines() if unit.name in line]
    assert not [line for line in about_it if "Unknown" in line or "Failed" in line], about_it
    assert checked.returncode == 0, checked.stderr
