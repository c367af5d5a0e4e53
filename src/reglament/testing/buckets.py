"""A real HTTP server that speaks S3 (moto's), in a process of its own, and keeps everything in memory."""

import os
import signal
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from reglament.lib import bucket
from reglament.testing.ports import free_port
from reglament.testing.running import eventually

REGION = "eu-central-1"
KEYS = {"AWS_ACCESS_KEY_ID": "anybody", "AWS_SECRET_ACCESS_KEY": "anything"}
_POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'


@dataclass
class BucketServer:
    """The server; it lets everybody in unless it is `guarded`."""

    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def endpoint(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def client(self, service: str = "s3") -> Any:
        """A client of Amazon's own making."""
        keys = {"aws_access_key_id": "anybody", "aws_secret_access_key": "anything"}
        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION, **keys)

    def new_bucket(self) -> str:
        """An empty bucket, as the setting has it."""
        name = f"files-{uuid.uuid4().hex}"
        self.client().create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        return f"s3://{name}/desk?endpoint={self.endpoint}&region={REGION}"

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """It takes connections and answers nothing."""
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)

    @contextmanager
    def guarded(self) -> Iterator[dict[str, str]]:
        """It lets in only who has these keys, as the environment has them."""
        users, name = self.client("iam"), f"user-{uuid.uuid4().hex}"
        users.create_user(UserName=name)
        users.put_user_policy(UserName=name, PolicyName="all", PolicyDocument=_POLICY)
        made = users.create_access_key(UserName=name)["AccessKey"]
        self._lets_in_freely("0")
        try:
            yield {"AWS_ACCESS_KEY_ID": made["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": made["SecretAccessKey"]}
        finally:
            self._lets_in_freely("inf")

    def _lets_in_freely(self, requests: str) -> None:
        """So many requests more."""
        headers = {"Content-Type": "text/plain"}
        urllib.request.urlopen(
            urllib.request.Request(f"{self.endpoint}/moto-api/reset-auth", requests.encode(), headers), timeout=10
        ).close()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.endpoint}/moto-api/", timeout=5).close()
        except OSError:
            return False
        return True


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[BucketServer]:
    """One server for all tests of a worker."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = BucketServer(port, process)
    try:
        eventually(server._answers, what="the bucket server answers")
        yield server
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def files_in_bucket(
    bucket_server: BucketServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[BucketServer]:
    """Files lie in an empty bucket. Whatever a test changes about clients is forgotten after it."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    bucket._client.cache_clear()
    settings.FILES = bucket_server.new_bucket()
    yield bucket_server
    bucket._client.cache_clear()
