"""The one toolkit that the rooms share: pages, lists, panes, lines and themes."""
