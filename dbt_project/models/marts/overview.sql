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

judged as (
    {#- The only other question is named for the municipality of the place. #}
    select
        judgements.indicator_id,
        judgements.period,
        judgements.compared_with,
        judgements.verdict,
        verdicts.label_da,
        case
            when judgements.question in ('since_last', 'over_years', 'beside_country', 'target')
                then judgements.question
            else 'beside_municipality'
        end as question
    from {{ ref('judgements') }} as judgements
    inner join {{ ref('verdicts') }} as verdicts on judgements.verdict = verdicts.code
    where judgements.cell = 'total'
)

select
    definitions.indicator_id,
    definitions.name_da,
    definitions.unit,
    definitions.direction,
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
    definitions.target,
    definitions.target_year,
    published.value - definitions.target as gap_to_target,
    municipality.value as benchmark_municipality,
    municipality.period as benchmark_municipality_period,
    country.value as benchmark_country,
    country.period as benchmark_country_period,
    {%- for question in ['since_last', 'over_years'] %}
    {{ question }}.verdict as {{ question }}_verdict,
    {{ question }}.label_da as {{ question }}_da,
    {{ question }}.period as {{ question }}_period,
    {{ question }}.compared_with as {{ question }}_compared_with,
    {%- endfor %}
    {%- for question in ['beside_municipality', 'beside_country'] %}
    {{ question }}.verdict as {{ question }}_verdict,
    {{ question }}.label_da as {{ question }}_da,
    {{ question }}.period as {{ question }}_period,
    {%- endfor %}
    coalesce(target.verdict, no_target.code) as target_verdict,
    coalesce(target.label_da, no_target.label_da) as target_da,
    target.period as target_period
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
{%- for question in ['since_last', 'over_years', 'beside_municipality', 'beside_country', 'target'] %}
left join judged as {{ question }}
    on definitions.indicator_id = {{ question }}.indicator_id and {{ question }}.question = '{{ question }}'
{%- endfor %}
left join {{ ref('verdicts') }} as no_target on no_target.code = 'no_target'
