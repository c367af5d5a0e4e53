"""What every package stands on; no models, no words of the trade."""
