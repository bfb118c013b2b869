"""The partner's own table back as a workbook with its faulty cells marked. It is the only place a value goes back.

`workbook` marks a copy of an Excel file, `rebuilt` writes any other format anew; both take a `plan`. A stranger's
workbook is opened by openpyxl in a process of its own (`apart`): nothing here imports what is slow to start.
"""
