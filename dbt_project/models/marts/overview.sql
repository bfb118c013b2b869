{#- Made of published figures only, so that it discloses nothing that they do not. -#}
with totals as (
    select
        *,
        status in ('ok', 'provisional') and missing is null as is_whole
    from {{ ref('indicators') }}
    where {{ is_total() }}
),

published as (
    select
        *,
        row_number() over (partition by indicator_id order by period_start desc) as recency
    from totals
    where is_whole
),

newer as (
    {#- What stands in the way of a newer figure: the newest period that is due, else the first that is not. #}
    select
        totals.indicator_id,
        totals.period,
        totals.status,
        row_number() over (
            partition by totals.indicator_id
            order by
                totals.status in ('not_yet', 'before_start'),
                case when totals.status = 'not_yet' then totals.period_start end,
                totals.period_start desc
        ) as recency
    from totals
    left join published on totals.indicator_id = published.indicator_id and published.recency = 1
    where totals.period_start > coalesce(published.period_start, date '1900-01-01') and not totals.is_whole
),

compared as (
    select
        definitions.indicator_id,
        definitions.name_da,
        definitions.unit,
        definitions.direction,
        definitions.target,
        definitions.target_year,
        {%- for column in [
            'period', 'numerator', 'denominator', 'value', 'ci_low', 'ci_high', 'status', 'waiting_since', 'few',
        ] %}
        published.{{ column }},
        {%- endfor %}
        newer.period as newer_period,
        newer.status as newer_status,
        previous.period as previous_period,
        previous.value as previous_value,
        published.value - previous.value as change,
        published.value - definitions.target as gap_to_target,
        case
            when definitions.measure = 'share' and previous.value is not null
                then {{ differs_beyond_noise(
                    'published.numerator', 'published.denominator', 'previous.numerator', 'previous.denominator') }}
        end as change_exceeds_noise,
        municipality.value as benchmark_municipality,
        municipality.period as benchmark_municipality_period,
        country.value as benchmark_country,
        country.period as benchmark_country_period
    from {{ ref('int_definitions') }} as definitions
    left join published on definitions.indicator_id = published.indicator_id and published.recency = 1
    left join newer on definitions.indicator_id = newer.indicator_id and newer.recency = 1
    {#- Like with like: a month or a quarter is compared with that of the year before. #}
    left join totals as previous
        on
            published.indicator_id = previous.indicator_id
            and previous.period_start = {{ add_months('published.period_start', -12) }}
            and previous.is_whole
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
        'status', 'waiting_since', 'few', 'newer_period', 'newer_status', 'previous_period', 'previous_value',
        'change', 'change_exceeds_noise', 'target', 'target_year', 'gap_to_target', 'benchmark_municipality',
        'benchmark_municipality_period', 'benchmark_country', 'benchmark_country_period',
    ] %}
    judged.{{ column }},
    {%- endfor %}
    target_verdicts.label_da as status_da,
    change_verdicts.label_da as change_da
from judged
left join {{ ref('target_verdicts') }} as target_verdicts on judged.target_verdict = target_verdicts.code
left join {{ ref('change_verdicts') }} as change_verdicts on judged.change_verdict = change_verdicts.code
