"""Full text in the database. Entries that were there before have no tokens until the index is made anew.

A duty does that by itself (``search.index``), ``soucinnost search rebuild`` at once.
"""

import django.db.models.deletion
from django.db import migrations, models

from soucinnost.search.engines import install, remove


class Migration(migrations.Migration):

    dependencies = [
        ("access", "0001_initial"),
        ("documents", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                ("problem", models.CharField(blank=True, max_length=20)),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="documents.attachment"
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(model_name="indexentry", name="search_inde_kind_f835e0_idx"),
        migrations.RemoveField(model_name="indexentry", name="folded"),
        migrations.AddField(
            model_name="indexentry",
            name="circle",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                to="access.circle",
            ),
        ),
        migrations.AddField(model_name="indexentry", name="text", field=models.TextField(blank=True)),
        migrations.AddField(model_name="indexentry", name="tokens", field=models.TextField(blank=True)),
        migrations.AddField(
            model_name="indexentry", name="page", field=models.CharField(blank=True, max_length=40)
        ),
        migrations.AddField(
            model_name="indexentry",
            name="version",
            field=models.CharField(blank=True, db_index=True, max_length=12),
        ),
        migrations.RunPython(install, remove),
    ]
