import django.db.models.deletion
from django.db import migrations, models

import eligibility.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("eligibility", "0001_subscriptions_and_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name="Kept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("link_digest", models.CharField(max_length=64, unique=True)),
                ("code_digest", models.CharField(max_length=64, unique=True)),
                ("answers", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "存下的回答",
                "verbose_name_plural": "存下的回答",
            },
        ),
        migrations.CreateModel(
            name="Guess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visitor_digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "试错的代码",
                "verbose_name_plural": "试错的代码",
                "indexes": [models.Index(fields=["visitor_digest", "at"], name="guess_visitor")],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(choices=[("sms", "短信"), ("email", "邮件"), ("call", "打电话")], max_length=10),
                ),
                ("address", eligibility.sealing.SealedField(blank=True)),
                ("link", eligibility.sealing.SealedField(blank=True)),
                ("address_digest", models.CharField(db_index=True, max_length=64)),
                ("visitor_digest", models.CharField(db_index=True, max_length=64)),
                ("language", models.CharField(max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "已申请"), ("handed", "已交出"), ("failed", "没有发出")],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(db_index=True)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="eligibility.kept"
                    ),
                ),
            ],
            options={
                "verbose_name": "发给家人",
                "verbose_name_plural": "发给家人",
            },
        ),
    ]
