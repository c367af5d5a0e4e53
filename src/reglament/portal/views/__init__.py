"""The portal's views, by resource."""
