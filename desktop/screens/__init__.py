"""The screens, one folder a workspace: `view.py` shows a state and says what was asked for, `presenter.py`
knows the desk and no widget, `screen.py` puts the two together."""

from desktop.screens.screen import Doors, Face, Screen, Section

__all__ = ["Doors", "Face", "Screen", "Section"]
