with months as (
    select
        periods.period,
        absence.person_key,
        absence.school_no,
        absence.month,
        cast(absence.unauthorised_days as decimal(18, 6)) as unauthorised_days,
        cast(absence.school_days as decimal(18, 6)) as school_days,
        cast(absence.sick_days as decimal(18, 6))
        + cast(absence.authorised_days as decimal(18, 6))
        + cast(absence.unauthorised_days as decimal(18, 6)) as absence_days,
        max(absence.month) over (partition by periods.period, absence.person_key) as latest_month
    from {{ ref('stg_absence') }} as absence
    inner join {{ ref('int_periods') }} as periods
        on
            periods.period_type in ('school_year', 'quarter')
            and absence.month between periods.period_start and periods.period_end
    where absence.school_days > 0
)

select
    period,
    person_key,
    min(case when month = latest_month then school_no end) as school_no,
    count(distinct month) as months,
    cast(100 * sum(absence_days) as double) / cast(sum(school_days) as double) as absence_pct,
    cast(100 * sum(unauthorised_days) as double) / cast(sum(school_days) as double) as unauthorised_pct
from months
group by period, person_key
