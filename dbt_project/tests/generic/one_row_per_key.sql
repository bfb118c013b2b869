{#- Proves that a staging model has one row per key of its feed. The key stands in the source's meta, and only there. -#}
{% test one_row_per_key(model, feed) %}
    select count(*) as rows_with_the_same_key
    from {{ model }}
    group by {{ feed_key(feed) | join(', ') or 'covers_from' }}
    having count(*) > 1
{% endtest %}
