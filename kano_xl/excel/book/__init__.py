"""Asking the open workbook: where the survey stands, and what Excel alone can tell."""
