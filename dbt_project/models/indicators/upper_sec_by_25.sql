{%- set place_date = 'make_date(year(period_start), 10, 1)' -%}

with periods as (
    {{ covered_periods('calendar_year', place_date, [
        ('int_residence', place_date, 'denominator', 'finished_school_dk', 'highest_completed'),
    ]) }}
),

members as (
    select
        periods.period,
        residence.person_key as unit,
        residence.area,
        residence.gender,
        1 as persons,
        case when residence.has_upper_secondary then 1 else 0 end as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_residence') }} as residence
        on
            periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    where
        {{ age_on('residence.birth_date', 'periods.place_date') }} = 25
        and residence.finished_school_dk
)

{{ indicator_rows(without=['age_band', 'school', 'cluster']) }}
