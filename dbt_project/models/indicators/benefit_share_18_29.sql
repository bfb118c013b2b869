{%- set place_date = 'period_end' -%}

with periods as (
    {{ covered_periods('month', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('int_benefits', place_date, 'numerator', 'end_date'),
    ], final=('int_benefits', last_day_of_next_month('period_end'))) }}
),

receiving as (
    select distinct
        periods.period,
        spells.person_key
    from periods
    inner join {{ ref('int_benefits') }} as spells
        on
            periods.period_end >= spells.start_date
            and coalesce(periods.period_start <= spells.end_date, true)
    where spells.benefit_group = 'cash_system'
),

members as (
    select
        periods.period,
        residence.person_key as unit,
        residence.area,
        residence.gender,
        {{ age_band(age_on('residence.birth_date', 'periods.place_date')) }} as age_band,
        1 as persons,
        case when receiving.person_key is null then 0 else 1 end as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_residence') }} as residence
        on
            periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    left join receiving on periods.period = receiving.period and residence.person_key = receiving.person_key
    where {{ age_on('residence.birth_date', 'periods.place_date') }} between 18 and 29
)

{{ indicator_rows(without=['school', 'cluster']) }}
