"""The whole scenario: makes the world and the bundles, then takes one step after another."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace

from tests.windows.embeddable import embeddable
from tests.windows.installing import bundles
from tests.windows.installing.account import Account
from tests.windows.installing.scenario import (
    StepFailedError,
    another_user,
    failing_upgrades,
    first_installation,
    uninstallation,
    upgrade,
)
from tests.windows.installing.world import make_world, settled
from tests.windows.judging import Check
from tests.windows.prepare import HOME, Windows

OLDER = "0.0.9"
FIRST, SECOND = "王 小明", "Zoë (O'Hara)"
"""Users, by the names of their folders."""

DOWNLOADS = "Downloads/我的 下载 & more"
"""Where the first user unpacks bundles."""


def installing(machine: Windows) -> Iterator[Check]:
    """Take all steps; the checks of each."""
    folder = HOME / "installing"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    world = make_world(machine, folder, FIRST)
    user = Account(FIRST, "zh_CN.UTF-8", world.machine, world.drive)
    other = replace(user, name=SECOND, language="en_US.UTF-8")
    for each in (user, other):
        each.make_folders()
    downloads = user.folder("USERPROFILE") / DOWNLOADS
    archive = folder / "bundle.zip"
    bundles.build(embeddable(), archive)
    newer = bundles.unpack(archive, downloads / "new")
    older = bundles.make_older(newer, OLDER, downloads / "old", folder)
    damaged = bundles.make_damaged(newer, downloads / "damaged")
    world = settled(world, user)
    clean = world.listing()
    try:
        yield from first_installation(world, user, older, OLDER)
        yield from failing_upgrades(world, user, newer, damaged, OLDER)
        yield from upgrade(world, user, newer)
        yield from another_user(world, other, newer)
        yield from uninstallation(world, user, clean)
    except (StepFailedError, subprocess.TimeoutExpired) as error:
        yield "every step can be taken", repr(error)
    finally:
        world.machine.end()
