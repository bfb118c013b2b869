{#- A cell of one school rests on that school's own lists where they give the denominator, school by school. -#}
with lacking as (
    select
        cells.indicator_id,
        cells.period,
        {%- for column in dimensions() %}
        cells.{{ column }},
        {%- endfor %}
        gaps.partner,
        gaps.unit,
        gaps.contributor,
        {#- Unknown where any of its shares is. #}
        case when count(*) = count(of_gap.lost_share) then max(of_gap.lost_share) end as lost_share
    from {{ ref('cells') }} as cells
    inner join {{ ref('int_gaps') }} as gaps on cells.indicator_id = gaps.indicator_id and cells.period = gaps.period
    left join {{ ref('int_gap_shares') }} as of_gap
        on
            gaps.indicator_id = of_gap.indicator_id
            and gaps.period = of_gap.period
            and gaps.feed = of_gap.feed
            and gaps.gives = of_gap.gives
            and gaps.partner = of_gap.partner
            and gaps.unit = of_gap.unit
            {%- for column in dimensions() %}
            and cells.{{ column }} = of_gap.{{ column }}
            {%- endfor %}
    where
        gaps.gives not in ('denominator_by_school', 'denominator_by_district_school')
        or cells.school in ('total', gaps.unit)
        or gaps.unit = ''
    group by
        cells.indicator_id,
        cells.period,
        {%- for column in dimensions() %}
        cells.{{ column }},
        {%- endfor %}
        gaps.partner,
        gaps.unit,
        gaps.contributor
),

by_contributor as (
    select
        indicator_id,
        period,
        {{ dimensions() | join(', ') }},
        contributor,
        case when count(*) = count(lost_share) then sum(lost_share) end as lost_share
    from lacking
    group by indicator_id, period, {{ dimensions() | join(', ') }}, contributor
)

select
    indicator_id,
    period,
    {{ dimensions() | join(', ') }},
    case when count(*) = count(lost_share) then greatest(1 - sum(lost_share), 0) end as coverage,
    coalesce(count(*) = count(lost_share) and 1 - sum(lost_share) >= {{ least_coverage() }}, false) as is_shown,
    {{ names_by_weight('contributor', 'lost_share') }} as missing
from by_contributor
group by indicator_id, period, {{ dimensions() | join(', ') }}
