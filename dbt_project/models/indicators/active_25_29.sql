{{ residents_by_their_guidance(
    'make_date(year(period_start), 10, 1)',
    'calendar_year',
    (25, 29),
    'case when guidance.in_education or guidance.is_working then 1 else 0 end',
    without=['age_band'],
) }}
