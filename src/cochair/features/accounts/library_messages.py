"""What pages of the sign-in library say, in our own words in each language.

The library has these messages in Spanish and Portuguese too, now familiar and now formal, and by
names of things that no page of ours uses. A message marked here is ours to translate: ours wins.
"""

from django.utils.translation import gettext_noop as mark

MESSAGES = (
    mark("You have signed out."),
    mark("Are you sure you want to sign out?"),
    mark("This account is currently inactive."),
    mark("The email address and/or password you specified are not correct."),
    mark("Incorrect code."),
    mark("Incorrect password."),
    mark("Invalid login."),
    mark("The password reset token was invalid."),
    mark("Too many failed login attempts. Try again later."),
    mark("The new value must be different from the current one."),
    mark("Be patient, you are sending too many requests."),
    mark("Use your password"),
    mark("Use authenticator app or code"),
    mark("Use a security key"),
    mark("You must type the same password each time."),
    mark("Forgot your password?"),
    mark("New Password"),
    mark("New Password (again)"),
    mark("Authenticator code"),
    mark("Passwordless"),
    mark("You cannot generate recovery codes without having two-factor authentication enabled."),
    mark("You cannot deactivate two-factor authentication."),
    mark("Password Reset"),
    mark(
        "Forgotten your password? Enter your email address below, and we'll send you an "
        "email allowing you to reset it."
    ),
    mark("Reset My Password"),
    mark("Please contact us if you have any trouble resetting your password."),
    mark(
        "We have sent you an email. If you have not received it please check your spam "
        "folder. Otherwise contact us if you do not receive it in a few minutes."
    ),
    mark("Bad Token"),
    mark("Change Password"),
    mark("Your password is now changed."),
    mark("Password successfully changed."),
    mark("Password successfully set."),
    mark("Set Password"),
    mark("Confirm Access"),
    mark("Please reauthenticate to safeguard your account."),
    mark("Alternative options"),
    mark("Enter your password:"),
    mark("Enter an authenticator code:"),
    mark("Authenticator app activated."),
    mark("Authenticator app deactivated."),
    mark("Activate Authenticator App"),
    mark("Activate"),
    mark("Deactivate"),
    mark("Deactivate Authenticator App"),
    mark("You are about to deactivate authenticator app based authentication. Are you sure?"),
    mark("Recovery Codes"),
    mark("You are about to generate a new set of recovery codes for your account."),
    mark("This action will invalidate your existing codes."),
    mark("Are you sure?"),
    mark("Unused codes"),
    mark("Download codes"),
    mark("I have saved my recovery codes"),
    mark("A new set of recovery codes has been generated."),
    mark("Save them  in a secure location now — they won't be shown again."),
    mark("Security key added."),
    mark("Security key removed."),
    mark("Add Security Key"),
    mark("Edit Security Key"),
    mark("Remove Security Key"),
    mark("Are you sure you want to remove this security key?"),
)
