"""The store of files: a folder, or a bucket of a real S3 server."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from reglament.lib import bucket, store
from reglament.lib.bucket import Bucket, Unreachable
from reglament.lib.env import BadSetting
from reglament.lib.env import bucket as bucket_setting
from reglament.testing.buckets import BucketServer
from reglament.testing.ports import free_port

NOWHERE = hashlib.sha256(b"never kept").hexdigest()


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.processes)])
def either(request: pytest.FixtureRequest) -> str:
    if request.param == "bucket":
        request.getfixturevalue("files_in_bucket")
    return str(request.param)


@pytest.mark.parametrize("content", [b"", b"words", bytes(range(256)) * 20_000])
def test_what_is_kept_is_given_back_whole_and_in_pieces(either: str, content: bytes) -> None:
    digest = store.put(content)
    assert digest == hashlib.sha256(content).hexdigest() == store.put(content)
    assert store.get(digest) == content
    file, size = store.open_(digest)
    with file:
        assert size == len(content)
        assert b"".join(iter(lambda: file.read(4096), b"")) == content


def test_what_was_never_kept_is_not_found(either: str) -> None:
    for ask in (store.get, store.open_):
        with pytest.raises(FileNotFoundError):
            ask(NOWHERE)


def test_what_is_no_digest_leads_nowhere(either: str) -> None:
    for name in ("../../secret.key", NOWHERE.upper(), NOWHERE[:-1], ""):
        with pytest.raises(ValueError, match="not a SHA-256"):
            store.get(name)


def test_a_folder_keeps_files_for_this_account_alone_and_no_half_ones(tmp_path: Path) -> None:
    store.put(b"words")
    kept = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [hashlib.sha256(b"words").hexdigest()]
    assert kept[0].stat().st_mode & 0o077 == 0


@pytest.mark.processes
def test_the_same_bytes_are_sent_to_a_bucket_once(files_in_bucket: BucketServer, settings: Any) -> None:
    name = Bucket.at(settings.FILES).name
    files_in_bucket.client().put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    for _ in range(3):
        store.put(b"words")
    versions = files_in_bucket.client().list_object_versions(Bucket=name)["Versions"]
    digest = hashlib.sha256(b"words").hexdigest()
    assert [version["Key"] for version in versions] == [f"desk/{digest[:2]}/{digest[2:4]}/{digest}"]


@pytest.mark.processes
def test_a_bucket_that_is_away_is_no_file_missing(files_in_bucket: BucketServer, settings: Any) -> None:
    known = store.put(b"words")
    settings.FILES = f"s3://files?endpoint=http://127.0.0.1:{free_port()}&region=x"
    for ask in (store.get, store.open_):
        with pytest.raises(Unreachable):
            ask(known)
    with pytest.raises(Unreachable):
        store.put(b"others")


@pytest.mark.processes
def test_a_bucket_that_hangs_is_given_up_and_used_again_when_it_answers(
    files_in_bucket: BucketServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "ANSWERING", 0.3)
    bucket._client.cache_clear()
    known = store.put(b"words")
    with files_in_bucket.asleep():
        for ask in (lambda: store.get(known), lambda: store.put(b"others")):
            with pytest.raises(Unreachable):
                ask()
    assert store.get(known) == b"words"


@pytest.mark.processes
def test_only_right_credentials_open_a_bucket(files_in_bucket: BucketServer, monkeypatch: pytest.MonkeyPatch) -> None:
    known = store.put(b"words")
    with files_in_bucket.guarded() as keys:
        for wrong in ({"AWS_ACCESS_KEY_ID": "nobody"}, {"AWS_SECRET_ACCESS_KEY": "guessed"}):
            use(keys | wrong, monkeypatch)
            with pytest.raises(Unreachable):
                store.get(known)
            with pytest.raises(Unreachable):
                store.put(b"others")
        use(keys, monkeypatch)
        assert store.get(known) == b"words"
        assert store.put(b"others")


@pytest.mark.processes
def test_a_bucket_that_is_not_there_is_told(files_in_bucket: BucketServer, settings: Any) -> None:
    settings.FILES = settings.FILES.replace("s3://files-", "s3://others-")
    with pytest.raises(Unreachable, match="NoSuchBucket"):
        store.put(b"words")
    with pytest.raises(Unreachable, match="NoSuchBucket"):
        store.get(NOWHERE)


@pytest.mark.processes
def test_a_large_file_costs_no_more_memory_than_itself(files_in_bucket: BucketServer, settings: Any) -> None:
    grown = run(LARGE, settings.FILES)
    assert int(grown) < 20 * 1024, f"{grown} KiB"


def test_without_a_bucket_its_library_is_not_loaded() -> None:
    assert run(SMALL, "") == "False False"


def test_a_setting_that_names_no_bucket_is_refused_with_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("files", "https://files.example/x", "s3://", "s3://files?endpont=http://x"):
        monkeypatch.setenv("REGLAMENT_FILES", url)
        with pytest.raises(BadSetting, match=r"REGLAMENT_FILES=.*write s3://bucket"):
            bucket_setting("REGLAMENT_FILES")
    monkeypatch.setenv("REGLAMENT_FILES", "s3://files/desk?endpoint=https://s3.vendor.example")
    assert Bucket.at(bucket_setting("REGLAMENT_FILES")) == Bucket("files", "desk", "https://s3.vendor.example")


LARGE = """
import resource
import django
django.setup()
from reglament.lib import store
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
digest = store.put(b"the client is loaded")
content = bytes(50 * 1024 * 1024)
before = peak()
digest = store.put(content)
del content
file, size = store.open_(digest)
while file.read(64 * 1024):
    pass
assert len(store.get(digest)) == size
print(peak() - before)
"""
SMALL = """
import sys
import django
django.setup()
from reglament.lib import store
store.get(store.put(b"words"))
print("boto3" in sys.modules, "botocore" in sys.modules)
"""


def run(program: str, files: str) -> str:
    """What `program` prints in a process of its own."""
    with TemporaryDirectory() as var:
        known = os.environ | {
            "DJANGO_SETTINGS_MODULE": "reglament.settings",
            "REGLAMENT_VAR": var,
            "REGLAMENT_FILES": files,
        }
        done = subprocess.run([sys.executable, "-c", program], env=known, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def use(keys: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in keys.items():
        monkeypatch.setenv(name, value)
    bucket._client.cache_clear()
