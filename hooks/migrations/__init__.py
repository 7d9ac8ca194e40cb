"""What single versions ask of a service, a module each: `v2_0_0.py` holds `MIGRATION`.

A version needs one when files move or questions change; `hooks/update/` runs it.
"""
