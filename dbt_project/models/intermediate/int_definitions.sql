with newest as (
    select
        indicator_id,
        max(definition_version) as definition_version
    from {{ ref('definitions') }}
    group by indicator_id
)

select
    definitions.indicator_id,
    definitions.definition_version,
    definitions.name_da,
    definitions.direction,
    definitions.unit,
    definitions.period_type,
    definitions.dims,
    definitions.measure,
    definitions.counted_by,
    definitions.links,
    targets.target,
    targets.target_year
from {{ ref('definitions') }} as definitions
inner join newest
    on
        definitions.indicator_id = newest.indicator_id
        and definitions.definition_version = newest.definition_version
left join {{ ref('targets') }} as targets on definitions.indicator_id = targets.indicator_id
