{#- Of two unknown benefits that began on the same day, the one that goes on longest stands for both. -#}
with spells as (
    select
        benefits.receipt_id,
        benefits.person_key,
        benefits.birth_date,
        benefits.benefit_type,
        kinds.{{ adapter.quote('group') }} as benefit_group,
        benefits.start_date,
        benefits.end_date,
        row_number() over (
            partition by benefits.person_key, benefits.benefit_type, benefits.start_date
            order by coalesce(benefits.end_date, date '9999-12-31') desc, benefits.variant nulls first
        ) as choice,
        {{ spells_cover() }}
    from {{ ref('stg_benefits') }} as benefits
    left join {{ ref('benefit_types') }} as kinds on benefits.benefit_type = kinds.code
)

select
    receipt_id,
    person_key,
    birth_date,
    benefit_type,
    benefit_group,
    start_date,
    end_date,
    covers_from,
    covers_to
from spells
where choice = 1
