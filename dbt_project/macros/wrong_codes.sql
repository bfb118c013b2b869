{#- A part of a test's query: the rows of `model` whose text in a column is none of the `allowed` ones, an SQL list or query,
    and not `besides`. An empty cell is allowed. -#}
{% macro wrong_codes(model, column, allowed, besides='') %}
    union all
    select
        '{{ column }}' as rule,
        1 as wrong
    from {{ model }}
    where
        {{ column }} not in ({{ allowed }})
        {% if besides %}and {{ column }} != '{{ besides }}'{% endif %}
{% endmacro %}
