"""What became of an order, as a story."""

from desktop.screens.story.screen import StoryScreen

__all__ = ["StoryScreen"]
