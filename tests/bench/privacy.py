"""How near attackers come to the homes of made-up runners: `python -m tests.bench.privacy`."""

from __future__ import annotations

import time

from tests.support.attacks import ATTACKS, simulate


def main(n_users: int = 200, n_runs: int = 50) -> None:
    """Print a line for each attack."""
    began = time.perf_counter()
    outcome = simulate(n_users, n_runs)
    print(f"{n_users} runners, {n_runs} runs each, {time.perf_counter() - began:.0f} s")  # noqa: T201
    for name in ATTACKS:
        found, median_m = 100 * outcome.within(name, 50), outcome.median_m(name)
        print(f"{name:<28} within 50 m {found:4.1f} %   median {median_m:4.0f} m")  # noqa: T201


if __name__ == "__main__":
    main()
