{#- Listed by the drops, not by today's date: a period appears once a received drop can be about it. Where none has been
    accepted yet, those of the days on which drops were received. -#}
with drops as (
    select
        received_at,
        period_start,
        verdict in ('accepted', 'accepted_with_warnings') as is_accepted
    from {{ source('intake', 'drops') }}
),

received as (
    select
        coalesce(min(case when is_accepted then period_start end), cast(min(received_at) as date)) as first_day,
        cast(coalesce(max(case when is_accepted then received_at end), max(received_at)) as date) as last_day
    from drops
),

months as (
    select {{ months_between("cast(date_trunc('month', first_day) as date)", 'last_day') }} as month_start
    from received
),

starts as (
    {%- for period_type, months, period_start in [
        ('month', 1, 'month_start'),
        ('quarter', 3, "cast(date_trunc('quarter', month_start) as date)"),
        ('school_year', 12, 'make_date(year(' ~ add_months('month_start', -7) ~ '), 8, 1)'),
        ('calendar_year', 12, 'make_date(year(month_start), 1, 1)'),
    ] %}
    select distinct
        '{{ period_type }}' as period_type,
        {{ period_start }} as period_start,
        {{ months }} as months
    from months
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

spans as (
    select
        period_type,
        period_start,
        {{ add_days(add_months('period_start', 'months'), -1) }} as period_end,
        cast(year(period_start) as string) as first_year
    from starts
)

select
    period_type,
    case period_type
        when 'month' then first_year || 'M' || lpad(cast(month(period_start) as string), 2, '0')
        when 'quarter' then first_year || 'K' || cast(quarter(period_start) as string)
        when 'school_year' then first_year || '/' || right(cast(year(period_end) as string), 2)
        else first_year
    end as period,
    period_start,
    period_end
from spans
