{{ pupils_of_the_year_whose('absence.absence_pct > 10') }}
