"""What single versions ask of a service, a module each: `v2_0_0.py` holds `MIGRATION`.

docs/migrations.md says when a version needs one, and shows one.
"""
