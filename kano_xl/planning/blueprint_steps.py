"""The steps of a service blueprint, taken over from a customer journey map."""

from __future__ import annotations

from kano_xl.planning.blueprint_filling import BlueprintFilling, BlueprintStep, with_empty_steps
from kano_xl.planning.blueprint_numbers import as_text
from kano_xl.planning.journey_filling import JourneyFilling, Touchpoint


def blueprint_of(journey: JourneyFilling) -> BlueprintFilling:
    """A blueprint with a step for each touchpoint, and some empty ones.

    What happens on and behind the stage, and how long it takes, is left to the team.

    Args:
        journey: as it was filled in.
    """
    steps = tuple(step_of(each) for each in journey.touchpoints)
    filling = BlueprintFilling(steps, journey.scenario, journey.goal, team=journey.team)
    return with_empty_steps(filling)


def step_of(touchpoint: Touchpoint) -> BlueprintStep:
    """The step of a touchpoint: what customers do there is what they do, what hurts its problem.

    Touchpoint and channel are what they meet. Where nobody has said what they do, it is called by
    the touchpoint.

    >>> step_of(Touchpoint(touchpoint="Fee page", channel="web", action="Compares fees"))[:2]
    ('Fee page · web', 'Compares fees')
    >>> step_of(Touchpoint(touchpoint="Fee page", channel="web"))[:2]
    ('web', 'Fee page')
    """
    action = touchpoint.action if touchpoint.action is not None else touchpoint.touchpoint or None
    met = "" if touchpoint.action is None else touchpoint.touchpoint
    evidence = " · ".join(filter(None, (met, as_text(touchpoint.channel))))
    return BlueprintStep(
        evidence or None,
        action,
        problem=touchpoint.pain,
        feature=touchpoint.feature,
        measure=touchpoint.measure,
        owner=touchpoint.owner,
    )
