{{ youth_unattached_on('make_date(year(period_start), 10, 1)', 'calendar_year', without=[]) }}
