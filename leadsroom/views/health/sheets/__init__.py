"""Sheets for one member, or for somebody who may become one."""
