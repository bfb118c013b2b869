{%- set place_date = 'make_date(year(period_start), 11, 15)' -%}

with periods as (
    {{ covered_periods('calendar_year', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('int_part_time_jobs', place_date, 'numerator', 'end_date'),
    ]) }}
),

employed as (
    select distinct
        periods.period,
        jobs.person_key
    from periods
    inner join {{ ref('int_part_time_jobs') }} as jobs on {{ is_running('jobs', 'periods.place_date') }}
),

members as (
    select
        periods.period,
        residence.person_key as unit,
        residence.area,
        residence.gender,
        {{ age_band(age_on('residence.birth_date', 'periods.place_date')) }} as age_band,
        1 as persons,
        case when employed.person_key is null then 0 else 1 end as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_residence') }} as residence
        on
            periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    left join employed on periods.period = employed.period and residence.person_key = employed.person_key
    where {{ age_on('residence.birth_date', 'periods.place_date') }} between 13 and 17
)

{{ indicator_rows(without=['school', 'cluster']) }}
