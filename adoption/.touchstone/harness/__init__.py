"""The harness beside a project that was not made from the template."""
