"""Formulas in the open workbook: found, understood, changed, put back."""
