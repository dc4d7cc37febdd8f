"""Widgets draw a picture and decide nothing."""
