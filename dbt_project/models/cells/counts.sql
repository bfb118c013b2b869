{#- In the columns of `cells`, so that both go through disclosure control together. Each count is a share of the
    smallest published count that it is a part of, so that the rest is looked at too. -#}
with counts as (
    select * from {{ ref('pathway_counts') }}
    union all
    select * from {{ ref('reach_counts') }}
)

select
    indicator_id,
    period,
    area,
    gender,
    'total' as age_band,
    'total' as school,
    measure,
    cast(persons as double) as persons,
    cast(numerator as double) as numerator,
    links
from counts
