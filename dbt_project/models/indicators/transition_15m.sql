{{ in_upper_education_on('make_date(year(period_end) + 1, 10, 1)') }}
