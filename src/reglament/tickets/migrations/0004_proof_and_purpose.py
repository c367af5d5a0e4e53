import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0003_calendar_in_zone'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='proof',
            field=models.CharField(blank=True, choices=[('passed', 'sender confirmed'), ('failed', 'sender not confirmed'), ('none', 'sender not checked')], max_length=6),
        ),
        migrations.AddField(
            model_name='message',
            name='purpose',
            field=models.CharField(blank=True, choices=[('nudge', 'reminder'), ('complaint', 'complaint')], max_length=10),
        ),
        migrations.AddField(
            model_name='ticket',
            name='follows',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='tickets.ticket'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='tickets.ticket'),
        ),
    ]
