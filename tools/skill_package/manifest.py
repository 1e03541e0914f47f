"""Writes skill.json, the manifest of the skill."""

from collections.abc import Mapping
from typing import Any

from tools.skill_package.parameters import Parameters
from tools.skill_package.store import SettingsForm, StoreForm

ICONS = {"smallIconUri": "icon-108.png", "largeIconUri": "icon-512.png"}


def manifest(
    settings: SettingsForm, stores: Mapping[str, StoreForm], given: Parameters
) -> dict[str, Any]:
    """Write the manifest; what was not given stays out of it."""
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": _publishing(settings, stores),
            "privacyAndCompliance": _compliance(settings, stores, given),
            "apis": {"custom": _api(settings, given)},
            "permissions": [],
        }
    }


def _publishing(
    settings: SettingsForm, stores: Mapping[str, StoreForm]
) -> dict[str, Any]:
    return {
        "category": settings.category,
        "distributionMode": "PUBLIC",
        "isAvailableWorldwide": False,
        "distributionCountries": sorted({country(locale) for locale in stores}),
        "testingInstructions": stores[settings.home].testing_instructions,
        "locales": {locale: _listing(store) for locale, store in stores.items()},
    }


def country(locale: str) -> str:
    """Give the country of a locale: "GB" of "en-GB"."""
    return locale.rpartition("-")[2]


def _listing(store: StoreForm) -> dict[str, Any]:
    return {
        "name": store.name,
        "summary": store.summary,
        "description": store.description,
        "examplePhrases": store.example_phrases,
        "keywords": store.keywords,
        "updatesDescription": store.whats_new,
        **{key: f"file://assets/{name}" for key, name in ICONS.items()},
    }


def _compliance(
    settings: SettingsForm, stores: Mapping[str, StoreForm], given: Parameters
) -> dict[str, Any]:
    """Write what the skill does with people's data: nothing.

    `usesHealthInfo` is for those who are bound by health privacy law in the US, and
    stays out.
    """
    pages = {"privacyPolicyUrl": given.privacy_url, "termsOfUseUrl": given.terms_url}
    known = {key: address for key, address in pages.items() if address}
    return {
        "allowsPurchases": False,
        "usesPersonalInfo": False,
        "isChildDirected": settings.child_directed,
        "isExportCompliant": True,
        "containsAds": False,
        "locales": dict.fromkeys(stores, known),
    }


def _api(settings: SettingsForm, given: Parameters) -> dict[str, Any]:
    endpoint = {"endpoint": {"uri": given.endpoint}} if given.endpoint else {}
    return {**endpoint, "interfaces": [{"type": name} for name in settings.interfaces]}
