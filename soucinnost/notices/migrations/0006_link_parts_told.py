"""Links name a part of their object in a field of its own; what was reminded outlives its message."""

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PURPOSE, DOT = "report", "."


def split(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Links to reports were „call.organisation“ in one field."""
    links = apps.get_model("notices", "OneTimeLink").objects.using(editor.connection.alias)
    for link in links.filter(purpose=PURPOSE, object_uid__contains=DOT).iterator():
        whole, _dot, part = link.object_uid.partition(DOT)
        links.filter(pk=link.pk).update(object_uid=whole, part_uid=part)


def join(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Back into one field; notes without a message go, for they had none before."""
    links = apps.get_model("notices", "OneTimeLink").objects.using(editor.connection.alias)
    for link in links.filter(purpose=PURPOSE).exclude(part_uid="").iterator():
        links.filter(pk=link.pk).update(object_uid=f"{link.object_uid}{DOT}{link.part_uid}", part_uid="")
    apps.get_model("notices", "Told").objects.using(editor.connection.alias).filter(message=None).delete()


class Migration(migrations.Migration):
    dependencies = [("notices", "0005_digests")]

    operations = [
        migrations.AddField("onetimelink", "part_uid", models.CharField(blank=True, max_length=40, default=""),
                            preserve_default=False),
        migrations.AddField("told", "told_on", models.DateField(default=django.utils.timezone.localdate)),
        migrations.AlterField(
            "told", "message",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="told",
                to="notices.message",
            ),
        ),
        migrations.RunPython(split, join),
    ]
