import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("eligibility", "0002_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "form",
                    models.CharField(
                        choices=[("full", "完整版"), ("large", "大字版"), ("short", "一页版")],
                        default="full",
                        max_length=10,
                        verbose_name="版式",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待"),
                            ("making", "正在做"),
                            ("ready", "做好了"),
                            ("failed", "没有做成"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("as_of", models.DateField()),
                ("regions", models.JSONField(default=list)),
                ("session_digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("people", models.PositiveIntegerField(default=1)),
                ("faults", models.BinaryField(null=True)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("size", models.PositiveIntegerField(default=0)),
                ("downloads", models.PositiveSmallIntegerField(default=0)),
                ("leased_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "made_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "告知单",
                "verbose_name_plural": "告知单",
            },
        ),
        migrations.CreateModel(
            name="PaperPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField(default=1)),
                ("known", models.BinaryField(null=True)),
                ("content", models.BinaryField(null=True)),
                ("leased_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="eligibility.paper"
                    ),
                ),
            ],
            options={
                "verbose_name": "告知单的一部分",
                "verbose_name_plural": "告知单的一部分",
                "constraints": [models.UniqueConstraint(fields=("paper", "number"), name="paper_part_once")],
            },
        ),
        migrations.CreateModel(
            name="PaperPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="eligibility.paper"
                    ),
                ),
            ],
            options={
                "verbose_name": "告知单文件的一段",
                "verbose_name_plural": "告知单文件的一段",
                "constraints": [models.UniqueConstraint(fields=("paper", "number"), name="paper_piece_once")],
            },
        ),
    ]
