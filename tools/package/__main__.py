"""Builds the Lambda package: `python -m tools.package --help`."""

import argparse
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

from tools.package.building import (
    WrongBytecodeError,
    build,
    check_bytecode,
    checksum,
    files,
    pack,
    size,
)
from tools.package.target import NoRuntimeError, Target

BUILT = Path("build/lambda")
MEGA = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Build or check a package; the exit status is 2 where it cannot be."""
    options = _parser().parse_args(arguments)
    shipped = Target.of_template()
    target = shipped._replace(runtime=options.runtime or shipped.runtime)
    try:
        if options.check:
            check_bytecode(options.into, shipped)
            print(f"{options.into} is compiled for {shipped.runtime}")
            return 0
        _build(target, options.into)
    except (NoRuntimeError, WrongBytecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as error:
        print(error.stderr or "", *map(str, error.cmd), "failed", file=sys.stderr)
        return 2
    if options.zip:
        _zip(options.into)
    if target != shipped:
        print(f"to measure and rehearse with; the template runs {shipped.runtime}")
    return 0


def _build(target: Target, into: Path) -> None:
    print(f"packing for {target.runtime} on {target.processor} …", file=sys.stderr)
    began = time.perf_counter()
    build(target, into)
    took = time.perf_counter() - began
    count, megabytes = len(list(files(into))), size(into) / MEGA
    print(f"{into}: {count} files, {megabytes:.1f} MB, in {took:.1f} s")
    print(f"  checksum {checksum(into)}")


def _zip(folder: Path) -> None:
    archive = folder.with_suffix(".zip")
    pack(folder, archive)
    content = archive.read_bytes()
    print(f"{archive}: {len(content) / MEGA:.1f} MB")
    print(f"  sha256 {sha256(content).hexdigest()}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.package", description=__doc__
    )
    parser.add_argument(
        "--runtime",
        metavar="PYTHON",
        help="compile with another Python than the template's: never to deploy",
    )
    parser.add_argument(
        "--into", type=Path, default=BUILT, help="the folder to build (build/lambda)"
    )
    parser.add_argument("--zip", action="store_true", help="write a zip beside it too")
    parser.add_argument(
        "--check", action="store_true", help="only look whether it may be deployed"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
