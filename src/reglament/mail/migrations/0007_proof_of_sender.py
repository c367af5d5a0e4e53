from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0006_failing_since"),
        ("regulation", "0003_supplements"),
        ("tickets", "0004_proof_and_purpose"),
    ]

    operations = [
        migrations.AddField(
            model_name="arrival",
            name="answers",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="arrival",
            name="proof",
            field=models.CharField(
                blank=True,
                choices=[
                    ("passed", "sender confirmed"),
                    ("failed", "sender not confirmed"),
                    ("none", "sender not checked"),
                ],
                max_length=6,
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["desk", "answers"], name="arrival_answers"),
        ),
    ]
