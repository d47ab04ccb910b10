import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0007_glosses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Language",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="例如 zh-hant、ug、bo。", max_length=10, unique=True, verbose_name="语言代码"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="例如 繁體中文、ئۇيغۇرچە。", max_length=40, verbose_name="它自己的名称"),
                ),
                ("offered", models.BooleanField(default=False, verbose_name="给居民选")),
            ],
            options={
                "verbose_name": "语言",
                "verbose_name_plural": "语言",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalLanguage",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        db_index=True, help_text="例如 zh-hant、ug、bo。", max_length=10, verbose_name="语言代码"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="例如 繁體中文、ئۇيغۇرچە。", max_length=40, verbose_name="它自己的名称"),
                ),
                ("offered", models.BooleanField(default=False, verbose_name="给居民选")),
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
                "verbose_name": "historical 语言",
                "verbose_name_plural": "historical 语言",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTranslation",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("source", models.TextField(verbose_name="中文")),
                ("source_digest", models.CharField(editable=False, max_length=64)),
                ("text", models.TextField(verbose_name="译文")),
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
                (
                    "language",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="catalog.language",
                        verbose_name="语言",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 译文",
                "verbose_name_plural": "historical 译文",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Translation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField(verbose_name="中文")),
                ("source_digest", models.CharField(editable=False, max_length=64)),
                ("text", models.TextField(verbose_name="译文")),
                (
                    "language",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="catalog.language",
                        verbose_name="语言",
                    ),
                ),
            ],
            options={
                "verbose_name": "译文",
                "verbose_name_plural": "译文",
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("language", "source_digest"), name="translation_once")],
            },
        ),
    ]
