"""The self-test: what only a real Excel can show, tried in workbooks of its own.

It runs in a Python process beside Excel, never within a click: while Excel waits for Python, a
formula that calls Python would wait for itself. `plan.CHECKS` is the one list of what is tried;
a check is a function of a `check.Trial`, and its sentence stands in the catalogue ``self_test``
under its name. `running` tries them one by one, `telling` makes of the outcomes a file that
holds nothing private, and `host` is the Excel: whatever happens, it is left as it was.
"""
