{#- All disciplines of the code list are compulsory; one with a status word has no grade and counts as not taken. -#}
with required as (
    select
        count(*) as disciplines,
        count(case when {{ adapter.quote('group') }} = 'dansk' then 1 end) as danish,
        count(case when {{ adapter.quote('group') }} = 'matematik' then 1 end) as maths
    from {{ ref('disciplines') }}
),

results as (
    select
        exams.person_key,
        exams.school_year,
        count(case when disciplines.code is not null then exams.grade end) as grades,
        count(case when disciplines.{{ adapter.quote('group') }} = 'dansk' then exams.grade end) as danish_grades,
        count(case when disciplines.{{ adapter.quote('group') }} = 'matematik' then exams.grade end) as maths_grades,
        avg(case when disciplines.{{ adapter.quote('group') }} = 'dansk' then exams.grade end) as danish_mean,
        avg(case when disciplines.{{ adapter.quote('group') }} = 'matematik' then exams.grade end) as maths_mean
    from {{ ref('stg_exams') }} as exams
    left join {{ ref('disciplines') }} as disciplines on exams.discipline = disciplines.code
    group by exams.person_key, exams.school_year
)

select
    results.person_key,
    results.school_year,
    results.grades = required.disciplines as all_taken,
    results.danish_grades = required.danish and results.maths_grades = required.maths as danish_and_maths_taken,
    results.danish_grades = required.danish
    and results.maths_grades = required.maths
    and results.danish_mean >= 2
    and results.maths_mean >= 2 as danish_and_maths_passed
from results
cross join required
