{{ replaced_by_period('period') }}
{%- set place_date = 'make_date(year(period_start), 9, 5)' -%}

with periods as (
    {{ covered_periods('school_year', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('stg_absence', 'make_date(year(period_end), 6, 1)', 'denominator', 'pupils_without_absence'),
    ]) }}
),

members as (
    select
        periods.period,
        absence.person_key as unit,
        residence.area,
        residence.gender,
        {{ age_band(age_on('residence.birth_date', 'periods.place_date')) }} as age_band,
        absence.school_no as school,
        pupils.school_no || ' ' || pupils.class as cluster,
        1 as persons,
        absence.absence_pct * absence.months / 100 as numerator,
        absence.months as denominator
    from periods
    inner join {{ ref('int_absence') }} as absence on periods.period = absence.period
    inner join {{ ref('int_residence') }} as residence
        on
            absence.person_key = residence.person_key
            and periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    left join {{ ref('stg_pupils') }} as pupils
        on absence.person_key = pupils.person_key and periods.place_date = pupils.snapshot_date
)

{{ indicator_rows() }}
