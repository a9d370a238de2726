"""The product's addresses and the floor of every measurement: a bare Django list."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as product
from soucinnost.accounts.public import public_view
from soucinnost.assignments.models import Assignment

TEMPLATE = engines["django"].from_string(
    "<!DOCTYPE html><title>Úkoly</title><table>{% for task in tasks %}<tr><td>{{ task.text }}</td>"
    "<td>{{ task.owner_person.surname }}</td><td>{{ task.due_on }}</td></tr>{% endfor %}</table>"
)


def bare_list(request: HttpRequest) -> HttpResponse:
    """Fifty tasks as anybody would first write it: along the primary key, one loop, nobody asked who looks."""
    tasks = Assignment.objects.select_related("owner_person").order_by("-pk")[:50]
    return HttpResponse(TEMPLATE.render({"tasks": tasks}))


urlpatterns = [path("bench/bare/", public_view(bare_list)), *product]
