{#- Which feed each model brings, and how rows of a feed name the contributor that delivered them. -#}

{#- By model of a `needs` entry: its feed, and which of the feed's deliveries a day asks for.
    on: the delivery that covers the day. before, after: the calendar's newest date until the day, or the first from it on.
    months: every month of the period in the calendar. period: the period as a whole. -#}
{%- macro needed_feeds() -%}
    {{- return({
        'int_residence': ('residents', 'before'),
        'int_guidance_status': ('guidance_status', 'before'),
        'int_next_guidance_status': ('guidance_status', 'after'),
        'stg_pupils': ('pupils', 'on'),
        'stg_absence': ('absence', 'months'),
        'stg_exams': ('exams', 'period'),
        'stg_wellbeing': ('wellbeing', 'period'),
        'stg_language': ('language', 'period'),
        'stg_memberships': ('memberships', 'period'),
        'int_enrolments': ('enrolments', 'on'),
        'int_benefits': ('benefits', 'on'),
        'int_part_time_jobs': ('part_time_jobs', 'on'),
    }) -}}
{%- endmacro -%}

{#- By feed: the column that names the school, institution or club (or nothing), and the column with which the unit of an
    indicator's row begins. `is_spells`: a newer list also has the rows of earlier days. -#}
{%- macro contributing_feeds() -%}
    {{- return({
        'residents': {'unit': "''", 'member': 'person_key', 'is_spells': false},
        'guidance_status': {'unit': "''", 'member': 'person_key', 'is_spells': false},
        'pupils': {'unit': 'school_no', 'member': 'person_key', 'is_spells': false},
        'absence': {'unit': 'school_no', 'member': 'person_key', 'is_spells': false},
        'exams': {'unit': 'school_no', 'member': 'person_key', 'is_spells': false},
        'wellbeing': {'unit': 'school_no', 'member': 'school_no', 'is_spells': false},
        'language': {'unit': "''", 'member': 'area', 'is_spells': false},
        'memberships': {'unit': 'club', 'member': member_of_club('club'), 'is_spells': false},
        'enrolments': {'unit': 'institution_no', 'member': 'person_key', 'is_spells': true},
        'benefits': {'unit': "''", 'member': 'person_key', 'is_spells': true},
        'part_time_jobs': {'unit': "''", 'member': 'person_key', 'is_spells': true},
    }) -}}
{%- endmacro -%}

{#- The feeds whose newer lists also have the rows of earlier days, as an SQL list. -#}
{%- macro feeds_of_spells() -%}
    {%- set feeds = [] -%}
    {%- for feed, contributing in contributing_feeds().items() if contributing.is_spells -%}
        {%- do feeds.append("'" ~ feed ~ "'") -%}
    {%- endfor -%}
    ({{ feeds | join(', ') }})
{%- endmacro -%}

{#- A club's name as one word, as the first word of a membership's unit. -#}
{%- macro member_of_club(club) -%} replace({{ club }}, ' ', '_') {%- endmacro -%}

{#- The needs of every indicator and of the pathways, as their models state them:
    [{indicator_id, period_type, model, day, gives, column}, ...]. -#}
{%- macro stated_needs() -%}
    {%- set stated = [] -%}
    {%- set nodes = graph.nodes.values() if execute else [] -%}
    {%- for node in nodes if node.name in indicator_ids() and node.config.meta.needs -%}
        {%- for need in node.config.meta.needs -%}
            {%- do stated.extend(stated_need(node.name, node.config.meta.period_type, need)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for months in pathway_months() if execute -%}
        {%- for need in pathway_needs(months) -%}
            {%- do stated.extend(stated_need('pathways ' ~ months, 'school_year', need)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(stated) -}}
{%- endmacro -%}

{#- One for each optional column that the figure needs, or one without. -#}
{%- macro stated_need(indicator_id, period_type, need) -%}
    {%- set stated = [] -%}
    {%- for column in need[3:] or ['none'] -%}
        {%- do stated.append({
            'indicator_id': indicator_id, 'period_type': period_type, 'model': need[0], 'day': need[1],
            'gives': need[2], 'column': column,
        }) -%}
    {%- endfor -%}
    {{- return(stated) -}}
{%- endmacro -%}
