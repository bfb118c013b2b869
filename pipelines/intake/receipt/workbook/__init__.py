"""Write the partner's own table as a workbook with its faulty cells marked; the only place where values are
returned.

`marked_copy` marks a copy of an Excel file, `rebuilt_copy` writes any other format as a new workbook; both follow a
`marking_plan`. An untrusted workbook is opened by openpyxl in a subprocess (`mark_subprocess`).
"""
