"""The template workbook: a survey to fill in, and a result that follows it by native formulas."""
