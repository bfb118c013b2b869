{#- Only initiatives of the register: any other value of the column is free text. -#}
with begun as (
    select
        participation.initiative_id,
        participation.person_key,
        year(participation.start_date) as first_year,
        min(participation.start_date) as start_date,
        max(coalesce(participation.completed, false)) as completed
    from {{ ref('stg_participation') }} as participation
    inner join {{ ref('stg_initiatives') }} as initiatives
        on participation.initiative_id = initiatives.initiative_id
    group by participation.initiative_id, participation.person_key, year(participation.start_date)
)

select
    begun.initiative_id,
    cast(begun.first_year as string) as period,
    begun.person_key,
    residence.area,
    begun.completed
from begun
inner join {{ ref('int_residence') }} as residence
    on
        begun.person_key = residence.person_key
        and begun.start_date between residence.covers_from and residence.covers_to
        and residence.in_neighbourhood
