"""Builds the package: code and locked packages, compiled, the same every time."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tools.package.target import Target

CODE, LOCK = Path("lambda"), Path("locks/lambda.lock")
RUNS_AT = "/var/task"  # where Lambda unpacks it, and so what tracebacks name
CODE_SUFFIXES = {".py", ".json"}
LEFT_OUT = ("*.dist-info", "*.pyi", "py.typed", "bin", "tests", "zoneinfo/*.tar.gz")
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
EARLIEST_SECONDS = 315_532_800


class WrongBytecodeError(Exception):
    """Raised if compiled files are not those of the Python that is to run them."""


def build(target: Target, folder: Path) -> None:
    """Build the package in a folder, instead of whatever it holds.

    Raises NoRuntimeError where the target's Python is not on this machine.
    """
    python = target.python()
    _empty(folder)
    install(LOCK, target, folder)
    strip(folder)
    copy_code(CODE, folder)
    compile_code(python, folder)
    settle(folder)
    check_bytecode(folder, target)


def install(lock: Path, target: Target, folder: Path) -> None:
    """Install what a lock file names, for the target's Python and processor."""
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
    wanted = [
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--implementation=cp",
        f"--python-version={target.version}",
        f"--platform={target.platform}",
    ]
    rest = ["--no-compile", "--quiet", f"--target={folder}", f"--requirement={lock}"]
    subprocess.run([*pip, *wanted, *rest], check=True, capture_output=True, text=True)


def strip(folder: Path) -> None:
    """Take out what is never read on Lambda."""
    for pattern in LEFT_OUT:
        for path in sorted(folder.rglob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def copy_code(source: Path, folder: Path) -> None:
    """Copy our own code, and the documents it reads, without the desk's leavings."""
    for path in sorted(source.rglob("*")):
        if path.suffix in CODE_SUFFIXES and "__pycache__" not in path.parts:
            copy = folder / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def compile_code(python: str, folder: Path) -> None:
    """Compile everything, never to be compared with its source again.

    Lambda's folder is read-only and its files' times are not to be trusted, so that
    bytecode checked by time would be thrown away at every start.
    """
    command = [python, "-W", "ignore", "-m", "compileall", "-q", "-f", "-j", "1"]
    places = ["-s", str(folder), "-p", RUNS_AT, str(folder)]
    # A fixed seed: the order of sets is compiled in.
    subprocess.run(
        [*command, "--invalidation-mode", "unchecked-hash", *places],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        check=True,
    )


def settle(folder: Path) -> None:
    """Give every file the same time and rights, whoever builds and whenever."""
    for path in files(folder):
        path.chmod(0o644)
        os.utime(path, (EARLIEST_SECONDS, EARLIEST_SECONDS))


def check_bytecode(folder: Path, target: Target) -> None:
    """Raise WrongBytecodeError if anything is compiled for another Python."""
    tags = {path.stem.rpartition(".")[2] for path in folder.rglob("*.pyc")}
    if tags != {target.tag}:
        found = ", ".join(sorted(tags)) or "nothing compiled"
        raise WrongBytecodeError(
            f"{folder} holds {found}, and {target.runtime} reads {target.tag} only"
        )


def pack(folder: Path, archive: Path) -> None:
    """Zip a folder, the same bytes for the same files."""
    with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=9) as into:
        for path in files(folder):
            entry = ZipInfo(str(path.relative_to(folder)), EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            into.writestr(entry, path.read_bytes())


def checksum(folder: Path) -> str:
    """Give one checksum for all names and contents in a folder."""
    total = sha256()
    for path in files(folder):
        name = str(path.relative_to(folder))
        total.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def size(folder: Path) -> int:
    """Give the bytes that the files of a folder hold."""
    return sum(path.stat().st_size for path in files(folder))


def files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in the order of their names."""
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _empty(folder: Path) -> None:
    """Empty a folder, but leave the folder itself to whoever made it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
