"""The checks, in the order in which they run and are listed."""

from hooks.checks.configured import paths_exist
from hooks.checks.coverage import one_coverage_floor
from hooks.checks.leftovers import no_conflict_markers, no_jinja_left, no_reject_files
from hooks.checks.links import links_resolve
from hooks.checks.manifest import expected_files
from hooks.checks.permissions import executables
from hooks.checks.pipelines import actions_pinned
from hooks.checks.secrets import no_default_secret
from hooks.checks.syntax import (
    ini_parses,
    json_parses,
    python_compiles,
    toml_parses,
    yaml_parses,
)
from hooks.checks.testing import no_shadowing_config, tiers_strict

ALL = (
    expected_files,
    python_compiles,
    toml_parses,
    yaml_parses,
    ini_parses,
    json_parses,
    no_jinja_left,
    no_conflict_markers,
    no_reject_files,
    tiers_strict,
    one_coverage_floor,
    no_shadowing_config,
    links_resolve,
    paths_exist,
    executables,
    no_default_secret,
    actions_pinned,
)
