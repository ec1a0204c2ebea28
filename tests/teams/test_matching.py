"""Features of several files: the same by name, proposed where names are alike, or as is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import kano
from kano_xl.errors import SettingsError
from kano_xl.teams.matching import unified
from teams.test_folder import analysed, numbers, team, told


def alike(*files: list[str]) -> list[tuple[str, str]]:
    return [tuple(each) for each in unified(files).alike]  # type: ignore[misc]


def test_names_that_are_alike_are_proposed_and_counted_apart() -> None:
    assert alike(["Chat", "Card lock"], ["Chat", "Card locking"]) == [("Card locking", "Card lock")]
    # Who has both means two features.
    assert alike(["Chat", "Card lock"], ["Card locking"], ["Card lock", "Card locking"]) == []
    assert alike(["Chat"], ["Maps"]) == []
    # Each is proposed once.
    assert alike(["Card lock"], ["Card locking"], ["Card locks"]) == [("Card locking", "Card lock")]


def test_the_order_of_files_does_not_matter_to_what_is_the_same() -> None:
    same = ["Where to find us=Maps"]
    for files in ([["Maps"], ["Where to find us"]], [["Where to find us"], ["Maps"]]):
        names = unified(files, same).names
        assert {*names[0].values(), *names[1].values()} == {files[0][0]}


def test_two_spellings_in_one_file_stay_two() -> None:
    names = unified([["chat", "Chat"], ["CHAT"]]).names
    assert len(set(names[0].values())) == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("Chat", "same_form"),
        ("Maps=Chatt", "files_same_meant"),
        ("Maps=Zebra", "files_same_unknown"),
        ("Chat=Card lock", "files_same_both"),
    ],
)
def test_what_cannot_be_the_same(given: str, code: str) -> None:
    with pytest.raises(SettingsError) as refused:
        unified([["Chat", "Card lock"], ["Maps"]], [given])
    assert refused.value.code == code
    assert "wave" not in str(refused.value)


def test_a_feature_under_two_names(tmp_path: Path) -> None:
    team(tmp_path / "a.csv", 10, ("Chat", "Card lock"))
    team(tmp_path / "b.csv", 15, ("Chat", "Card locking"))
    found = analysed(tmp_path)
    assert numbers(found) == {"Chat": 25, "Card lock": 10, "Card locking": 15}
    assert told(found)["features_alike"] == 1
    (line,) = (each for each in found["warnings"] if each["code"] == "features_alike")  # type: ignore[attr-defined]
    flag = line["message"].rpartition('--same "')[2].rstrip('".')
    # The advice works as it stands.
    found = analysed(tmp_path, "--same", flag)
    assert numbers(found) == {"Chat": 25, "Card lock": 25}
    assert told(found)["features_alike"] == 0
    both = [tmp_path / "a.csv", tmp_path / "b.csv"]
    assert numbers(analysed(*both, "--same", flag)) == {"Chat": 25, "Card lock": 25}
    outcome = kano("analyse", both[0], "--same", "Chat=Zebra", "--language", "en")
    assert (outcome.code, "no feature of these files" in outcome.err) == (2, True)
