{{ pupils_whose(
    'absence.unauthorised_pct >= 15', 'quarter', 'period_end', 'make_date(year(period_end), month(period_end), 1)'
) }}
