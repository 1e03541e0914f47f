"""Reads what is published: the store's texts by locale, and the settings."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from tools.pack.content import Content, layers, read_form
from tools.pack.documents import read_yaml
from tools.pack.findings import BadContentError
from tools.pack.schema import Form, Text, validate
from tools.pack.wording import worded


class StoreForm(Form):
    """What the skill store shows in one locale, as people wrote it."""

    name: Text
    summary: Text
    description: Text
    example_phrases: Annotated[list[Text], Field(min_length=1, max_length=3)]
    keywords: list[Text]
    whats_new: Text
    testing_instructions: Text


class SettingsForm(Form):
    """How the skill is published, whatever the locale."""

    home: Text
    category: Text
    child_directed: bool
    interfaces: list[Literal["ALEXA_PRESENTATION_APL"]]
    endpoint: Text | None = None
    privacy_url: Text | None = None
    terms_url: Text | None = None


STORE: TypeAdapter[StoreForm] = TypeAdapter(StoreForm)
SETTINGS: TypeAdapter[SettingsForm] = TypeAdapter(SettingsForm)
SETTINGS_FILE = "package.yaml"


def read_store(folder: Path, content: Content) -> StoreForm:
    """Read the store's texts for a locale, in its own words and numbers.

    Raises BadContentError with every mistake in their form.
    """
    form = read_form(folder, content.locale, "store.yaml", STORE)
    words, spelling = content.words.words, content.words.spelling

    def local(text: str) -> str:
        return worded(text, words, spelling).strip()

    return StoreForm(
        name=form.name,
        summary=local(form.summary),
        description=local(form.description),
        example_phrases=list(map(local, form.example_phrases)),
        keywords=list(map(local, form.keywords)),
        whats_new=local(form.whats_new),
        testing_instructions=local(form.testing_instructions),
    )


def read_settings(folder: Path) -> SettingsForm:
    """Read the settings of a content folder, or of the folder it is laid over.

    Raises BadContentError where there are none, or where they are wrong.
    """
    below = layers(folder)
    paths = [path for layer in below if (path := layer / SETTINGS_FILE).exists()]
    document = read_yaml(paths[0] if paths else folder / SETTINGS_FILE)
    for path in paths[1:]:
        document = document.overlaid(read_yaml(path))
    settings, mistakes = validate(SETTINGS, document)
    if mistakes:
        raise BadContentError(mistakes)
    return SettingsForm.model_validate(settings)
