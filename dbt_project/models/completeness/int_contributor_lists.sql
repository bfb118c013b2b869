{#- Only the lists that a gap is weighed by are read, of the days it asks for: all of them are most of the archive. -#}
with asked as (
    select
        gaps.feed,
        gaps.partner,
        gaps.unit,
        min(required.first_day) as first_day,
        max(required.last_day) as last_day
    from {{ ref('int_gaps') }} as gaps
    inner join {{ ref('int_required_days') }} as required
        on
            gaps.indicator_id = required.indicator_id
            and gaps.compared_period = required.period
            and gaps.feed = required.feed
            and gaps.gives = required.gives
    group by gaps.feed, gaps.partner, gaps.unit
)

{%- for feed, contributing in contributing_feeds().items() %}
select
    '{{ feed }}' as feed,
    lists.partner,
    lists.unit,
    lists.member,
    lists.first_day,
    lists.last_day
from (
    select
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
) as lists
inner join asked
    on
        asked.feed = '{{ feed }}'
        and lists.partner = asked.partner
        and lists.unit = asked.unit
        and lists.last_day >= asked.first_day
        and lists.first_day <= asked.last_day
{{ 'union all' if not loop.last }}
{%- endfor %}
