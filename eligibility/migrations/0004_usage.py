from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("eligibility", "0003_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_digest", models.CharField(max_length=64, unique=True)),
                ("benefits", models.JSONField()),
                ("month", models.DateField()),
                ("spent", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "反馈码",
                "verbose_name_plural": "反馈码",
            },
        ),
        migrations.CreateModel(
            name="UsageCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("started", "开始回答"),
                            ("seen", "看到问题"),
                            ("answered", "答了问题"),
                            ("unsure", "答了不清楚"),
                            ("finished", "看到结果"),
                            ("found", "能享受"),
                            ("open", "还定不下来"),
                            ("printed", "打印告知单"),
                            ("kept", "存下回答"),
                            ("what_if", "试算别的情况"),
                            ("knew", "早就知道"),
                            ("new", "以前不知道"),
                            ("got", "办成了"),
                            ("waiting", "在办"),
                            ("refused", "没办成"),
                        ],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=80, verbose_name="问题或待遇")),
                ("edition", models.CharField(blank=True, max_length=80, verbose_name="版本")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="次数")),
            ],
            options={
                "verbose_name": "使用次数",
                "verbose_name_plural": "使用次数",
                "constraints": [models.UniqueConstraint(fields=("day", "what", "key", "edition"), name="usage_once")],
            },
        ),
    ]
