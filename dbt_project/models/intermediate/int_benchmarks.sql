{#- A benchmark stands beside figures from the end of its own period until that of the next. -#}
with latest as (
    select
        benchmarks.indicator_id,
        benchmarks.geography,
        geographies.{{ adapter.quote('group') }} as geography_group,
        benchmarks.period,
        benchmarks.value,
        benchmarks.covers_to,
        row_number() over (
            partition by benchmarks.indicator_id, benchmarks.geography, benchmarks.covers_to
            order by benchmarks.covers_from, benchmarks.period
        ) as choice
    from {{ ref('stg_benchmarks') }} as benchmarks
    inner join {{ ref('geographies') }} as geographies on benchmarks.geography = geographies.code
)

select
    indicator_id,
    geography,
    geography_group,
    period,
    value,
    covers_to as covers_from,
    coalesce(
        {{ add_days('lead(covers_to) over (partition by indicator_id, geography order by covers_to)', -1) }},
        date '9999-12-31'
    ) as covers_to
from latest
where choice = 1
