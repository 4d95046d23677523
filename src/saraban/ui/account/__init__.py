"""หน้าบัญชีผู้ใช้ (account pages): signing in and out, first password, the phone's codes, profile, choosing the post."""

from typing import Any


def includeme(config: Any) -> None:
    config.add_route("sign-in", "/sign-in")
    config.add_route("sign-out", "/sign-out")
    config.add_route("me", "/me")
    config.add_route("me-post", "/me/post")
    config.add_route("me-password", "/me/password")
    config.add_route("me-otp", "/me/otp")
    config.add_route("me-otp-begin", "/me/otp/begin")
    config.add_route("me-otp-picture", "/me/otp/picture.png")
    config.add_route("me-recovery", "/me/recovery-codes")
    config.add_route("me-certificate", "/me/certificate")
    config.add_route("me-certificate-image", "/me/certificate/{which:used|proposed}.png")
    config.add_route("me-step-up", "/me/step-up")
    config.add_route("me-sign-out-everywhere", "/me/sign-out-everywhere")
    config.add_route("me-token-revoke", "/me/tokens/{id}/revoke")
    config.scan(categories=("pyramid",))
