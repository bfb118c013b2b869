select
    {{ pathway_id('pathways.months', 'statuses.code') }} as indicator_id,
    pathways.period,
    'total' as area,
    case when grouping(pathways.gender) = 1 then 'total' else pathways.gender end as gender,
    'share' as measure,
    count(*) as persons,
    count(case when pathways.status = statuses.code then 1 end) as numerator,
    {#- Everyone has one status: those of a cohort add up to it. #}
    'part of pathways ' || pathways.months as links
from {{ ref('int_pathways') }} as pathways
cross join {{ ref('pathway_statuses') }} as statuses
{#- A cohort that somebody owes data for is not counted: every status would be wrong. #}
where
    not exists (
        select 1
        from {{ ref('int_gaps') }} as gaps
        where gaps.indicator_id = 'pathways ' || pathways.months and gaps.period = pathways.period
    )
group by grouping sets (
    (pathways.period, pathways.months, statuses.code),
    (pathways.period, pathways.months, statuses.code, pathways.gender)
)
