{#- Whose rows are a contributor's: those whose unit begins with a member of its lists of that time. -#}
with facts as (
    {%- for indicator_id in indicator_ids() %}
    select
        '{{ indicator_id }}' as indicator_id,
        period,
        split_part(unit, ' ', 1) as member,
        {{ dimensions() | join(', ') }},
        numerator,
        denominator
    from {{ ref(indicator_id) }}
    where unit is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

gaps as (
    select *
    from {{ ref('int_gaps') }}
    where compared_period is not null
),

lists as (
    {%- for feed, contributing in contributing_feeds().items() %}
    select
        '{{ feed }}' as feed,
        partner,
        {{ contributing.unit }} as unit,
        {{ contributing.member }} as member,
        {%- if contributing.is_spells %}
        start_date as first_day,
        {#- Who has left within a year may be counted as completed. #}
        coalesce({{ add_months('end_date', 12) }}, date '9999-12-31') as last_day
        {%- else %}
        covers_from as first_day,
        covers_to as last_day
        {%- endif %}
    from {{ ref('stg_' ~ feed) }}
    where '{{ feed }}' in (select feed from gaps)
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

members as (
    select distinct
        gaps.indicator_id,
        gaps.compared_period,
        gaps.role,
        gaps.partner,
        gaps.unit,
        lists.member
    from gaps
    inner join {{ ref('int_required_days') }} as required
        on
            gaps.indicator_id = required.indicator_id
            and gaps.compared_period = required.period
            and gaps.feed = required.feed
            and gaps.role = required.role
    inner join lists
        on
            gaps.feed = lists.feed
            and gaps.partner = lists.partner
            and gaps.unit = lists.unit
            and lists.first_day <= required.last_day
            and lists.last_day >= required.first_day
),

weighed as (
    select
        gaps.indicator_id,
        gaps.period,
        gaps.role,
        gaps.partner,
        gaps.unit,
        {%- for column in dimensions() %}
        facts.{{ column }},
        {%- endfor %}
        case gaps.role when 'numerator' then facts.numerator else facts.denominator end as weight,
        members.member is not null as is_own
    from gaps
    inner join facts on gaps.indicator_id = facts.indicator_id and gaps.compared_period = facts.period
    left join members
        on
            gaps.indicator_id = members.indicator_id
            and gaps.compared_period = members.compared_period
            and gaps.role = members.role
            and gaps.partner = members.partner
            and gaps.unit = members.unit
            and facts.member = members.member
)

select
    indicator_id,
    period,
    role,
    partner,
    unit,
    {%- for column in dimensions() %}
    case when grouping({{ column }}) = 1 then 'total' else {{ column }} end as {{ column }},
    {%- endfor %}
    sum(case when is_own then weight else 0 end) / nullif(sum(weight), 0) as share
from weighed
{{ group_by_crossings(['indicator_id', 'period', 'role', 'partner', 'unit']) }}
