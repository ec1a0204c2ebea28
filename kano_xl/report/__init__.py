"""Analysis in, `Report` out: tables, sentences and charts as data, in the user's language."""
