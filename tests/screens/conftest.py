"""Screens, in haste."""

from tests.screens.haste import looks_are_parsed_once, unseen_frames_are_not_painted

__all__ = ("looks_are_parsed_once", "unseen_frames_are_not_painted")
