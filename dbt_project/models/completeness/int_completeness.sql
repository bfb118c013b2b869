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
        gaps.name,
        {#- Unknown where any of its shares is. #}
        case when count(*) = count(shares.share) then max(shares.share) end as share
    from {{ ref('cells') }} as cells
    inner join {{ ref('int_gaps') }} as gaps on cells.indicator_id = gaps.indicator_id and cells.period = gaps.period
    left join {{ ref('int_gap_shares') }} as shares
        on
            gaps.indicator_id = shares.indicator_id
            and gaps.period = shares.period
            and gaps.role = shares.role
            and gaps.partner = shares.partner
            and gaps.unit = shares.unit
            {%- for column in dimensions() %}
            and cells.{{ column }} = shares.{{ column }}
            {%- endfor %}
    where
        gaps.role not in ('denominator_by_school', 'denominator_by_district_school')
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
        gaps.name
)

select
    indicator_id,
    period,
    {{ dimensions() | join(', ') }},
    case when count(*) = count(share) then greatest(1 - sum(share), 0) end as coverage,
    coalesce(count(*) = count(share) and 1 - sum(share) >= {{ least_coverage() }}, false) as is_shown,
    {{ names_by_weight('name', 'share') }} as missing
from lacking
group by indicator_id, period, {{ dimensions() | join(', ') }}
