{#- Completed years on a day. Someone born on 29 February grows older on 1 March. -#}
{%- macro age_on(birth_date, day) -%}
    (
        year({{ day }}) - year({{ birth_date }})
        - case
            when month({{ day }}) * 100 + day({{ day }}) < month({{ birth_date }}) * 100 + day({{ birth_date }}) then 1
            else 0
        end
    )
{%- endmacro -%}

{#- Age bands; adjacent and never overlapping. Null for an age outside them. -#}
{%- macro age_band(age) -%}
    case
        {%- for first, last in [(0, 5), (6, 12), (13, 15), (16, 17), (18, 24), (25, 29)] %}
        when {{ age }} between {{ first }} and {{ last }} then '{{ first }}-{{ last }}'
        {%- endfor %}
    end
{%- endmacro -%}
