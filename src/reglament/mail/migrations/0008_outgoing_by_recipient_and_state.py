from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0007_proof_of_sender")]

    operations = [
        migrations.RemoveIndex(model_name="outgoing", name="outgoing_to"),
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(fields=["to_address", "state", "made_at"], name="outgoing_to_by_state"),
        ),
    ]
