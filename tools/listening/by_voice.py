"""Talks to the skill by voice: with flite's voices, or with whoever is there."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.listening import report
from tools.listening.hearing import Result, RoundTrip, Trial, of_asks, of_dialogues
from tools.listening.microphone import NoMicrophoneError, listen, recorder
from tools.listening.recogniser import Recogniser
from tools.listening.setting import recogniser, round_trip
from tools.listening.voice import Voice
from tools.pack.building import BUILD, freshen
from tools.pack.content import read_content
from tools.simulator.device import Device
from tools.simulator.dialogues import read_dialogues
from tools.simulator.speech import can_speak_aloud
from tools.simulator.terminal import talk

PROGRESS = 100  # utterances from one word of how far it is to the next
LEAST_RIGHT, AIM = 0.9, 0.95


def hear(options: argparse.Namespace, device: Device) -> int:
    """Speak every utterance, and report where it led; give the exit status."""
    content = read_content(options.content, options.locale)
    models = freshen(options.content).models
    trials = [
        *of_dialogues(read_dialogues(options.locale), device),
        *of_asks(content, options.asks),
    ]
    with TemporaryDirectory() as folder:
        trip, voices = round_trip(content, models, Path(folder))
        results = list(_tried(trip, trials, voices, device, options.minutes))
    path = BUILD / "hear" / f"{options.locale}.tsv"
    report.save(results, path)
    print(*report.confusions(results), "", report.table(results), "", sep="\n")
    untried = len(trials) * len(voices) - len(results)
    if untried:
        print(
            f"out of time: {untried} were not tried; MINUTES={2 * options.minutes:.0f}"
        )
    share = report.share(results)
    print(f"right by voice alone: {share:.1%} (must {LEAST_RIGHT:.0%}, aim {AIM:.0%})")
    print(f"every utterance: {path}; words guessed at: {len(trip.recogniser.guesses)}")
    return 0 if share >= LEAST_RIGHT and not untried else 1


def talk_aloud(options: argparse.Namespace, device: Device) -> int:
    """Hold a conversation through the microphone; give the exit status."""
    try:
        recorder()
    except NoMicrophoneError as error:
        print(error, file=sys.stderr)
        return 1
    content = read_content(options.content, options.locale)
    models = freshen(options.content).models
    with TemporaryDirectory() as folder:
        print("learning what may be said …", file=sys.stderr)
        ear = recogniser(content, models, Path(folder))
        said = heard_aloud(ear, device)
        try:
            aloud = options.aloud and can_speak_aloud()
            talk(device, content.skill.name, said, aloud=aloud)
        except NoMicrophoneError as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print()
    return 0


def heard_aloud(ear: Recogniser, device: Device) -> Iterator[str]:
    """Yield what is said to the microphone; a silence counts in a session only."""
    print(f'Say "open {device.invocation_name}". Control-C leaves.')
    while (sound := listen()) is not None:
        words = ear.hear(sound) if sound else ""
        if words or (not sound and device.in_session):
            yield words


def _tried(
    trip: RoundTrip,
    trials: Sequence[Trial],
    voices: Sequence[Voice],
    device: Device,
    minutes: float,
) -> Iterator[Result]:
    """Yield the results, telling how far it is, until time is up."""
    until = time.monotonic() + minutes * 60
    pairs = [(trial, voice) for trial in trials for voice in voices]
    for number, (trial, voice) in enumerate(pairs, start=1):
        if time.monotonic() > until:
            return
        yield trip.run(trial, voice, device)
        if number % PROGRESS == 0 or number == len(pairs):
            print(f"{number} of {len(pairs)} spoken and heard", file=sys.stderr)
