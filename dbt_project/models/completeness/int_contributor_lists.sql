{#- Only feeds that somebody is missing in are read: the others can be large. -#}
{%- for feed, contributing in contributing_feeds().items() %}
select
    '{{ feed }}' as feed,
    partner,
    {{ contributing.unit }} as unit,
    {{ contributing.member }} as member,
    {#- Who has left within a year may be counted as completed. #}
    {%- if contributing.is_spells %}
    start_date as first_day,
    coalesce({{ add_months('end_date', 12) }}, date '9999-12-31') as last_day
    {%- else %}
    covers_from as first_day,
    covers_to as last_day
    {%- endif %}
from {{ ref('stg_' ~ feed) }}
where '{{ feed }}' in (select gaps.feed from {{ ref('int_gaps') }} as gaps)
{{ 'union all' if not loop.last }}
{%- endfor %}
