import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_desk_role"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Gloss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=20, unique=True, verbose_name="词")),
                (
                    "meaning",
                    models.CharField(
                        help_text="一两句大白话，每句不超过 40 个字。", max_length=120, verbose_name="意思"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=999, help_text="小的在前；新加的默认在最后。", verbose_name="顺序"
                    ),
                ),
            ],
            options={
                "verbose_name": "名词解释",
                "verbose_name_plural": "名词解释",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGloss",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("word", models.CharField(db_index=True, max_length=20, verbose_name="词")),
                (
                    "meaning",
                    models.CharField(
                        help_text="一两句大白话，每句不超过 40 个字。", max_length=120, verbose_name="意思"
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=999, help_text="小的在前；新加的默认在最后。", verbose_name="顺序"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 名词解释",
                "verbose_name_plural": "historical 名词解释",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
