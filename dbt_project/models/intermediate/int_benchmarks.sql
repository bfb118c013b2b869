{#- A benchmark stands beside figures from the end of its own period until that of the next. -#}
with latest as (
    select
        *,
        row_number() over (
            partition by indicator_id, geography, covers_to
            order by covers_from, period
        ) as choice
    from {{ ref('stg_benchmarks') }}
)

select
    indicator_id,
    geography,
    period,
    value,
    covers_to as covers_from,
    coalesce(
        {{ add_days('lead(covers_to) over (partition by indicator_id, geography order by covers_to)', -1) }},
        date '9999-12-31'
    ) as covers_to
from latest
where choice = 1
