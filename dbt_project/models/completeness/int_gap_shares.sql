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
    where
        unit is not null
        {#- Read as little as possible: most indicators have no gap. #}
        and period in (
            select gaps.compared_period
            from {{ ref('int_gaps') }} as gaps
            where gaps.indicator_id = '{{ indicator_id }}'
        )
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

gaps as (
    select *
    from {{ ref('int_gaps') }}
    where compared_period is not null
),

members as (
    select distinct
        gaps.indicator_id,
        gaps.compared_period,
        gaps.feed,
        gaps.gives,
        gaps.partner,
        gaps.unit,
        lists.member
    from gaps
    inner join {{ ref('int_required_days') }} as required
        on
            gaps.indicator_id = required.indicator_id
            and gaps.compared_period = required.period
            and gaps.feed = required.feed
            and gaps.gives = required.gives
    inner join {{ ref('int_contributor_lists') }} as lists
        on
            gaps.feed = lists.feed
            and gaps.partner = lists.partner
            and gaps.unit = lists.unit
            and required.last_day >= lists.first_day
            and required.first_day <= lists.last_day
),

weighed as (
    select
        gaps.indicator_id,
        gaps.period,
        gaps.feed,
        gaps.gives,
        gaps.partner,
        gaps.unit,
        {%- for column in dimensions() %}
        facts.{{ column }},
        {%- endfor %}
        case gaps.gives when 'numerator' then facts.numerator else facts.denominator end as weight,
        members.member is not null as is_own
    from gaps
    inner join facts on gaps.indicator_id = facts.indicator_id and gaps.compared_period = facts.period
    left join members
        on
            gaps.indicator_id = members.indicator_id
            and gaps.compared_period = members.compared_period
            and gaps.feed = members.feed
            and gaps.gives = members.gives
            and gaps.partner = members.partner
            and gaps.unit = members.unit
            and facts.member = members.member
)

select
    indicator_id,
    period,
    feed,
    gives,
    partner,
    unit,
    {%- for column in dimensions() %}
    case when grouping({{ column }}) = 1 then 'total' else {{ column }} end as {{ column }},
    {%- endfor %}
    sum(case when is_own then weight else 0 end) / nullif(sum(weight), 0) as lost_share
from weighed
{{ group_by_crossings(['indicator_id', 'period', 'feed', 'gives', 'partner', 'unit']) }}
