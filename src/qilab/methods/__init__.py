"""The science: pure functions on numpy and pandas, no drawing, no Jupyter.

Names are fetched when they are first used, so that one method does not cost the import of all.
"""

from __future__ import annotations

from importlib import import_module

# module → the names that people import from here
_HOMES = {
    "aims": "Luck luck_meter",
    "chance": "alarm_chance chance_above chance_of_change pdsa_sample_size rule_of_three snag_probability tries_to_meet_snag",
    "change": "Effect InterruptedSeries interrupted_time_series rate_change",
    "spc.choose": "Advice Overdispersion choose_chart choose_chart_for diagnose warn_few_points",
    "monitor": "Cusum cusum observed_minus_expected risk_adjusted_cusum",
    "drivers": "DriverTree",
    "equity": "EquityGap equity_gap equity_table response_ratio",
    "factorial": "factorial_effects",
    "flow": "Beds Queue WaitingList bed_day_share beds_needed carried_over_backlog erlang_b erlang_c "
    "length_biased_mean littles_law lognormal_stays occupancy_for_wait queue single_server_wait slots_needed waiting_list",
    "compare": "Funnel funnel funnel_limits rank_uncertainty",
    "cleaning": "score_cleaning",
    "measure": "Difference Interval correlation_interval difference_of_proportions poisson_interval pooled_rate "
    "rate_ratio_interval relative_change rolled_yield share_above wilson_interval",
    "causes": "Pareto pareto stratify",
    "process": "LeadTime batch_wait lead_time takt_time",
    "spc.result": "SpcResult",
    "spc.rules": "ANHOEJ ANHOEJ_LIMITS MDC MDC_BEYOND MDC_GOOD_NEWS MDC_SIX NELSON RULE_SETS RUN_CHART RuleSet SHEWHART "
    "WESTERN_ELECTRIC rules_table",
    "spc.runs": "anhoej_limits median_line run_chart_analysis running_median runs_analysis runs_limits shift_points side trend_points",
    "sampling": "BeadLimits red_bead_chances red_bead_distribution red_bead_limits red_beads",
    "selection": "regression_to_mean shrunken_effect simulate_selection",
    "simulate": "WardRun backlog_by_day simulate_ward",
    "spread": "SUSTAINABILITY_MAXIMA bass bass_peak decay expected_effect reach_times_fidelity sustainability",
    "case_mix": "Standardised expected_events smr standardise",
    "tampering": "deming_funnel funnel_variance",
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str):
    if name not in _MODULE_OF:
        raise AttributeError(f"qilab.methods has no “{name}”. It has: {', '.join(__all__)}.")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
