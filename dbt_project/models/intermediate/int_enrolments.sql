{#- Two trades of one education that began on the same day are one spell of it: the one that goes on longest. -#}
with spells as (
    select
        enrolments.receipt_id,
        enrolments.person_key,
        enrolments.institution_no,
        enrolments.education_type,
        levels.{{ adapter.quote('group') }} as education_group,
        case
            when levels.{{ adapter.quote('group') }} in ({{ preparatory_groups() }}) then 'preparatory'
            else levels.{{ adapter.quote('group') }}
        end as education_level,
        parts.{{ adapter.quote('group') }} as part_group,
        enrolments.start_date,
        enrolments.end_date,
        coalesce(exits.{{ adapter.quote('group') }}, 'none') as exit_group,
        enrolments.contract_date,
        enrolments.variant,
        {{ spells_cover() }}
    from {{ ref('stg_enrolments') }} as enrolments
    left join {{ ref('education_types') }} as levels on enrolments.education_type = levels.code
    left join {{ ref('education_parts') }} as parts on enrolments.part = parts.code
    left join {{ ref('exit_codes') }} as exits on enrolments.exit_code = exits.code
),

begun as (
    select
        spells.*,
        row_number() over (
            partition by spells.person_key, spells.institution_no, spells.education_type, spells.start_date
            order by
                coalesce(spells.end_date, date '9999-12-31') desc,
                case when spells.exit_group = 'completed' then 0 else 1 end asc,
                spells.contract_date asc nulls last,
                spells.variant asc nulls first
        ) as choice
    from spells
    where spells.exit_group != 'never_started'
)

select
    receipt_id,
    person_key,
    institution_no,
    education_type,
    education_group,
    education_level,
    part_group,
    start_date,
    end_date,
    exit_group,
    contract_date,
    covers_from,
    covers_to
from begun
where choice = 1
