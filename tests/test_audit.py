"""A dependency that could not be looked up does not pass for a sound one."""

from tools.audit import FAULTY, FINE, UNKNOWN, verdict

SOUND = {"name": "six", "version": "1", "vulns": []}
SKIPPED = {"name": "flask", "skip_reason": "not found"}
FAULT = {"id": "CVE-1", "fix_versions": ["2.1"], "aliases": [], "description": ""}
BAD = {"name": "jinja2", "version": "2", "vulns": [FAULT]}


def test_no_known_fault_is_fine() -> None:
    assert verdict([SOUND]) == (FINE, [])


def test_what_was_not_looked_up_is_not_fine() -> None:
    status, said = verdict([SOUND, SKIPPED])

    assert status == UNKNOWN
    assert said == ["1 could not be looked up: the list was not reached"]


def test_a_fault_is_named_with_the_version_that_mends_it() -> None:
    status, said = verdict([SKIPPED, BAD])

    assert status == FAULTY
    assert said[0] == "jinja2 2: CVE-1, mended in 2.1"
