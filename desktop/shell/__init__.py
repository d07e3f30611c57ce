"""The frame around the screens: window, rail, top bar, strips, sign-in, messages, tasks and the look."""
