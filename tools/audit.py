"""Asks whether faults are known of what the lock files name: `make audit`."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PROGRAM = Path(".venv-audit/bin/pip-audit")
LOCKS = ("lambda", "test")
FINE, FAULTY, UNKNOWN = 0, 1, 2


def verdict(dependencies: Iterable[dict[str, Any]]) -> tuple[int, list[str]]:
    """Judge what pip-audit reports; give the exit status, and what to print.

    What could not be looked up is no good news: it gets a status of its own.
    """
    said, status, unknown = [], FINE, 0
    for one in dependencies:
        unknown += "skip_reason" in one
        for fault in one.get("vulns", ()):
            mended = ", ".join(fault["fix_versions"]) or "no version yet"
            said.append(
                f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}"
            )
            status = FAULTY
    if unknown:
        said.append(f"{unknown} could not be looked up: the list was not reached")
        status = status or UNKNOWN
    return status, said


def _audit(lock: str) -> tuple[int, list[str]]:
    command = [
        *(str(PROGRAM), "--requirement", f"locks/{lock}.lock", "--require-hashes"),
        *("--disable-pip", "--format", "json", "--progress-spinner", "off"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return verdict(json.loads(done.stdout)["dependencies"])
    except (ValueError, KeyError):
        reason = done.stderr.strip().splitlines()[-1:] or ["pip-audit said nothing"]
        return UNKNOWN, reason


def main() -> int:
    """Audit what ships and what the desk uses; the worst status counts."""
    worst = FINE
    for lock in LOCKS:
        status, said = _audit(lock)
        print(f"locks/{lock}.lock: {said[-1] if said else 'no fault is known'}")
        for line in said[:-1]:
            print(f"  {line}")
        worst = FAULTY if FAULTY in (worst, status) else max(worst, status)
    return worst


if __name__ == "__main__":
    sys.exit(main())
