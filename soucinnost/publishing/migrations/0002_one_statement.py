"""One statement on accessibility: its row has the number 1; where two first writers made two, the one shown stays."""

from django.db import migrations, models


def keep_one(apps, schema_editor):
    """Give the row that pages show the number 1 and delete the others."""
    rows = apps.get_model("publishing", "Statement").objects.using(schema_editor.connection.alias)
    kept = rows.order_by("pk").first()
    if kept is not None:
        rows.all().delete()
        kept.pk = 1
        kept.save(using=schema_editor.connection.alias, force_insert=True)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.RunPython(keep_one, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="statement", name="id",
            field=models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(condition=models.Q(("id", 1)), name="publishing_one_statement"),
        ),
    ]
