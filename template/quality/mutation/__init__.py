"""Mutation testing: what `quality.mutate` adds to the tool that makes the mutants."""
