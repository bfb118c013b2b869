{%- set place_date = 'period_end' -%}

with periods as (
    {{ covered_periods('quarter', place_date, [
        ('int_residence', place_date),
        ('stg_absence', 'make_date(year(period_end), month(period_end), 1)'),
    ]) }}
),

members as (
    select
        periods.period,
        absence.person_key as unit,
        residence.area,
        residence.gender,
        absence.school_no as school,
        1 as persons,
        case when absence.unauthorised_pct >= 15 then 1 else 0 end as numerator,
        1 as denominator,
        1 as found
    from periods
    inner join {{ ref('int_absence') }} as absence on periods.period = absence.period
    inner join {{ ref('int_residence') }} as residence
        on
            absence.person_key = residence.person_key
            and periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_oesterbyen
)

{{ indicator_rows(without=['age_band', 'cluster']) }}
