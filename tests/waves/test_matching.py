"""Which features are the same: names as people change them, and what --same says."""

from __future__ import annotations

import pytest

from kano_xl.errors import SettingsError
from kano_xl.waves.matching import match


def guessed(*waves: list[str], same: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(each.was_called, each.feature) for each in match(waves, same).guesses]


def test_case_blanks_and_width_do_not_matter() -> None:
    found = match(
        [
            ["Fast  Transfers", "ＳＭＳ login", "余额 提醒"],
            ["fast transfers", "SMS login", "余额提醒"],
        ]
    )
    assert found.renamed == {
        (0, "Fast  Transfers"): "fast transfers",
        (0, "ＳＭＳ login"): "SMS login",
        (0, "余额 提醒"): "余额提醒",
    }
    assert not found.guesses


def test_two_features_of_one_wave_that_differ_in_case_alone_stay_two() -> None:
    found = match([["Pin", "PIN"], ["Pin", "PIN"]])
    assert not found.renamed


def test_a_changed_name_is_proposed_and_never_taken() -> None:
    assert guessed(["Card lock", "Map"], ["Card locking", "Map"]) == [("Card lock", "Card locking")]
    assert guessed(["Card lock"], ["Daily news"]) == []


def test_each_is_proposed_once() -> None:
    found = guessed(["Card lock", "Card locks"], ["Card locking"])
    assert len(found) == 1


def test_names_may_hold_the_sign_between_them() -> None:
    found = match([["A=B", "Map"], ["B=C", "Map"]], ["A=B=B=C"])
    assert found.renamed == {(0, "A=B"): "B=C"}


def test_a_feature_keeps_its_way_through_three_waves() -> None:
    found = match([["Lock"], ["Freeze"], ["Block"]], ["lock=FREEZE", "Freeze=Block"])
    assert found.renamed == {(0, "Lock"): "Block", (1, "Freeze"): "Block"}


@pytest.mark.parametrize(
    ("same", "code"),
    [
        (["Lock"], "same_form"),
        (["=Freeze"], "same_form"),
        (["Lokc=Freeze"], "same_meant"),
        (["Lock=Freze"], "same_meant"),
        (["Zebra crossing=Freeze"], "same_unknown"),
        (["Lock=Freeze", "Lock=Map 2"], "same_twice"),
        (["Lock=Freeze", "Map=Freeze"], "same_twice"),
        (["Map=Both"], "same_both"),
    ],
)
def test_what_cannot_be_is_refused(same: list[str], code: str) -> None:
    waves = [["Lock", "Map", "Both"], ["Freeze", "Map 2", "Both"]]
    with pytest.raises(SettingsError) as refusal:
        match(waves, same)
    assert refusal.value.code == code
