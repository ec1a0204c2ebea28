"""From the cells of a recognised layout to codes: what every answer means, one array a side."""
