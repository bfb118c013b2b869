{%- for months in pathway_months() %}
{%- set status_date = pathway_status_date(months) %}
select
    period,
    place_date as status_date,
    make_date(year(place_date), 9, 5) as snapshot_date,
    {{ months }} as months
from (
    {{ covered_periods('school_year', status_date, pathway_needs(months)) }}
) as covered
{{ 'union all' if not loop.last }}
{%- endfor %}
