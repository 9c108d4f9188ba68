"""The policy in `deploy/minio-policy.json` is enough for the program and lets it undo nothing."""

import datetime as dt
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from minio import Minio as Client
from minio import MinioAdmin
from minio.commonconfig import GOVERNANCE
from minio.credentials import StaticProvider
from minio.error import S3Error
from minio.objectlockconfig import DAYS, ObjectLockConfig
from minio.retention import Retention
from minio.versioningconfig import SUSPENDED, VersioningConfig
from servers.minio import Minio
from servers.stores import address_of, fresh_bucket, open_at, raw_client

from pipeline.errors import ServiceDown
from pipeline.stores.minio import MinioStore
from pipeline.stores.minio_wire import Account

pytestmark = pytest.mark.servers

POLICY = Path(__file__).parents[3] / "deploy" / "minio-policy.json"
SECRET = "application-secret"


@dataclass(frozen=True)
class Application:
    """The store as the program has it, and a client with the same rights."""

    store: MinioStore
    client: Client
    originals: str
    version: str


def add_user(server: Minio, bucket: str) -> Account:
    """A user who has the policy for a bucket and nothing else."""
    root = StaticProvider(server.user, server.password)
    admin = MinioAdmin(endpoint=server.endpoint, credentials=root, secure=False)
    policy = json.loads(POLICY.read_text().replace(":::sohoa", f":::{bucket}"))
    admin.policy_add(bucket, policy=policy)
    admin.user_add(bucket, SECRET)
    admin.attach_policy([bucket], user=bucket)
    return Account(bucket, SECRET)


@pytest.fixture
def application(minio: Minio, tmp_path: Path) -> Application:
    bucket = fresh_bucket()
    raw_client(minio).make_bucket(bucket)
    raw_client(minio).make_bucket(f"{bucket}-originals", object_lock=True)
    account = add_user(minio, bucket)
    store = open_at(address_of(minio, bucket), account, tmp_path / "tmp")
    (tmp_path / "scan").write_bytes(b"original")
    sha256 = "0682c5f2076f099c34cfdd15a9e063849ed437a49677e6fcc5b4198c76575be5"
    stored = store.put_once("originals/aa", tmp_path / "scan", sha256)
    client = Client(minio.endpoint, bucket, SECRET, secure=False)
    return Application(store, client, f"{bucket}-originals", stored.version)


def test_the_program_can_do_its_work(application: Application) -> None:
    store = application.store
    store.put("ocr/aa/r/1.json", b"x")
    store.put("ocr/aa/r/1.json", b"y")
    assert list(store.keys("ocr")) == ["ocr/aa/r/1.json"]
    store.remove("ocr/aa/r/1.json")
    assert store.find("ocr/aa/r/1.json") is None
    assert [one.version for one in store.newest("originals")] == [application.version]
    with store.open("originals/aa", application.version) as stream:
        assert stream.read() == b"original"
    store.hold("originals/aa", application.version, on=True)
    store.hold("originals/aa", application.version, on=False)
    assert store.remove_unfinished(2e9) == 0


def sooner() -> Retention:
    return Retention(GOVERNANCE, dt.datetime.now(dt.UTC) + dt.timedelta(days=1))


ATTACKS = {
    "delete a version": lambda c, b, v: c.remove_object(b, "originals/aa", v),
    "delete": lambda c, b, v: c.remove_object(b, "originals/aa"),
    "shorten": lambda c, b, v: c.set_object_retention(b, "originals/aa", sooner(), v),
    "end the lock": lambda c, b, v: c.set_object_lock_config(b, ObjectLockConfig(GOVERNANCE, 1, DAYS)),
    "end versions": lambda c, b, v: c.set_bucket_versioning(b, VersioningConfig(SUSPENDED)),
    "remove the bucket": lambda c, b, v: c.remove_bucket(b),
    "open it to all": lambda c, b, v: c.set_bucket_policy(b, "{}"),
    "make a bucket": lambda c, b, v: c.make_bucket(fresh_bucket()),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_program_cannot(application: Application, attack: str) -> None:
    with pytest.raises(S3Error, match=r"AccessDenied|WORM|XMinioInvalid"):
        ATTACKS[attack](application.client, application.originals, application.version)
    with application.store.open("originals/aa", application.version) as stream:
        assert stream.read() == b"original"


def test_bypassing_governance_is_denied(application: Application) -> None:
    with pytest.raises(S3Error):
        application.client._execute(
            "DELETE",
            application.originals,
            "originals/aa",
            headers={"x-amz-bypass-governance-retention": "true"},
            query_params={"versionId": application.version},
        )
    found = application.store.find("originals/aa", application.version)
    assert found and found.size == 8


def test_a_plain_put_only_lies_above_the_recorded_version(application: Application) -> None:
    application.client.put_object(application.originals, "originals/aa", io.BytesIO(b"forged"), 6)
    assert [one.size for one in application.store.newest("originals")] == [6]
    with application.store.open("originals/aa", application.version) as stream:
        assert stream.read() == b"original"


def test_missing_buckets_are_named_when_they_may_not_be_made(minio: Minio, tmp_path: Path) -> None:
    bucket = fresh_bucket()
    account = add_user(minio, bucket)
    with pytest.raises(ServiceDown) as first:
        open_at(address_of(minio, bucket), account, tmp_path)
    assert first.value.code == "store.missing" and bucket in first.value.detail
    raw_client(minio).make_bucket(bucket)
    with pytest.raises(ServiceDown) as second:
        open_at(address_of(minio, bucket), account, tmp_path)
    assert second.value.code == "store.missing" and f"{bucket}-originals" in second.value.detail


def test_another_bucket_is_out_of_bounds(minio: Minio, tmp_path: Path) -> None:
    account = add_user(minio, fresh_bucket())
    raw_client(minio).make_bucket(other := fresh_bucket())
    with pytest.raises(ServiceDown) as said:
        open_at(address_of(minio, other), account, tmp_path)
    assert said.value.code == "store.rights" and other in said.value.detail


def test_a_user_who_may_not_lock_is_told_so(minio: Minio, tmp_path: Path) -> None:
    bucket = fresh_bucket()
    raw_client(minio).make_bucket(bucket)
    raw_client(minio).make_bucket(f"{bucket}-originals", object_lock=True)
    account = add_user(minio, bucket)
    text = POLICY.read_text().replace(":::sohoa", f":::{bucket}")
    weaker = json.loads(text.replace('"s3:PutObjectRetention",', ""))
    root = StaticProvider(minio.user, minio.password)
    MinioAdmin(endpoint=minio.endpoint, credentials=root, secure=False).policy_add(
        bucket, policy=weaker
    )
    store = open_at(address_of(minio, bucket), account, tmp_path)
    (tmp_path / "scan").write_bytes(b"original")
    sha256 = "0682c5f2076f099c34cfdd15a9e063849ed437a49677e6fcc5b4198c76575be5"
    with pytest.raises(ServiceDown) as said:
        store.put_once("originals/aa", tmp_path / "scan", sha256)
    assert said.value.code == "store.rights" and f"{bucket}-originals" in said.value.detail
