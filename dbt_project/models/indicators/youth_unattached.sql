{%- set place_date = 'make_date(year(period_start), 10, 1)' -%}

with periods as (
    {{ covered_periods('calendar_year', place_date, [
        ('int_residence', place_date),
        ('int_guidance_status', place_date),
    ]) }}
),

members as (
    select
        periods.period,
        residence.person_key as unit,
        residence.area,
        residence.gender,
        {{ age_band(age_on('residence.birth_date', 'periods.place_date')) }} as age_band,
        1 as persons,
        {{ is_unattached('residence', 'guidance', 'periods.place_date') }} as numerator,
        1 as denominator,
        case when guidance.person_key is null then 0 else 1 end as found
    from periods
    inner join {{ ref('int_residence') }} as residence
        on
            periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_oesterbyen
    left join {{ ref('int_guidance_status') }} as guidance
        on
            residence.person_key = guidance.person_key
            and periods.place_date between guidance.covers_from and guidance.covers_to
    where {{ age_on('residence.birth_date', 'periods.place_date') }} between 15 and 24
)

{{ indicator_rows(without=['school', 'cluster']) }}
