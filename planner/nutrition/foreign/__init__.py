"""Cautious reading of files that other programs wrote: text, tables, workbooks, numbers, dates.

Every choice (encoding, separator, decimal mark, order of day and month) is returned as a note that
is shown; what cannot be read is one `InputError` that names row, value and what is allowed.
"""
