"""The service. Each package in here is one domain; see docs/architecture.md."""
