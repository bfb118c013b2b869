{#- Parts of a test's query: the rows of `model` whose value of a column is not allowed. Empty cells are. -#}

{#- `codes`: a code list for each column; `besides`: a text that is allowed too. -#}
{% macro wrong_codes(model, codes, besides) %}
    {% for column, code_list in codes.items() %}
    union all
    select
        '{{ column }}' as rule,
        1 as wrong
    from {{ model }}
    where
        {{ column }} not in (select code from {{ code_list }})
        {% if besides %}and {{ column }} != '{{ besides }}'{% endif %}
    {% endfor %}
{% endmacro %}

{#- `among`: the allowed values of each column. -#}
{% macro wrong_values(model, among) %}
    {% for column, values in among.items() %}
    union all
    select
        '{{ column }}' as rule,
        1 as wrong
    from {{ model }}
    where {{ column }} not in ({% for value in values %}'{{ value }}'{{ ', ' if not loop.last }}{% endfor %})
    {% endfor %}
{% endmacro %}
