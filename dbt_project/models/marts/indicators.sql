{#- Every listed period has its total row, computed or not; what is hidden is hidden in every column. -#}
with listed as (
    select
        definitions.*,
        periods.period,
        periods.period_start,
        periods.period_end
    from {{ ref('int_definitions') }} as definitions
    inner join {{ ref('int_periods') }} as periods on definitions.period_type = periods.period_type
),

figures as (
    select
        indicator_id,
        period,
        {{ dimensions() | join(', ') }},
        persons,
        numerator,
        denominator,
        value,
        provisional,
        waiting_since,
        suppressed or denominator = 0 as is_hidden
    from {{ source('publication', 'protected_cells') }}
    union all by name
    {#- Withheld before disclosure control, which may retain what was published of them. #}
    select
        withheld.indicator_id,
        withheld.period,
        withheld.area,
        withheld.gender,
        withheld.age_band,
        withheld.school
    from {{ ref('int_completeness') }} as withheld
    left join {{ source('publication', 'protected_cells') }} as retained
        on
            withheld.indicator_id = retained.indicator_id
            and withheld.period = retained.period
            {%- for column in dimensions() %}
            and withheld.{{ column }} = retained.{{ column }}
            {%- endfor %}
    where not withheld.is_shown and retained.period is null
),

rows_of_periods as (
    select
        listed.*,
        {%- for column in dimensions() %}
        coalesce(figures.{{ column }}, 'total') as {{ column }},
        {%- endfor %}
        {%- for column in ['persons', 'numerator', 'denominator', 'value'] %}
        case when not figures.is_hidden then figures.{{ column }} end as {{ column }},
        {%- endfor %}
        case
            when figures.is_hidden is null then {{ status_without_figure('gaps') }}
            when figures.is_hidden then 'suppressed'
            when
                figures.provisional or completeness.missing is not null or figures.waiting_since is not null
                then 'provisional'
            else 'ok'
        end as status,
        coalesce(completeness.missing, case when figures.period is null then gaps.missing end) as missing,
        case
            when figures.is_hidden then null
            when completeness.missing is not null then completeness.coverage
            when figures.period is not null then 1.0
        end as coverage,
        case when not figures.is_hidden then figures.waiting_since end as waiting_since
    from listed
    left join figures on listed.indicator_id = figures.indicator_id and listed.period = figures.period
    left join {{ ref('int_completeness') }} as completeness
        on
            figures.indicator_id = completeness.indicator_id
            and figures.period = completeness.period
            {%- for column in dimensions() %}
            and figures.{{ column }} = completeness.{{ column }}
            {%- endfor %}
    left join {{ ref('int_period_gaps') }} as gaps
        on listed.indicator_id = gaps.indicator_id and listed.period = gaps.period
),

pooled as (
    select
        *,
        {{ last_three_years('count(value)') }} as shown_periods,
        {{ last_three_years('sum(numerator)') }} as numerator_3y,
        {{ last_three_years('sum(denominator)') }} as denominator_3y
    from rows_of_periods
)

select
    indicator_id,
    definition_version,
    period_type,
    period,
    period_start,
    period_end,
    area,
    gender,
    age_band,
    school,
    numerator,
    denominator,
    value,
    {{ interval_bound('-') }} as ci_low,
    {{ interval_bound('+') }} as ci_high,
    unit,
    status,
    case when status in ('incomplete', 'not_delivered', 'provisional', 'suppressed') then missing end as missing,
    waiting_since,
    persons < {{ var('few') }} as few,
    {#- Of a finer cell it could disclose a single person. #}
    case when {{ is_total() }} then round(coverage, 2) end as coverage,
    case
        when value is not null and shown_periods = {{ periods_in_three_years('period_type') }}
            then {{ value_of('numerator_3y', 'denominator_3y', 'unit') }}
    end as pooled_3y,
    target,
    target_year
from pooled
