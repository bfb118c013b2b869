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

rows_of_periods as (
    select
        listed.*,
        {%- for column in dimensions() %}
        coalesce(cells.{{ column }}, 'total') as {{ column }},
        {%- endfor %}
        {%- for column in ['numerator', 'denominator', 'value', 'coverage'] %}
        case when cells.denominator > 0 and not cells.suppressed then cells.{{ column }} end as {{ column }},
        {%- endfor %}
        case
            when cells.period is null then 'not_delivered'
            when cells.suppressed or cells.denominator = 0 then 'suppressed'
            when cells.provisional then 'provisional'
            else 'ok'
        end as status
    from listed
    left join {{ source('publication', 'protected_cells') }} as cells
        on listed.indicator_id = cells.indicator_id and listed.period = cells.period
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
    denominator < {{ var('few') }} as few,
    case when status = 'not_delivered' then 0 else coverage end as coverage,
    case
        when value is not null and shown_periods = {{ periods_in_three_years('period_type') }}
            then {{ value_of('numerator_3y', 'denominator_3y', 'unit') }}
    end as pooled_3y,
    target,
    target_year
from pooled
