{#- Proves that a staging model has one row per key of its feed. The key stands in the source's meta, and only there.
    `variants`: a code is part of the key, and rows with another text of that code are rows of their own. -#}
{% test one_row_per_key(model, feed, variants=false) %}
    select count(*) as rows_with_the_same_key
    from {{ model }}
    group by {{ (feed_key(feed) + (['variant'] if variants else [])) | join(', ') or 'covers_from' }}
    having count(*) > 1
{% endtest %}
