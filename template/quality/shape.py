"""Shows the shape of the suite: how many tests each tier has, what they take, and which are the slowest."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from quality.annotations import annotate
from quality.command import FINDINGS, OK, run_command
from quality.patterns import matches
from quality.settings import Settings, Tier, read_settings
from quality.suite import Run, Test, read_run

UNCLASSIFIED = "no tier"


@dataclass(frozen=True)
class Share:
    """One tier of a run.

    Attributes:
        name: Of the tier.
        tests: How many tests it has.
        percent: What share of all tests that is.
        seconds: How long they took together.
        least: The share it needs, in per cent.
        most: The share it may not exceed, in per cent.
    """

    name: str
    tests: int
    percent: float
    seconds: float
    least: float
    most: float

    @property
    def holds(self) -> bool:
        """Say whether the share is inside its limits."""
        return self.least <= self.percent <= self.most

    @property
    def complaint(self) -> str:
        """Say how the share is outside its limits; nothing when it is inside."""
        if self.holds:
            return ""
        if self.name == UNCLASSIFIED:
            return f"{self.tests} tests belong to no tier; move them into the folder of one, or mark them"
        limit = f"at least {self.least:g}" if self.percent < self.least else f"at most {self.most:g}"
        return f"{self.percent:.1f} % of the tests are {self.name} tests; {limit} % should be"


@dataclass(frozen=True)
class Shape:
    """The shape of a suite.

    Attributes:
        shares: The tiers in their order, then the tests that belong to none, if any.
        slowest: The slowest tests, the slowest first.
        seconds: How long the run took.
    """

    shares: tuple[Share, ...]
    slowest: tuple[Test, ...]
    seconds: float

    @property
    def complaints(self) -> list[str]:
        """Say which shares are outside their limits."""
        return [share.complaint for share in self.shares if not share.holds]


def judge(run: Run, settings: Settings) -> Shape:
    """Count the tests of each tier.

    Args:
        run: A full run.
        settings: What the tiers are, and which tests do not count.
    """
    tests = [test for test in run.tests if not matches(settings.left_out, test.id.partition("::")[0])]
    names = {tier.name for tier in settings.tiers}
    tiers = [*settings.tiers, Tier(UNCLASSIFIED, files="", least=0, most=0)]
    members = {tier.name: [test for test in tests if test.tier == tier.name] for tier in settings.tiers}
    members[UNCLASSIFIED] = [test for test in tests if test.tier not in names]
    return Shape(
        shares=tuple(
            _share(tier, members[tier.name], len(tests)) for tier in tiers if tier.files or members[tier.name]
        ),
        slowest=tuple(sorted(tests, key=lambda test: (-test.seconds, test.id))[: settings.slowest]),
        seconds=run.seconds,
    )


def _share(tier: Tier, tests: Sequence[Test], all_tests: int) -> Share:
    return Share(
        name=tier.name,
        tests=len(tests),
        percent=100 * len(tests) / all_tests if all_tests else 0,
        seconds=sum(test.seconds for test in tests),
        least=tier.least,
        most=tier.most,
    )


def lines(shape: Shape, settings: Settings) -> list[str]:
    """Return the shape as lines to read.

    Args:
        shape: The shape.
        settings: Say whether a complaint is a warning or an error.
    """
    width = max(len(share.name) for share in shape.shares)
    table = [f"{'Tier':{width}}   Tests    Share  Limits      Seconds"]
    for share in shape.shares:
        limits = f"{share.least:g} to {share.most:g} %"
        figures = f"{share.name:{width}}  {share.tests:6}  {share.percent:5.1f} %  {limits:10}  {share.seconds:7.1f}"
        table.append(figures + ("" if share.holds else "  OUTSIDE"))
    level = "error" if settings.strict else "warning"
    slowest = [f"  {test.seconds:6.2f} s  {test.id}" for test in shape.slowest]
    return [*table, "Slowest:", *slowest, *(f"{level}: {complaint}." for complaint in shape.complaints)]


def report(shape: Shape, settings: Settings) -> int:
    """Mark what is outside its limits on the pull request.

    Args:
        shape: The shape.
        settings: Say whether that is an error.

    Returns:
        The exit status: 1 when it is an error, else 0.
    """
    for complaint in shape.complaints:
        annotate("error" if settings.strict else "warning", f"{complaint}.", title="Shape of the suite")
    return FINDINGS if settings.strict and shape.complaints else OK


def main() -> int:
    """Show the shape of the last full run.

    Returns:
        0 when it is inside its limits or they are warnings only, else 1.
    """
    parser = argparse.ArgumentParser(
        prog="poe shape", description=__doc__, epilog="The limits stand in quality/settings.toml."
    )
    parser.parse_args()
    settings = read_settings()
    shape = judge(read_run(), settings)
    print("\n".join(lines(shape, settings)))
    return report(shape, settings)


if __name__ == "__main__":
    run_command(main)
