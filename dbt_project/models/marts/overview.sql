{#- Made of published figures only, so that it can tell nothing that they do not. -#}
with totals as (
    select *
    from {{ ref('indicators') }}
    where status in ('ok', 'provisional') and {{ is_total() }}
),

published as (
    select
        totals.*,
        row_number() over (newest_first) as recency,
        lead(totals.period) over (newest_first) as previous_period,
        lead(totals.value) over (newest_first) as previous_value,
        lead(totals.numerator) over (newest_first) as previous_numerator,
        lead(totals.denominator) over (newest_first) as previous_denominator
    from totals
    window newest_first as (partition by totals.indicator_id order by totals.period_start desc)
),

compared as (
    select
        definitions.indicator_id,
        definitions.name_da,
        definitions.unit,
        definitions.direction,
        definitions.target,
        definitions.target_year,
        {%- for column in ['period', 'numerator', 'denominator', 'value', 'ci_low', 'ci_high', 'status', 'few'] %}
        published.{{ column }},
        {%- endfor %}
        published.previous_period,
        published.previous_value,
        published.value - published.previous_value as change,
        case
            when definitions.measure = 'share' and published.previous_value is not null
                then {{ differs_beyond_noise(
                    'published.numerator', 'published.denominator',
                    'published.previous_numerator', 'published.previous_denominator') }}
        end as change_exceeds_noise,
        esbjerg.value as benchmark_esbjerg,
        esbjerg.period as benchmark_esbjerg_period,
        hele_landet.value as benchmark_hele_landet,
        hele_landet.period as benchmark_hele_landet_period
    from {{ ref('int_definitions') }} as definitions
    left join published on definitions.indicator_id = published.indicator_id and published.recency = 1
    {%- for name, geography in [('esbjerg', 'Esbjerg'), ('hele_landet', 'Hele landet')] %}
    left join {{ ref('int_benchmarks') }} as {{ name }}
        on
            published.indicator_id = {{ name }}.indicator_id
            and {{ name }}.geography = '{{ geography }}'
            and published.period_end between {{ name }}.covers_from and {{ name }}.covers_to
    {%- endfor %}
)

select
    indicator_id,
    name_da,
    unit,
    direction,
    period,
    numerator,
    denominator,
    value,
    ci_low,
    ci_high,
    status,
    few,
    previous_period,
    previous_value,
    change,
    change_exceeds_noise,
    target,
    target_year,
    value - target as gap_to_target,
    benchmark_esbjerg,
    benchmark_esbjerg_period,
    benchmark_hele_landet,
    benchmark_hele_landet_period,
    {{ target_words('coalesce(ci_low, value)', 'coalesce(ci_high, value)') }} as status_da,
    {{ change_words() }} as change_da
from compared
