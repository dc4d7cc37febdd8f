"""What a chapter reports of a period: attendance, PALMS, leads, visitors, one-to-ones, each in four formats.

`write.write_report(reading, kind, period, format)` makes the file, `report_file(kind, period, format)` is
how it is called.
"""
