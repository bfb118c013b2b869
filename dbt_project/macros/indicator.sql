{#- The frame of every indicator model: the periods that can be computed, and the columns that all share. -#}

{%- macro indicator_columns() -%}
    {{- return(['period', 'provisional', 'unit', 'area', 'gender', 'age_band', 'school', 'cluster',
                'persons', 'numerator', 'denominator']) -}}
{%- endmacro -%}

{#- The periods of a type in which every model of `needs` covers the day named beside it.
    needs: [(model with covers_from and covers_to, date expression over period_start and period_end, what its rows give
    to the figure), ...]. They give the numerator, where people are looked up in them; the denominator; denominator_by_school,
    where a school's rows are its own cells' denominator; or denominator_by_district_school, where no other schools are
    counted. Further parts name optional columns that the figure needs.
    final: (model, day), where later rows can still change a figure: it is provisional until the model covers the day.
    resits: a model of exams, whose grades are corrected until 1 September after the school year: a figure is provisional
    until every list of the period was received after that, or a later period's lists are there.
    Only the models named are read, so that a drop rebuilds no indicator that does not need it. `needs` is stored in the
    model's meta, from which the pipeline derives the drops that a figure rests on (table lineage). -#}
{%- macro covered_periods(period_type, place_date, needs, final=none, resits=none) -%}
    {{- config(meta={'period_type': period_type, 'needs': needs}) -}}
    select
        periods.period,
        periods.period_start,
        periods.period_end,
        {{ place_date }} as place_date,
        {% if final -%}
            coalesce({{ final[1] }} > (select max(covers_to) from {{ ref(final[0]) }}), true)
        {%- elif resits -%}
            not exists (select 1 from {{ ref(resits) }} as later where later.covers_from > periods.period_end)
            and exists (
                select 1
                from {{ ref(resits) }} as lists
                where
                    lists.covers_from = periods.period_start
                    and cast(lists.received_at as date) < make_date(year(periods.period_end), 9, 1)
            )
        {%- else -%} false {%- endif %} as provisional
    from {{ ref('int_periods') }} as periods
    where
        periods.period_type = '{{ period_type }}'
        {%- for need in needs %}
        {%- set model, day = need[0], need[1] %}
        and exists (
            select 1
            from (select distinct covers_from, covers_to from {{ ref(model) }}) as known
            where {{ day }} between known.covers_from and known.covers_to
        )
        {%- endfor %}
{%- endmacro -%}

{#- The last select of an indicator model: CTE periods with CTE members.
    A covered period with nobody in it keeps one row, without a unit. `without`: columns that members lacks. -#}
{%- macro indicator_rows(without=[]) -%}
    select
        periods.period,
        periods.provisional,
        {%- for column in ['unit', 'area', 'gender', 'age_band', 'school', 'cluster'] %}
        cast({{ 'null' if column in without else 'members.' ~ column }} as string) as {{ column }},
        {%- endfor %}
        {%- for column in ['persons', 'numerator', 'denominator'] %}
        cast(coalesce(members.{{ column }}, 0) as double) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from periods
    left join members on periods.period = members.period
{%- endmacro -%}

{#- What a place has beyond the two genders: the rest of its row without gender, or the other answers where it has
    none. -#}
{%- macro rest_by_gender(amount) -%}
    case
        when count(*) > count(gender) then
            sum(case when gender is null then {{ amount }} when gender = 'other' then 0 else -{{ amount }} end)
        else sum(case when gender = 'other' then {{ amount }} end)
    end
{%- endmacro -%}

{#- Rows of a feed that comes counted, from CTE counted (keys, gender, persons, numerator): those of each gender and,
    where a place has a row without gender, the rest of that row beyond the two genders. So each gender keeps its own
    count, and every sum over genders is the row without gender, or theirs where there is none. -#}
{%- macro rows_and_rest_by_gender(keys) -%}
    select
        {{ keys | join(', ') }},
        gender,
        persons,
        numerator
    from counted
    where gender in ('female', 'male')
    union all
    select
        {{ keys | join(', ') }},
        cast(null as string) as gender,
        {{ rest_by_gender('persons') }} as persons,
        {{ rest_by_gender('numerator') }} as numerator
    from counted
    group by {{ keys | join(', ') }}
    having count(*) > count(gender) or max(case when gender = 'other' then 1 end) = 1
{%- endmacro -%}
