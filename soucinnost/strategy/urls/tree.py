"""Addresses: Strategies, goals, measures, planned activities, team."""

from django.urls import URLPattern, path

from soucinnost.strategy.views import activities, arranging, frame, goals, listing, measures, page, pasting, team

urlpatterns: list[URLPattern] = [
    path("", listing.strategies, name="list"),
    path("nova/", frame.create, name="new"),
    path("cile/<slug:goal_uid>/", goals.change, name="goal"),
    path("cile/<slug:goal_uid>/hodnoceni/", goals.evaluate, name="goal_evaluation"),
    path("cile/<slug:goal_uid>/odebrat/", goals.remove, name="goal_remove"),
    path("cile/<slug:goal_uid>/posunout/", arranging.shift_goal, name="goal_shift"),
    path("cile/<slug:goal_uid>/poradi/", arranging.measures_order, name="measures_order"),
    path("cile/<slug:goal_uid>/opatreni/", measures.add, name="measure_new"),
    path("opatreni/<slug:measure_uid>/", measures.measure, name="measure"),
    path("opatreni/<slug:measure_uid>/upravit/", measures.change, name="measure_edit"),
    path("opatreni/<slug:measure_uid>/presunout/", measures.move, name="measure_move"),
    path("opatreni/<slug:measure_uid>/posunout/", arranging.shift_measure, name="measure_shift"),
    path("opatreni/<slug:measure_uid>/odebrat/", measures.remove, name="measure_remove"),
    path("opatreni/<slug:measure_uid>/hodnoceni/", activities.assess, name="assess"),
    path("opatreni/<slug:measure_uid>/souvislosti/", measures.link, name="measure_link"),
    path("opatreni/<slug:measure_uid>/souvislosti/<slug:other_uid>/zrusit/", measures.unlink, name="measure_unlink"),
    path("opatreni/<slug:measure_uid>/aktivity/", activities.add, name="activities"),
    path("opatreni/<slug:measure_uid>/aktivity/poradi/", arranging.activities_order, name="activities_order"),
    path("aktivity/<slug:activity_uid>/", activities.change, name="activity"),
    path("aktivity/<slug:activity_uid>/posunout/", arranging.shift_activity, name="activity_shift"),
    path("aktivity/<slug:activity_uid>/odebrat/", activities.remove, name="activity_remove"),
    path("<slug:uid>/", page.strategy, name="strategy"),
    path("<slug:uid>/upravit/", frame.edit, name="edit"),
    path("<slug:uid>/schvaleni/", frame.approval, name="approval"),
    path("<slug:uid>/stav/", frame.state, name="state"),
    path("<slug:uid>/odebrat/", frame.remove, name="remove"),
    path("<slug:uid>/navaznost/", page.sequence, name="sequence"),
    path("<slug:uid>/cile/", goals.add, name="goal_new"),
    path("<slug:uid>/poradi/", arranging.arrange, name="arrange"),
    path("<slug:uid>/poradi/cile/", arranging.goals_order, name="goals_order"),
    path("<slug:uid>/vlozit/", pasting.paste, name="paste"),
    path("<slug:uid>/tym/", team.team, name="team"),
    path("<slug:uid>/tym/novy/", team.give, name="seat_new"),
    path("<slug:uid>/tym/vstoupit/", team.take, name="seat_take"),
    path("<slug:uid>/tym/<slug:seat_uid>/", team.change, name="seat"),
    path("<slug:uid>/tym/<slug:seat_uid>/konec/", team.end, name="seat_end"),
]
