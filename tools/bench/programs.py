"""What is measured in one run: the skill as built, and what it is compared with."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.package.building import build, compile_code, install
from tools.package.target import HERE, Target

PEERS = Path(__file__).parent / "peers"
BUILT, PACKS = Path("build/lambda"), Path("build/content")
TESTED_LOCK = Path("locks/test.lock")
SDK = {  # what pip installs with ask-sdk-core
    *("ask-sdk-core", "ask-sdk-model", "ask-sdk-runtime", "python-dateutil", "six"),
    *("certifi", "charset-normalizer", "idna", "requests", "urllib3"),
}
SKILL, SKILL_WORDS = "skill", "skill-words"
HELLO, HELLO_ORDINARY = "hello", "hello-ordinary"
ORDINARY = "-ordinary"

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Program:
    """A package, and the events that it is asked, over and over in their order."""

    name: str
    about: str
    package: Path
    events: Sequence[Event]
    environment: Mapping[str, str] = field(default_factory=dict)


def programs(folder: Path) -> list[Program]:
    """Build every package that is compared; give the programs."""
    target = Target.of_template()._replace(runtime=HERE)
    build(target, BUILT)
    for peer in ("hello", "sample"):
        _peer(target, folder, peer)
    bare = _copy("bare", folder / "bare")
    compile_code(target.python(), bare)
    items = [_intent("ItemIntent", "item", id_) for id_ in ("shelf", "lamp", "stool")]
    hello = [_envelope({"type": "LaunchRequest"})]
    return [
        skill(PACKS, SKILL, "the skill, asked for a topic by its slot", by_slot()),
        skill(PACKS, SKILL_WORDS, "the skill, asked in free words", in_words()),
        Program(HELLO, "hello skill, same bytecode", folder / "hello", hello),
        Program(
            HELLO_ORDINARY,
            "hello skill as it usually ships",
            folder / HELLO_ORDINARY,
            hello,
        ),
        Program("sample", "sample skill, same bytecode", folder / "sample", items),
        Program(
            "sample-ordinary",
            "sample skill as it usually ships",
            folder / "sample-ordinary",
            items,
        ),
        Program("bare", "a bare handler", bare, hello),
    ]


def skill(packs: Path, name: str, about: str, events: Sequence[Event]) -> Program:
    """Give the skill with the packs of a folder."""
    return Program(name, about, BUILT, events, {"CONTENT_DIR": str(packs.resolve())})


def by_slot() -> list[Event]:
    """Give questions whose topic Alexa has found."""
    ids = ("driving", "risks", "lifting", "walking", "infection")
    return [_intent("TopicIntent", "topic", id_) for id_ in ids]


def in_words() -> list[Event]:
    """Give questions in words that are no known phrasing."""
    said = (
        "sit behind the wheel again by the second weekend",
        "the thing with the letter and the doctor on the phone",
        "my granddaughter wants to be carried about the house",
        "that my back could be worse than it was before",
        "have a glass of something at a wedding next week",
    )
    return [
        _envelope(_request("QuestionIntent", {"name": "query", "value": words}))
        for words in said
    ]


def _peer(target: Target, folder: Path, name: str) -> None:
    """Build a peer twice: as pip and SAM leave it, and with bytecode like ours."""
    ordinary = folder / f"{name}{ORDINARY}"
    shutil.rmtree(ordinary, ignore_errors=True)
    ordinary.mkdir(parents=True)
    install(_sdk_lock(folder), target, ordinary)
    _copy(name, ordinary)
    compiled = folder / name
    shutil.rmtree(compiled, ignore_errors=True)
    shutil.copytree(ordinary, compiled)
    compile_code(target.python(), compiled)


def _copy(name: str, into: Path) -> Path:
    return Path(shutil.copytree(PEERS / name, into, dirs_exist_ok=True))


def _sdk_lock(folder: Path) -> Path:
    """Take out of the lock file what pip would install for a hello skill."""
    wanted, lines = False, []
    for line in TESTED_LOCK.read_text("utf-8").splitlines(keepends=True):
        if "==" in line:
            wanted = line.partition("==")[0] in SDK
        lines += [line] if wanted else []
    lock = folder / "sdk.lock"
    lock.write_text("".join(lines), "utf-8")
    return lock


def _intent(name: str, slot: str, id_: str) -> Event:
    authority = {
        "authority": f"amzn1.er-authority.echo-sdk.bench.{slot}",
        "status": {"code": "ER_SUCCESS_MATCH"},
        "values": [{"value": {"name": id_, "id": id_}}],
    }
    resolutions = {"resolutionsPerAuthority": [authority]}
    filled = {"name": slot, "value": id_, "resolutions": resolutions}
    return _envelope(_request(name, filled))


def _request(name: str, slot: Event) -> Event:
    slots = {slot["name"]: {**slot, "confirmationStatus": "NONE"}}
    intent = {"name": name, "confirmationStatus": "NONE", "slots": slots}
    return {"type": "IntentRequest", "dialogState": "COMPLETED", "intent": intent}


def _envelope(request: Event) -> Event:
    application = {"applicationId": "amzn1.ask.skill.bench"}
    user = {"userId": "amzn1.ask.account.bench"}
    device = {"deviceId": "amzn1.ask.device.bench", "supportedInterfaces": {}}
    system = {"application": application, "user": user, "device": device}
    return {
        "version": "1.0",
        "session": {
            "new": False,
            "sessionId": "amzn1.echo-api.session.bench",
            "attributes": {},
            "application": application,
            "user": user,
        },
        "context": {"System": {**system, "apiEndpoint": "https://api.amazonalexa.com"}},
        "request": {
            "requestId": "amzn1.echo-api.request.bench",
            "timestamp": "2026-11-25T08:00:00Z",
            "locale": "en-US",
            **request,
        },
    }
