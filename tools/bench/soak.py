"""A minute of listeners: the built package, on two processes, with whole sessions.

`python -m tools.bench.soak --help`. Each process is a function under Lambda's own
runtime client, and answers one request at a time as it would there. Everything stays
on this machine, and ends when the time is up.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median, quantiles
from threading import Thread
from typing import Any

from tools.bench.function import Function, FunctionError
from tools.bench.programs import BUILT, PACKS
from tools.pack.building import CONTENT, freshen
from tools.package.building import build
from tools.package.target import HERE, Target
from tools.simulator.device import Device
from tools.simulator.dialogues import read_dialogues
from tools.simulator.ear import load_ear

LOCALES = ("en-US", "en-US", "en-US", "en-GB", "en-CA")  # most speak one of them
SETTLED = 20.0  # seconds after which memory is looked at first: every locale was met
MOST_GROWTH = 1.05
MEGA = 1e6


@dataclass
class Seen:
    """What came of the sessions on one process."""

    took: list[float] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    sessions: int = 0
    memory_settled: int = 0
    memory_end: int = 0


def main(arguments: list[str] | None = None) -> int:
    """Run; the exit status is 1 where an answer failed or memory grew."""
    options = _parser().parse_args(arguments)
    freshen(CONTENT)
    build(Target.of_template()._replace(runtime=HERE), BUILT)
    print(f"{options.processes} processes, {options.seconds:.0f} seconds …")
    seen = [Seen() for _ in range(options.processes)]
    threads = [
        Thread(target=_listen, args=[one, options.seconds, number])
        for number, one in enumerate(seen)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return report(seen, options.seconds)


def _listen(seen: Seen, seconds: float, number: int) -> None:
    """Hold sessions with a process of one's own until the time is up."""
    random = Random(number)  # noqa: S311 # no secret
    environment = {"CONTENT_DIR": str(PACKS.resolve())}
    try:
        with Function(BUILT, environment) as function:
            devices = {name: _device(function, seen, name) for name in set(LOCALES)}
            began = time.monotonic()
            while (passed := time.monotonic() - began) < seconds:
                if not seen.memory_settled and passed > min(SETTLED, seconds / 3):
                    seen.memory_settled = function.memory("VmRSS")
                _hold(devices[random.choice(LOCALES)], random)
                seen.sessions += 1
            seen.memory_end = function.memory("VmRSS")
    except FunctionError as error:
        seen.errors.append(str(error))


def _device(function: Function, seen: Seen, locale: str) -> Device:
    def handler(event: object, _: object) -> dict[str, Any]:
        answer = function.invoke(event)
        seen.took.append(answer.ms)
        body: dict[str, Any] = answer.body
        _note(seen, event, body, failed=answer.failed)
        return body

    ear = load_ear(Path("interaction_models"), CONTENT, locale)
    return Device(handler, ear, locale, ear.invocation_name)


def _note(seen: Seen, event: object, body: Mapping[str, Any], *, failed: bool) -> None:
    """Count what was asked; an answer without speech is a failure, but for an end."""
    request = event["request"] if isinstance(event, Mapping) else {}
    kind = request.get("intent", {}).get("name") or request.get("type", "")
    seen.kinds[kind] += 1
    silent = not body.get("response", {}).get("outputSpeech")
    if failed or (silent and kind != "SessionEndedRequest"):
        seen.errors.append(f"{kind}: {body}")


def _hold(device: Device, random: Random) -> None:
    """Hold one session: a dialogue of the tests, or a single question."""
    for utterance in random.choice(_SESSIONS):
        device.say(utterance)
    if device.in_session:
        device.silence()


def _sessions() -> Iterator[tuple[str, ...]]:
    """Yield what people say: whole dialogues, and their lines one by one."""
    for dialogue in read_dialogues("en-US"):
        said = tuple(str(turn["you"] or "") for turn in dialogue.turns)
        yield said
        yield from ((line,) for line in said)


_SESSIONS = list(_sessions())


def report(seen: list[Seen], seconds: float) -> int:
    """Print what was seen; give the exit status."""
    took = [ms for one in seen for ms in one.took]
    errors = [error for one in seen for error in one.errors]
    kinds = sum((one.kinds for one in seen), Counter())
    print(f"sessions: {sum(one.sessions for one in seen):,}, requests: {len(took):,}")
    if took:
        edges = quantiles(took, n=1000)
        print(f"requests a second: {len(took) / seconds:,.0f}")
        print(
            f"ms: p50 {median(took):.2f}, p99 {edges[989]:.2f}, p99.9 {edges[998]:.2f}"
        )
    print("asked: " + ", ".join(f"{kind} {n:,}" for kind, n in kinds.most_common()))
    for one in seen:
        then, now = one.memory_settled / MEGA, one.memory_end / MEGA
        print(f"memory: {then:.1f} MB when settled, {now:.1f} MB at the end")
    print(f"errors: {len(errors)}", *errors[:5], sep="\n  ")
    grown = [one for one in seen if one.memory_end > one.memory_settled * MOST_GROWTH]
    if grown:
        print("memory grew", file=sys.stderr)
    return 1 if errors or grown or not took else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench.soak", description=__doc__
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="how long (60)")
    parser.add_argument("--processes", type=int, default=2, help="how many (2)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
