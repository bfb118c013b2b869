{{ in_upper_education_on('make_date(year(period_end), 10, 1)') }}
