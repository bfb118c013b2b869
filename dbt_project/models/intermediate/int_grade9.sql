select
    periods.period,
    pupils.person_key,
    residence.area,
    residence.gender,
    pupils.school_no as school
from {{ ref('int_periods') }} as periods
inner join {{ ref('stg_pupils') }} as pupils
    on make_date(year(periods.period_end), 2, 1) = pupils.snapshot_date
inner join {{ ref('int_residence') }} as residence
    on
        pupils.person_key = residence.person_key
        and make_date(year(periods.period_end), 6, 1) between residence.covers_from and residence.covers_to
        and residence.in_neighbourhood
where periods.period_type = 'school_year' and pupils.grade_level = 9
