"""The portal's addresses: one per resource and act."""

from django.urls import path

from reglament.portal.views import (
    acts,
    attachments,
    home,
    information,
    new_request,
    preferences,
    requests,
    signed_links,
    welcome,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("requests/new/", new_request.new_request, name="new_request"),
    path("requests/new/promise/", new_request.promise, name="promise"),
    path("requests/<int:tid>/", requests.show, name="request"),
    path("requests/<int:tid>/pulse", requests.pulse, name="pulse"),
    path("requests/<int:tid>/messages/", acts.write, name="messages"),
    path("requests/<int:tid>/messages/<int:pk>/", requests.message, name="message"),
    path("requests/<int:tid>/follow-up/", acts.follow_up, name="follow_up"),
    path("requests/<int:tid>/emergency/", acts.claim_emergency, name="emergency"),
    path("requests/<int:tid>/withdrawal/", acts.withdraw, name="withdrawal"),
    path("requests/<int:tid>/closure/", acts.close, name="closure"),
    path("requests/<int:tid>/reopening/", acts.reopen, name="reopening"),
    path("requests/attachments/<int:pk>/", attachments.download, name="attachment"),
    path("requests/attachments/<int:pk>/thumbnail/", attachments.thumbnail, name="thumbnail"),
    path("r/<str:token>/", signed_links.follow, name="signed_link"),
    path("i/<str:token>/", information.fill, name="information"),
    path("settings/", preferences.preferences, name="settings"),
    path("welcome/<str:token>/", welcome.welcome, name="welcome"),
]
