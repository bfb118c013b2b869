{%- for months in pathway_months() %}
{%- set year = 'year(period_end) + ' ~ loop.index0 %}
{%- set status_date = 'make_date(' ~ year ~ ', 10, 1)' %}
select
    period,
    place_date as status_date,
    make_date(year(place_date), 9, 5) as snapshot_date,
    {{ months }} as months
from (
    {{ covered_periods('school_year', status_date, [
        ('int_residence', 'make_date(year(period_end), 6, 1)', 'denominator'),
        ('stg_pupils', 'make_date(year(period_end), 2, 1)', 'denominator_by_school'),
        ('stg_pupils', 'make_date(' ~ year ~ ', 9, 5)', 'denominator_by_school'),
        ('int_enrolments', status_date, 'numerator'),
        ('int_guidance_status', status_date, 'numerator'),
    ]) }}
) as covered
{{ 'union all' if not loop.last }}
{%- endfor %}
