"""How days are typed on English pages: as in en_GB, the day before the month.

Django's own English is American: it would read 03/09/2026 as 9 March.  Days as ISO 8601 writes them
are read in every language.  Source: corrections.md section 4 ("Addresses").
"""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %b %Y", "%d %B %Y"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
