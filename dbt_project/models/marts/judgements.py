"""The verdicts: one row per indicator, cell and question, from published rows alone (pipelines/judgement)."""


def model(dbt, session):
    """Return the table `judgements`."""
    from pipelines.judgement import judge

    indicators, benchmarks = dbt.ref("indicators"), dbt.ref("benchmarks")
    targets, definitions = dbt.ref("targets"), dbt.ref("indicator_definitions")
    return judge(indicators.pl(), benchmarks.pl(), targets.pl(), definitions.pl()).to_arrow()
