"""Planning sheets as cells of a workbook, with their lists, names and charts."""
