"""Files in an S3 bucket, for several machines. boto3, an extra, is only loaded where a bucket is named."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO, TypeVar, cast
from urllib.parse import parse_qsl, urlsplit

from reglament.lib.folder import place_of

T = TypeVar("T")
CONNECTING, ANSWERING = 5, 30  # seconds
ATTEMPTS = 2  # of one question


class Unreachable(OSError):
    """The bucket gave no answer, or would not do it: nothing is known about the file; try again later."""


class _Forbidden(Unreachable):
    """Wrong credentials, or no right."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Files by SHA-256 below `prefix`. Without an `endpoint` it is Amazon's."""

    name: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""

    @classmethod
    def at(cls, url: str) -> "Bucket":
        """The one of `s3://bucket/prefix?endpoint=https://…&region=…`; ValueError for anything else."""
        parts = urlsplit(url)
        known = dict(parse_qsl(parts.query, keep_blank_values=True))
        if parts.scheme != "s3" or not parts.netloc or not known.keys() <= {"endpoint", "region"}:
            raise ValueError(url)
        return cls(parts.netloc, parts.path.strip("/"), **known)

    def put(self, digest: str, content: bytes) -> None:
        """Keep it; the answer to PUT says that it is safe. What is there already is not sent again."""
        if not self._has(digest):
            self._ask("put_object", digest, Body=content)

    def get(self, digest: str) -> bytes:
        """The whole of it."""
        found = self._ask("get_object", digest)
        with found["Body"] as body:
            return _understood(lambda: cast(bytes, body.read()))

    def open_(self, digest: str) -> tuple[BinaryIO, int]:
        """It, to be read as it comes, and its size."""
        found = self._ask("get_object", digest)
        return found["Body"], found["ContentLength"]

    def _has(self, digest: str) -> bool:
        """False too for who may not ask (without the right to list, a missing file is 403): PUT then tells."""
        try:
            self._ask("head_object", digest)
        except (FileNotFoundError, _Forbidden):
            return False
        return True

    def _ask(self, what: str, digest: str, **more: Any) -> Any:
        key = "/".join(filter(None, (self.prefix, place_of(digest))))
        ask = getattr(_client(self.endpoint, self.region), what)
        return _understood(lambda: ask(Bucket=self.name, Key=key, **more))


@cache
def _client(endpoint: str, region: str) -> Any:
    """One client for all threads. It signs what it sends by SHA-256, so the server keeps these bytes or none."""
    from boto3.session import Session
    from botocore.config import Config

    how = Config(
        connect_timeout=CONNECTING,
        read_timeout=ANSWERING,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        s3={"payload_signing_enabled": True},
        request_checksum_calculation="when_required",  # servers that are not Amazon's know no others
        response_checksum_validation="when_required",
    )
    return Session().client("s3", endpoint_url=endpoint or None, region_name=region or None, config=how)


def _understood(ask: Callable[[], T]) -> T:
    """What the server answers. Raises FileNotFoundError and Unreachable, of which `_Forbidden` is one."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return ask()
    except ClientError as error:
        if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
            raise FileNotFoundError(str(error)) from error
        is_forbidden = error.response["ResponseMetadata"]["HTTPStatusCode"] == 403
        raise (_Forbidden if is_forbidden else Unreachable)(str(error)) from error
    except (BotoCoreError, ValueError) as error:  # ValueError: an endpoint that is no address
        raise Unreachable(str(error)) from error
