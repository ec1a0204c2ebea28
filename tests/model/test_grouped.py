"""Groups: who may be shown, and in what they differ."""

from __future__ import annotations

import sys
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import InputError
from kano_xl.model.analysis import Analysis, GroupComparison
from kano_xl.model.comparison import compare
from kano_xl.model.cube import CategoryCube
from kano_xl.model.group_comparison import MOST_IN_PAIRS
from kano_xl.model.grouping import FEWEST_PEOPLE, shown, to_be_pooled

SIZES = st.lists(st.integers(1, 12), min_size=2, max_size=12)


@given(SIZES)
def test_whoever_is_put_together_is_enough_and_the_smallest(sizes: list[int]) -> None:
    pooled = to_be_pooled(sizes)
    kept = [size for index, size in enumerate(sizes) if index not in pooled]
    together = [sizes[index] for index in pooled]
    assert all(size >= FEWEST_PEOPLE for size in kept)
    if pooled and kept:
        assert sum(together) >= FEWEST_PEOPLE
        assert max(together) <= min(kept)
        # Without its last one it would not do.
        assert sum(together[:-1]) < FEWEST_PEOPLE or together[-1] < FEWEST_PEOPLE
    if min(sizes) >= FEWEST_PEOPLE:
        assert not pooled


@given(hnp.arrays(np.int64, st.tuples(st.integers(2, 6), st.just(3)), elements=st.integers(0, 20)))
def test_nothing_is_told_by_subtraction(n: np.ndarray) -> None:
    may = shown(n)
    assert (n[may] >= FEWEST_PEOPLE).all()
    for feature in range(3):
        hidden = n[~may[:, feature], feature].sum()
        assert hidden == 0 or hidden >= FEWEST_PEOPLE or not may[:, feature].any()


def cube(groups: dict[str, list[list[int]]]) -> CategoryCube:
    cells = np.array([[[*row, 0] for row in features] for features in groups.values()], np.int64)
    names = [f"Feature {index}" for index in range(1, cells.shape[1] + 1)]
    return CategoryCube.unweighted(list(groups), names, cells)


THREE = {
    "Basic": [[5, 5, 10, 60, 10, 10], [30, 20, 20, 10, 10, 10], [20, 20, 20, 20, 10, 10]],
    "Pro": [[10, 10, 60, 10, 5, 5], [25, 25, 20, 10, 10, 10], [22, 20, 18, 20, 10, 10]],
    "Team": [[10, 15, 50, 15, 5, 5], [28, 20, 22, 10, 10, 10], [18, 22, 21, 19, 10, 10]],
}


def of_all(analysis: Analysis) -> list[GroupComparison]:
    return [each for each in analysis.comparisons if each.of_all]


def test_all_groups_are_tested_at_once_against_scipy() -> None:
    found = analyse(cube(THREE))
    p_values = []
    for index, each in enumerate(of_all(found)):
        table = np.array([group[index] for group in THREE.values()])
        expected = stats.chi2_contingency(table, correction=False)
        assert each.categories is not None
        assert each.categories.p == pytest.approx(expected.pvalue)
        assert each.categories.cramers_v == pytest.approx(
            stats.contingency.association(table, method="cramer")
        )
        p_values.append(expected.pvalue)
        hits, trials = table[:, :2].sum(axis=1), table[:, :4].sum(axis=1)
        better = stats.chi2_contingency([hits, trials - hits], correction=False)
        assert each.better is not None
        assert each.better.p == pytest.approx(better.pvalue)
        assert each.better.difference is None
        hits = table[:, 1:3].sum(axis=1)
        worse = stats.chi2_contingency([hits, trials - hits], correction=False)
        assert each.worse is not None
        assert each.worse.p == pytest.approx(worse.pvalue)
    smallest, middle, _ = ordered = sorted(p_values)
    corrected = np.minimum(1, np.maximum.accumulate([3 * smallest, 2 * middle, ordered[2]]))
    for each, p in zip(of_all(found), p_values, strict=True):
        assert each.categories is not None
        assert each.categories.p_holm == pytest.approx(corrected[ordered.index(p)])
    assert [each.differs for each in of_all(found)] == [True, False, False]


def test_two_of_several_are_compared_only_where_all_differ() -> None:
    found = analyse(cube(THREE))
    pairs = found.pairs_of("Feature 1")
    assert [each.groups for each in pairs] == list(combinations(THREE, 2))
    assert not found.pairs_of("Feature 2")
    assert not found.pairs_of("Feature 3")
    basic, pro = (np.array(THREE[name][0]) for name in ("Basic", "Pro"))
    first = pairs[0]
    assert first.better is not None
    assert first.better.difference == pytest.approx(20 / 90 - 10 / 80)
    assert first.worse is not None
    assert first.worse.difference == pytest.approx(-70 / 90 + 15 / 80)
    assert first.categories is not None
    expected = stats.chi2_contingency([basic, pro], correction=False).pvalue
    assert first.categories.p == pytest.approx(expected)
    assert [each.differs for each in pairs] == [True, True, False]


def test_two_of_several_are_corrected_over_pairs_and_over_features() -> None:
    """Whichever makes p larger: here the pairs of the first feature, and Basic's of the second."""
    groups = {
        "Basic": [[5, 5, 10, 60, 10, 10], [30, 20, 20, 10, 10, 10]],
        "Pro": [[10, 10, 60, 10, 5, 5], [10, 10, 20, 40, 10, 10]],
        "Team": [[10, 15, 50, 15, 5, 5], [30, 20, 15, 15, 10, 10]],
    }
    found = analyse(cube(groups))
    p = {
        (feature, pair): stats.chi2_contingency(
            [groups[name][feature] for name in pair], correction=False
        ).pvalue
        for feature in range(2)
        for pair in combinations(groups, 2)
    }
    for feature in range(2):
        for each in found.pairs_of(f"Feature {feature + 1}"):
            pairs = stats_holm({key[1]: p[key] for key in p if key[0] == feature})
            features = stats_holm({key[0]: p[key] for key in p if key[1] == each.groups})
            assert each.categories is not None
            expected = max(pairs[each.groups], features[feature])
            assert each.categories.p_holm == pytest.approx(expected)


def stats_holm(p_values: dict[Any, float]) -> dict[Any, float]:
    """Holm's correction as statsmodels and R describe it."""
    ordered = sorted(p_values, key=p_values.__getitem__)
    steps = [p_values[key] * (len(ordered) - place) for place, key in enumerate(ordered)]
    return dict(zip(ordered, np.minimum(1, np.maximum.accumulate(steps)).tolist(), strict=True))


def test_with_many_groups_a_pair_can_still_differ_by_permutation() -> None:
    """190 pairs: a p of one in 2,000 would be corrected to 0.095."""
    many = {f"G{index}": [[12, 0, 0, 4, 1, 1]] for index in range(MOST_IN_PAIRS - 1)}
    found = analyse(cube({**many, "Odd": [[0, 0, 14, 2, 1, 1]]})).pairs_of("Feature 1")
    odd = [each for each in found if "Odd" in each.groups]
    assert len(odd) == MOST_IN_PAIRS - 1
    for each in odd:
        assert each.categories is not None
        assert each.categories.method == "permutation"
        assert each.differs


def test_two_groups_are_compared_as_two_surveys() -> None:
    two = cube({name: THREE[name] for name in ("Basic", "Pro")})
    found = analyse(two).comparisons
    for one, other in zip(found, compare(two.group("Basic"), two.group("Pro")), strict=True):
        assert one.groups == ("Basic", "Pro")
        assert one.categories is not None
        assert (one.categories.p, one.categories.p_holm) == (other.p, other.p_holm)
        assert one.better is not None
        assert other.better is not None
        assert one.better.p_holm == other.better.p_holm
        assert one.better.difference == pytest.approx(other.better.difference)


def test_groups_add_up_to_the_whole() -> None:
    found = analyse(cube(THREE))
    for feature in found.features:
        parts = [group.feature(feature.name) for group in found.groups]
        for letter, count in feature.counts.items():
            assert count == sum(part.counts[letter] for part in parts if part)
    assert sum(group.respondents for group in found.groups) == found.respondents == 300


def test_each_group_is_as_if_analysed_alone() -> None:
    whole, alone = analyse(cube(THREE)), analyse(cube(THREE).group("Pro"))
    group = next(each for each in whole.groups if each.name == "Pro")
    assert group.analysis.features == alone.features


def test_small_groups_of_counts_are_put_together() -> None:
    small = {**THREE, "A": [[1, 0, 0, 0, 0, 0]] * 3, "B": [[0, 4, 0, 0, 0, 0]] * 3}
    found = analyse(cube(small))
    assert [(each.name, each.respondents) for each in found.groups][-1] == ("other (2 groups)", 5)
    assert {each.name for each in found.groups} == {*THREE, "other (2 groups)"}
    chinese = analyse(cube(small), Settings(language="zh-Hans"))
    assert chinese.groups[-1].name == "其他（2 组）"
    with pytest.raises(InputError) as error:
        analyse(cube({"A": THREE["Pro"], "B": [[4, 0, 0, 0, 0, 0]] * 3}))
    assert error.value.code == "groups_too_small"


def test_a_group_that_is_called_as_the_others_together_stays_itself() -> None:
    named = {**THREE, "Other (2 groups)": THREE["Pro"], "A": [[1] + [0] * 5] * 3}
    found = analyse(cube({**named, "B": [[4] + [0] * 5] * 3}))
    assert [each.name for each in found.groups][-1] == "(other (2 groups))"


def test_a_feature_that_few_of_a_group_answered_is_left_out_there() -> None:
    few = {
        "Basic": THREE["Basic"],
        "Pro": [THREE["Pro"][0], [1, 1, 2, 0, 0, 0], THREE["Pro"][2]],
        "Team": [THREE["Team"][0], [2, 2, 2, 0, 0, 0], THREE["Team"][2]],
    }
    found = analyse(cube(few))
    by_name = {group.name: group for group in found.groups}
    assert by_name["Pro"].too_few == ("Feature 2",)
    # Everybody less Basic and Team would tell of the four.
    assert by_name["Team"].too_few == ("Feature 2",)
    assert by_name["Basic"].too_few == ()
    assert by_name["Pro"].feature("Feature 2") is None
    comparison = of_all(found)[1]
    assert (comparison.groups, comparison.categories, comparison.differs) == (
        ("Basic",),
        None,
        False,
    )


def test_very_many_groups_are_compared_all_at_once_only() -> None:
    many = {f"G{index}": THREE["Basic" if index % 2 else "Pro"] for index in range(MOST_IN_PAIRS)}
    assert analyse(cube(many)).pairs_of("Feature 1")
    more = analyse(cube({**many, "G": THREE["Pro"]}))
    assert of_all(more)[0].differs
    assert not more.pairs_of("Feature 1")


def test_differences_come_the_largest_first() -> None:
    """Whichever comes first in the survey."""
    turned = {name: list(reversed(features)) for name, features in THREE.items()}
    turned["Basic"][0] = [90, 1, 1, 8, 0, 0]
    for order in ([0, 1, 2], [2, 1, 0]):
        groups = {name: [features[at] for at in order] for name, features in turned.items()}
        found = analyse(cube(groups)).differences()
        expected = {
            f"Feature {place}": stats.contingency.association(
                [group[place - 1] for group in groups.values()], method="cramer"
            )
            for place in (1, 3)
        }
        assert [each.feature for each in found] == sorted(
            expected, key=expected.__getitem__, reverse=True
        )


def test_features_of_which_better_alone_differs_come_before_those_that_do_not() -> None:
    same, other = [5, 5, 180, 10, 0, 0], [10, 10, 10, 170, 0, 0]
    found = analyse(
        cube({"Pro": [same, [50, 50, 50, 50, 0, 0]], "Basic": [same, [64, 64, 36, 36, 0, 0]]})
    )
    assert [each.feature for each in found.coefficients_alone()] == ["Feature 2"]
    assert [each.name for each in found.by_difference()] == ["Feature 2", "Feature 1"]
    found = analyse(cube({"Pro": [same, same], "Basic": [same, other]}))
    assert [each.name for each in found.by_difference()] == ["Feature 2", "Feature 1"]


def test_groups_as_a_frame_of_pandas() -> None:
    frame = analyse(cube(THREE)).groups.to_frame()
    assert frame.index.names == ["group", "feature"]
    assert frame.loc[("Pro", "Feature 1"), "M"] == 60
    wide = frame["better"].unstack(0)
    assert set(wide.columns) == set(THREE)
    assert wide.loc["Feature 1", "Pro"] == pytest.approx(20 / 90)
    types = frame.dtypes[["category", "M", "rank", "better"]]
    assert types.tolist() == ["string", "Int64", "Int64", "float64"]


def test_without_pandas_one_is_told_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = analyse(cube(THREE))
    monkeypatch.setitem(sys.modules, "pandas", None)
    for results in (found, found.groups):
        with pytest.raises(InputError) as error:
            results.to_frame()
        assert error.value.code == "pandas_library"
