"""The server runs in LibreOffice's Python; pytest's cannot import it."""

collect_ignore = ["server.py"]
