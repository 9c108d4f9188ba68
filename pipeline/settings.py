"""Settings: one home folder, four addresses, limits. Read by entry points only (`docs/settings.md`)."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from pipeline.errors import BadSettings
from pipeline.model import Profile

if TYPE_CHECKING:
    from pipeline.picture import Limits


class Settings(BaseSettings):
    """Everything an office can set; `sohoa.toml` in the home folder, then SOHOA_ variables, then options."""

    model_config = SettingsConfigDict(env_prefix="SOHOA_", extra="forbid", frozen=True)

    home: Path
    store: str = Field(
        "file:store", description="object store: file:FOLDER or s3+http(s)://host:port/bucket"
    )
    store_access_key: str = Field("", description="access key of the S3 store")
    store_secret_key: SecretStr = Field(
        SecretStr(""), description="secret key of the S3 store (secret)"
    )
    store_retention: Literal["none", "governance", "compliance"] = Field(
        "governance", description="how the S3 store locks originals"
    )
    store_retention_years: int = Field(
        20, ge=1, le=100, description="how long the S3 store locks originals"
    )
    catalog: str = Field(
        "sqlite:catalog.db", description="catalog: sqlite:FILE or postgresql://user@host:port/name"
    )
    catalog_password: SecretStr = Field(
        SecretStr(""), description="password of the PostgreSQL user (secret)"
    )
    index: str = Field(
        "embedded:index",
        description="search index: embedded:FOLDER or elasticsearch+http(s)://host:port/prefix",
    )
    index_user: str = Field("", description="user of Elasticsearch")
    index_password: SecretStr = Field(SecretStr(""), description="password of that user (secret)")
    index_api_key: SecretStr = Field(
        SecretStr(""), description="API key of Elasticsearch, instead of a user (secret)"
    )
    runner: str = Field("local", description="runner: local, or http(s)://host:port/api of Prefect")
    runner_auth: SecretStr | None = Field(
        None, description="user:password of the Prefect API (secret)"
    )
    work_pool: str = Field("sohoa", description="Prefect work pool whose workers read")
    ca_file: Path | None = Field(
        None, description="certificate authorities (PEM) of all servers, else the system's"
    )
    lang: str = Field("vi", pattern="^(vi|en)$", description="language of messages")
    profile: Profile = Field(Profile.ACCURATE, description="how much work reading may cost")
    engine: str = Field("tesserocr", description="OCR engine: tesserocr or pytesseract")
    jobs: int = Field(0, ge=0, le=256, description="page workers; 0 = one a core")
    max_pages: int = Field(2000, ge=1, description="most pages a file may have")
    max_megapixels: int = Field(250, ge=1, description="most megapixels a page may have")
    max_bytes: int = Field(2 * 1024**3, ge=1, description="most bytes a file may have")
    decode_megapixels: int = Field(40, ge=1, description="larger pages are decoded smaller")
    page_seconds: float = Field(120, gt=0, description="longest time for one page")
    page_megabytes: int = Field(1000, ge=500, description="most memory of a page worker")
    dpi: int = Field(300, ge=100, le=600, description="resolution of rendered pages")
    need_acceptance: bool = Field(False, description="a file counts only when a person accepted it")
    reader_units: tuple[str, ...] = Field(
        (), description="units whose dossiers this reader may see"
    )
    reader_clearance: int = Field(0, ge=0, le=1, description="1 = may see restricted papers")
    trusted_roots: Path | None = Field(
        None,
        description="folder of root certificates (PEM, DER) that digital signatures may end in",
    )
    inbox_quiet_seconds: float = Field(10, gt=0, description="an inbox file is taken after so long")
    verify_days: int = Field(
        30, ge=1, le=3650, description="each original is re-hashed once in so many nights"
    )
    backup_folder: Path | None = Field(
        None,
        description="where `up` backs everything up each day; unset: the catalog alone, in `backup/`",
    )
    backup_hour: int = Field(1, ge=0, le=23, description="from when on `up` makes the day's backup")
    sweep_seconds: float = Field(60, gt=0, description="how often `up` sweeps")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options beat variables, variables beat `secrets.toml` and `sohoa.toml` of the home folder."""
        del dotenv_settings, file_secret_settings
        home = Path(str(init_settings().get("home")))
        files = [
            TomlConfigSettingsSource(settings_cls, toml_file=path)
            for path in (secrets_file(home), home / "sohoa.toml")
        ]
        return init_settings, env_settings, *files

    def in_home(self, address: str) -> Path:
        """The path of an address such as `file:store`, relative to the home folder."""
        return self.home / Path(address.split(":", 1)[1]).expanduser()

    @property
    def page_workers(self) -> int:
        """Page workers on this machine, at least one."""
        return self.jobs or len(os.sched_getaffinity(0))

    @property
    def limits(self) -> "Limits":
        """The limits on files."""
        from pipeline.picture import Limits

        return Limits(
            max_pages=self.max_pages,
            max_megapixels=self.max_megapixels,
            max_bytes=self.max_bytes,
            decode_megapixels=self.decode_megapixels,
        )


def secrets_file(home: Path) -> Path:
    """Where passwords lie: the file SOHOA_SECRETS_FILE names, else `secrets.toml` in the home folder."""
    return Path(os.environ.get("SOHOA_SECRETS_FILE") or home / "secrets.toml")


def load(home: Path, **options: Any) -> Settings:  # noqa: ANN401 - checked by the model itself
    """The settings of a home folder; raises BadSettings naming what is wrong."""
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(home=home, **given)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise BadSettings(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from exc
    except (OSError, ValueError) as exc:
        raise BadSettings(f"sohoa.toml: {exc}") from exc
