{%- set place_date = 'make_date(year(period_start), 9, 5)' -%}

with periods as (
    {{ covered_periods('calendar_year', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('stg_pupils', place_date, 'denominator', 'district_school_no'),
    ]) }}
),

members as (
    select
        periods.period,
        pupils.person_key as unit,
        residence.area,
        residence.gender,
        1 as persons,
        case when pupils.school_no = pupils.district_school_no then 1 else 0 end as numerator,
        1 as denominator
    from periods
    inner join {{ ref('stg_pupils') }} as pupils on periods.place_date = pupils.snapshot_date
    inner join {{ ref('schools') }} as schools on pupils.district_school_no = schools.code
    inner join {{ ref('int_residence') }} as residence
        on
            pupils.person_key = residence.person_key
            and periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    where pupils.grade_level = 0 and {{ is_neighbourhood('schools') }}
)

{{ indicator_rows(without=['age_band', 'school', 'cluster']) }}
