{#- The frame of the indicators on absence: the share of pupils whose absence in a period reaches a limit.
    place_date, last_month: expressions over the period; the feed covers the whole period once it covers that month.
    reached: a condition on `absence`, a row of int_absence. -#}
{%- macro pupils_whose(reached, period_type, place_date, last_month) -%}
{{ replaced_by_period('period') }}
with periods as (
    {{ covered_periods(period_type, place_date, [
        ('int_residence', place_date, 'denominator'),
        ('stg_absence', last_month, 'denominator', 'pupils_without_absence'),
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
        case when {{ reached }} then 1 else 0 end as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_absence') }} as absence on periods.period = absence.period
    inner join {{ ref('int_residence') }} as residence
        on
            absence.person_key = residence.person_key
            and periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
)

{{ indicator_rows(without=['age_band', 'cluster']) }}
{%- endmacro -%}

{#- The same for a school year: pupils are placed on 5 September, and June is its last month. -#}
{%- macro pupils_of_the_year_whose(reached) -%}
    {{- pupils_whose(
        reached, 'school_year', 'make_date(year(period_start), 9, 5)', 'make_date(year(period_end), 6, 1)'
    ) -}}
{%- endmacro -%}
