"""What there is to know: rules, figures, protocols, and those that a configuration selects."""

from __future__ import annotations

from functools import cache
from typing import Any

from .. import catalogue, config, rules
from ..config import Config, Configured, Override, Swap
from ..errors import UsageError
from ..model import Catalogue, Figure, Rule

DEFAULTS = Configured(Config())


@cache
def list_rules() -> tuple[Rule, ...]:
    """Return all rules, by code."""
    return rules.load_rules()


def rule_rows() -> tuple[tuple[Rule, tuple[Figure, ...]], ...]:
    """Return all rules, each with the figures that it cites."""
    known = catalogue.load_catalogue().figures
    return tuple((rule, tuple(known[f] for f in rule.figures)) for rule in list_rules())


def selected_rules(configured: Configured) -> tuple[Rule, ...]:
    """Return the rules that the configuration selects; a code outweighs a family, ignoring outweighs selecting."""
    table = configured.config
    chosen, ignored = {*table.select, *table.extend_select}, set(table.ignore)
    return tuple(
        rule for rule in list_rules() if not {rule.code, rule.family} & ignored and {rule.code, rule.family} & chosen
    )


def catalogue_of(configured: Configured) -> Catalogue:
    """Return the catalogue with the figures that the configuration replaces, by a value of its own or by another."""
    given = configured.config.figures
    values = {key: (f.value, f.unit, f.reason) for key, f in given.items() if isinstance(f, Override)}
    swaps = {key: f.figure for key, f in given.items() if isinstance(f, Swap)}
    return catalogue.swap(catalogue.override(catalogue.load_catalogue(), values), swaps)


def check_configuration(configured: Configured) -> None:
    """Refuse codes, families, and figures that do not exist, and units that do not fit.

    Raises
    ------
    UsageError
        With the place and the nearest right one.
    """
    codes = frozenset(rule.code for rule in list_rules())
    config.check_names(configured, codes, frozenset(catalogue.load_catalogue().figures))
    try:
        catalogue_of(configured)
    except UsageError as fault:
        place = config.key_place(configured, fault.message.partition(": ")[0])
        raise UsageError(fault.code, fault.message, path=fault.path or place, hint=fault.hint) from None


def configuration_schema() -> dict[str, Any]:
    """Return the JSON Schema of the configuration, with all rules and figures that there are."""
    return config.schema_of((rule.code for rule in list_rules()), catalogue.load_catalogue().figures)
