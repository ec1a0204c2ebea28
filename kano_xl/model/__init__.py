"""Arrays in, numbers out: the Kano model. Knows neither files nor spreadsheets."""
