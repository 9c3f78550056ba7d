"""The expert's side of a consultation day: the own appointments and what comes of them."""
