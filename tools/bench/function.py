"""A Lambda function on this machine: a built package under the real runtime client."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from queue import Empty
from tempfile import TemporaryFile
from typing import Any, Self

from tools.bench.runtime_api import SECONDS, Answer, RuntimeApi

CLIENT = ("awslambdaric", "simplejson", "snapshot_restore_py")
BOTO3 = (
    *("boto3", "botocore", "s3transfer", "jmespath", "python-dateutil", "six"),
    "urllib3",
)
HANDLER = "lambda_function.lambda_handler"
KILO = 1024
POLL = 0.5  # how often a wait looks whether the function still lives, in seconds

AS_ON_LAMBDA = {
    "AWS_EXECUTION_ENV": "AWS_Lambda_python",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
    "AWS_LAMBDA_FUNCTION_NAME": "skill",
    "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
    "AWS_LAMBDA_LOG_FORMAT": "JSON",
    "AWS_REGION": "us-east-1",
    "LANG": "en_US.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",  # Lambda's folder is read-only
    "TZ": ":UTC",
    "_HANDLER": HANDLER,
}
SNAPSTART = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}


class FunctionError(Exception):
    """Raised if a function dies, or gives no answer in time; says what it printed."""


class Function:
    """A fresh process that answers events as it would on Lambda.

    It sees the package and the runtime client, and nothing of this environment: what
    is missing from the package is missing here too.
    """

    def __init__(
        self,
        package: Path,
        environment: Mapping[str, str] | None = None,
        *,
        snapstart: bool = False,
        boto3: bool = False,
    ) -> None:
        """Start the function of a package; it need not be ready yet on return.

        With `snapstart` it stops where Lambda would take the snapshot; with `boto3`
        it finds that beside the runtime client, as it does on Lambda.
        """
        self._log = TemporaryFile()  # noqa: SIM115 # closed in stop()
        self._api = RuntimeApi()
        folders = [package.resolve(), client_folder()]
        if boto3:
            folders.append(linked(BOTO3, Path("build/runtime-boto3")))
        path = os.pathsep.join(map(str, folders))
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-m", "awslambdaric", HANDLER],
            env={
                **AS_ON_LAMBDA,
                **(SNAPSTART if snapstart else {}),
                **(environment or {}),
                "AWS_LAMBDA_RUNTIME_API": self._api.address,
                "LAMBDA_TASK_ROOT": str(package.resolve()),
                "PYTHONPATH": path,
            },
            cwd=package,
            stdout=self._log,
            stderr=self._log,
        )

    @property
    def process_id(self) -> int:
        """The process, for who wants to watch or profile it."""
        return self._process.pid

    @property
    def start_ms(self) -> float:
        """How long the function took to be ready for its first event."""
        return (self._api.ready_at - self.began) * 1000

    def invoke(self, event: object, seconds: float = SECONDS) -> Answer:
        """Have an event answered; it may be sent before the function is ready.

        Raises FunctionError where the function dies or does not answer in time.
        """
        self._api.put(event)
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            try:
                return self._api.take(POLL)
            except Empty:
                if self._process.poll() is not None:
                    break
        raise FunctionError(f"no answer; the function printed: {self.log()}")

    def wait(self, seconds: float = SECONDS) -> None:
        """Wait until the function is ready; raise FunctionError if it will not be."""
        last = time.monotonic() + seconds
        while not self._api.ready.wait(POLL):
            if self._process.poll() is not None or time.monotonic() > last:
                raise FunctionError(f"not ready; the function printed: {self.log()}")

    def processor_ms(self) -> float:
        """Give the milliseconds so far that the function had a processor."""
        path = Path(f"/proc/{self._process.pid}/schedstat")
        return int(path.read_text("ascii").split()[0]) / 1e6

    def restore(self, seconds: float = SECONDS) -> float:
        """Go on from the snapshot; give the milliseconds until it is ready."""
        if not self._api.snapshot.wait(seconds):
            raise FunctionError(f"no snapshot; the function printed: {self.log()}")
        began = time.perf_counter()
        self._api.restored.set()
        if not self._api.ready.wait(seconds):
            raise FunctionError(f"not restored; the function printed: {self.log()}")
        return (self._api.ready_at - began) * 1000

    def memory(self, field: str = "VmHWM") -> int:
        """Give the bytes in memory: the most so far, or now with "VmRSS"."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        [line] = [line for line in status.splitlines() if line.startswith(field)]
        return int(line.split()[1]) * KILO

    def log(self) -> str:
        """Give everything that the function has printed."""
        self._log.seek(0)
        text: str = self._log.read().decode("utf-8", "replace")
        return text

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._api.__exit__()
        self._log.close()

    def __enter__(self) -> Self:
        """Run until the end of the block."""
        return self

    def __exit__(self, *_: Any) -> None:
        """End the process."""
        self.stop()


def client_folder() -> Path:
    """Give a folder with the runtime client, and nothing else.

    Lambda keeps it apart from the package too, and so nothing else of the environment
    that runs this is seen.
    """
    return linked(CLIENT, Path("build/runtime-client"))


@cache
def linked(names: tuple[str, ...], built: Path) -> Path:
    """Link distributions of this environment into a folder; give the folder."""
    built.mkdir(parents=True, exist_ok=True)
    for name in names:
        installed = distribution(name)
        tops = {file.parts[0] for file in installed.files or ()}
        # Its own metadata are not needed, nor the programs that it puts elsewhere.
        for top in (top for top in tops if not top.endswith((".dist-info", ".."))):
            link, kept = built / top, Path(str(installed.locate_file(top)))
            if not link.is_symlink() or link.readlink() != kept:
                link.unlink(missing_ok=True)
                link.symlink_to(kept)
    return built.resolve()
