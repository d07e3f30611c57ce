"""A day in the store, driven through the real windows; it shows the program and tests it from end to end."""
