"""The Textual screens: functions of a snapshot and the time. They decide nothing."""
