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
                ("agreed_to", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "存下的回答",
                "verbose_name_plural": "存下的回答",
            },
        ),
        migrations.CreateModel(
            name="Try",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("open", "用代码打开"), ("keep", "存下回答"), ("feedback", "用代码反馈")],
                        max_length=10,
                    ),
                ),
                ("visitor_digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "尝试次数",
                "verbose_name_plural": "尝试次数",
                "indexes": [
                    models.Index(fields=["what", "at"], name="try_what"),
                    models.Index(fields=["visitor_digest", "what", "at"], name="try_visitor"),
                ],
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
                ("secret", eligibility.sealing.SealedField(blank=True)),
                ("code", eligibility.sealing.SealedField(blank=True)),
                ("address_digest", models.CharField(db_index=True, max_length=64)),
                ("visitor_digest", models.CharField(db_index=True, max_length=64)),
                ("language", models.CharField(max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "正在发"), ("handed", "已发出"), ("failed", "没有发出")],
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
        migrations.AlterField(
            model_name="historicalmessagetemplate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("renewal", "到期要办"),
                    ("birthday", "到了年龄"),
                    ("code", "验证码"),
                    ("share", "发给家人"),
                ],
                max_length=10,
                verbose_name="事由",
            ),
        ),
        migrations.AlterField(
            model_name="messagetemplate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("renewal", "到期要办"),
                    ("birthday", "到了年龄"),
                    ("code", "验证码"),
                    ("share", "发给家人"),
                ],
                max_length=10,
                verbose_name="事由",
            ),
        ),
    ]
