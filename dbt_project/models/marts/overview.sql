{#- Made of published figures only, so that it discloses nothing that they do not. -#}
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
        published.value - definitions.target as gap_to_target,
        case
            when definitions.measure = 'share' and published.previous_value is not null
                then {{ differs_beyond_noise(
                    'published.numerator', 'published.denominator',
                    'published.previous_numerator', 'published.previous_denominator') }}
        end as change_exceeds_noise,
        municipality.value as benchmark_municipality,
        municipality.period as benchmark_municipality_period,
        country.value as benchmark_country,
        country.period as benchmark_country_period
    from {{ ref('int_definitions') }} as definitions
    left join published on definitions.indicator_id = published.indicator_id and published.recency = 1
    {%- for name in ['municipality', 'country'] %}
    left join {{ ref('int_benchmarks') }} as {{ name }}
        on
            published.indicator_id = {{ name }}.indicator_id
            and {{ name }}.geography_group = '{{ name }}'
            and published.period_end between {{ name }}.covers_from and {{ name }}.covers_to
    {%- endfor %}
),

judged as (
    select
        *,
        {{ target_verdict('coalesce(ci_low, value)', 'coalesce(ci_high, value)') }} as target_verdict,
        {{ change_verdict() }} as change_verdict
    from compared
)

select
    {%- for column in [
        'indicator_id', 'name_da', 'unit', 'direction', 'period', 'numerator', 'denominator', 'value', 'ci_low', 'ci_high',
        'status', 'few', 'previous_period', 'previous_value', 'change', 'change_exceeds_noise', 'target', 'target_year',
        'gap_to_target', 'benchmark_municipality', 'benchmark_municipality_period', 'benchmark_country',
        'benchmark_country_period',
    ] %}
    judged.{{ column }},
    {%- endfor %}
    target_verdicts.label_da as status_da,
    change_verdicts.label_da as change_da
from judged
left join {{ ref('target_verdicts') }} as target_verdicts on judged.target_verdict = target_verdicts.code
left join {{ ref('change_verdicts') }} as change_verdicts on judged.change_verdict = change_verdicts.code
