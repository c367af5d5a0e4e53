"""What tests of every area share: the cast, real servers, the way to the shared material."""
