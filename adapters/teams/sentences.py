"""What Action Log says in Teams by itself; everything else is the domain's words."""

from __future__ import annotations

from domain.speech import marked

CANT_CHECK = marked(
    "I couldn't check with Teams who you are just now, so nothing was done. Please try again in a minute."
)
WENT_WRONG = marked(
    "Something went wrong on my side. I can't say whether it was saved: please look at the "
    "action with “show” before you try again."
)
NOT_KNOWN = marked("Teams didn't tell me who you are, so I can't answer. Please write to me from your work account.")
ANSWERED_PRIVATELY = marked("I've answered you in our private chat.")
FORM_IN_PRIVATE = marked("I've put the form into our private chat.")
FORM_BELOW = marked("The form is below.")
ADD_ME_FIRST = marked(
    "I answer in private, and can't reach you there yet. Please add Action Log for yourself "
    "(Apps, Action Log, Add), then ask again."
)
TOO_BIG = marked("This is too big for a card in Teams. Please type it instead, in fewer words.")
NOT_OFFERED = marked("Action Log can't do that from here. Please write to it instead, for example “mine”.")
NOT_SAVED = marked("Not saved yet.")
WELCOME = marked("Hello, I'm Action Log. I keep your council's action plans.")
WELCOME_TO_A_TEAM = marked(
    "Hello, I'm Action Log. Mention me with “help” to see what you can say. I answer in private: "
    "nothing of a plan is shown here unless its coordinator lets this channel follow it."
)
REPEATED = marked("Repeated: this may have reached you already.")
SUMMARY = "Action Log"
