{#- Proves a grain: no two rows share the values of these columns. Nulls count as a value. -#}
{% test unique_combination(model, columns) %}
    select count(*) as rows_with_the_same_key
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
