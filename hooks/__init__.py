"""The checks that run after Copier has generated or updated a service.

`check.py` is what Copier starts; everything else is imported by it. Only the standard library and
packages that Copier itself depends on are used, so the interpreter that runs Copier can run this.
"""
