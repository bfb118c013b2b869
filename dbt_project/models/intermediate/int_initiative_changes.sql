{#- Every version of the register counts: what was learnt is kept when a newer version says something else. Two ways
    lead out: a version that is replaced within 30 days was a mistake, and an empty learning takes back all before. -#}
with versions as (
    select
        initiative_id,
        received_at,
        status,
        learning,
        lead(received_at) over (partition by initiative_id order by received_at, sequence) as replaced_at,
        max(case when learning is null then received_at end) over (partition by initiative_id) as emptied_at
    from {{ source('feeds', 'initiatives') }}
),

kept as (
    select
        initiative_id,
        received_at,
        status,
        case when emptied_at is null or received_at > emptied_at then learning end as learning
    from versions
    where replaced_at is null or replaced_at > received_at + interval '30' day
),

compared as (
    select
        initiative_id,
        received_at,
        status,
        learning,
        lag(concat(status, '|', coalesce(learning, ''))) over (
            partition by initiative_id order by received_at
        ) as said_before
    from kept
)

select
    initiative_id,
    received_at as since,
    status,
    learning
from compared
where said_before is null or said_before != concat(status, '|', coalesce(learning, ''))
