{{ replaced_by_period('period') }}
with months as (
    select
        person_key,
        month,
        min(school_no) as school_no,
        sum(cast(unauthorised_days as decimal(18, 6))) as unauthorised_days,
        sum(cast(school_days as decimal(18, 6))) as school_days,
        sum(
            cast(sick_days as decimal(18, 6))
            + cast(authorised_days as decimal(18, 6))
            + cast(unauthorised_days as decimal(18, 6))
        ) as absence_days
    from {{ ref('stg_absence') }}
    where school_days > 0 and {{ day_is_in_a_changed_period('month') }}
    group by person_key, month
),

calendar as (
    {#- Months are matched to periods once, not per pupil. #}
    select
        known.month,
        periods.period
    from (select distinct month from months) as known
    inner join {{ ref('int_periods') }} as periods
        on
            periods.period_type in ('school_year', 'quarter')
            and known.month between periods.period_start and periods.period_end
)

select
    calendar.period,
    months.person_key,
    max_by(months.school_no, months.month) as school_no,
    count(*) as months,
    cast(100 * sum(months.absence_days) as double) / cast(sum(months.school_days) as double) as absence_pct,
    cast(100 * sum(months.unauthorised_days) as double)
    / cast(sum(months.school_days) as double) as unauthorised_pct
from months
inner join calendar on months.month = calendar.month
group by calendar.period, months.person_key
