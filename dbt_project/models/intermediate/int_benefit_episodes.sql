{#- Months are numbered, so that a whole one between two spells is a difference of two. A running spell ends on
    9999-12-31. -#}
with spells as (
    select
        person_key,
        birth_date,
        start_date,
        coalesce(end_date, date '9999-12-31') as end_date,
        year(start_date) * 12 + month(start_date) as start_month,
        coalesce(year(end_date) * 12 + month(end_date), 9999 * 12 + 12) as end_month
    from {{ ref('int_benefits') }}
    where benefit_group = 'cash_system'
),

reaching as (
    select
        *,
        max(end_month) over (
            partition by person_key order by start_date, end_date rows between unbounded preceding and 1 preceding
        ) as reached_month
    from spells
),

numbered as (
    select
        *,
        sum(case when start_month <= reached_month + 1 then 0 else 1 end) over (
            partition by person_key order by start_date, end_date rows between unbounded preceding and current row
        ) as episode
    from reaching
)

select
    person_key,
    min(birth_date) as birth_date,
    min(start_date) as start_date,
    nullif(max(end_date), date '9999-12-31') as end_date
from numbered
group by person_key, episode
