"""Posts in channels: who sees what, and what the outbox is told when Teams does not take one."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from bot.playground.faults import Fault
from bot.playground.teams_state import TeamsActivity, TeamsConversation
from domain.context import Inbound
from domain.messages import Complete, Mine, OpenUpdate, Show
from domain.people import Platform
from domain.posting import PostingDelayed, PostingFailed, PostingUnclear
from domain.views import Button, Buttons, Item, Paragraph, Reply, say
from tests import builders
from tests.adapters.teams.conftest import Scene


def overdue_post() -> Reply:
    row = Item(
        key="NRP-4",
        text="Agree the dataset",
        buttons=(
            Button(label="Mark complete", sends=Complete(ref="NRP-4", seen_version=1)),
            Button(label="Update", sends=OpenUpdate(ref="NRP-4")),
        ),
        more=(Button(label="Show all of it", sends=Show(ref="NRP-4")),),
    )
    return Reply(elements=(Paragraph(text="1 action became overdue since Tuesday."), row))


@pytest.fixture
def channel(scene: Scene) -> TeamsConversation:
    return scene.teams.add_channel("Green spaces", [scene.imogen.id, scene.tobias.id])


@pytest.fixture
def post(scene: Scene, channel: TeamsConversation) -> TeamsActivity:
    posted = scene.host.post(scene.posting(overdue_post(), channel.id))
    return scene.teams.message(channel.id, posted)


def test_a_post_arrives_as_a_card_with_a_summary_for_the_notification(
    scene: Scene, channel: TeamsConversation, post: TeamsActivity
) -> None:
    assert "1 action became overdue since Tuesday." in post.words()
    assert post.raw["summary"] == "1 action became overdue since Tuesday."
    assert post.buttons() == ["Mark complete", "Update", "More", "Show all of it"]
    scene.teams.check()


def test_a_press_on_a_post_gets_a_word_and_the_post_stays_everybodys(scene: Scene, post: TeamsActivity) -> None:
    said = scene.press("Mark complete", post)
    assert said["type"] == "application/vnd.microsoft.activity.message"
    assert said["value"] == "NRP-4: completed by you, 10:30."
    assert scene.now(post).private_cards == {}, "nobody sees another post than the others"
    assert not scene.now(post).edited, "the outbox edits it, for everybody"
    assert not scene.answers(scene.imogen)


def test_an_edit_reaches_everybody(scene: Scene, channel: TeamsConversation, post: TeamsActivity) -> None:
    done = Reply(
        elements=(Paragraph(text="1 action became overdue since Tuesday."), Item(key="NRP-4", text="x", done=True))
    )
    assert scene.host.post(scene.posting(done, channel.id, replaces=post.id)) == post.id
    for user in (scene.imogen, scene.tobias):
        assert scene.now(post).buttons(user.id) == []
    assert len(scene.teams.messages(channel.id)) == 1


def test_update_on_a_post_opens_a_dialog_with_mistakes_at_their_fields(scene: Scene, post: TeamsActivity) -> None:
    scene.press("Update", post)
    dialog = scene.teams.dialog(scene.imogen.id)
    assert dialog
    assert dialog.title == "Update NRP-4"
    scene.teams.submit_dialog("Save", user=scene.imogen.id, inputs={"Why does the date move?": "no reason"})
    again = scene.teams.dialog(scene.imogen.id)
    assert again
    assert "⚠ You gave a reason, but no new date." in str(again.card)
    assert "no reason" in str(again.card), "nothing typed is lost"
    given = {"What has happened?": "Survey sent out", "Why does the date move?": ""}
    scene.teams.submit_dialog("Save", user=scene.imogen.id, inputs=given)
    assert scene.teams.dialog(scene.imogen.id) is None
    assert scene.teams.notice(scene.imogen.id) == "Progress noted on NRP-4."
    assert "Survey sent out" in scene.words(scene.say("show NRP-4"))
    scene.teams.check()


def test_a_stranger_who_opens_a_dialog_is_asked_who_they_are_and_shown_nothing(
    scene: Scene, post: TeamsActivity
) -> None:
    stranger = scene.teams.add_user("Sam Stranger")
    scene.teams.state.put_conversation(
        scene.teams.add_channel("Green spaces", [stranger.id, scene.imogen.id], id=post.conversation)
    )
    scene.press("Update", post, stranger)
    dialog = scene.teams.dialog(stranger.id)
    assert dialog
    assert "I don't know yet who you are" in str(dialog.card)
    assert "Say who I am" in str(dialog.card)
    assert "NRP-4" not in str(dialog.card)
    assert "Agree" not in str(dialog.card)


def test_what_a_post_s_button_shows_comes_in_private(
    scene: Scene, channel: TeamsConversation, post: TeamsActivity
) -> None:
    said = scene.press("Show all of it", post)
    answer = scene.answers(scene.imogen)[-1]
    assert "Agree the dataset for the nature recovery report (4)" in scene.words(answer)
    assert len(scene.teams.messages(channel.id)) == 1
    assert "Agree" not in str(said)


def test_who_cant_be_written_to_in_private_is_told_so_and_sees_nothing(scene: Scene, post: TeamsActivity) -> None:
    scene.teams.change_user(scene.imogen.id, installed=False)
    said = scene.press("Show all of it", post)
    assert "Please add Action Log for yourself" in said["value"]
    assert len(scene.teams.messages(post.conversation)) == 1


# the outbox


def test_a_doubtful_repeat_says_that_it_is_one_and_an_edit_never_does(scene: Scene, channel: TeamsConversation) -> None:
    first = scene.host.post(scene.posting(overdue_post(), channel.id, maybe_sent=True))
    said = scene.teams.message(channel.id, first).words()
    assert said.startswith("Repeated: this may have reached you already.")
    assert said.count("Repeated") == 1
    scene.host.post(scene.posting(overdue_post(), channel.id, maybe_sent=True, replaces=first))
    assert "Repeated" not in scene.teams.message(channel.id, first).words()


def test_history_can_t_be_looked_at(scene: Scene, channel: TeamsConversation) -> None:
    assert scene.host.poster
    assert scene.host.server
    found = scene.host.server.run(scene.host.poster.find(scene.posting(overdue_post(), channel.id)), timeout=5)
    assert found is None


@pytest.mark.parametrize(
    ("fault", "error", "said"),
    [
        (Fault.teams_error(403, "ConversationBlockedByUser"), PostingFailed, "ConversationBlockedByUser"),
        (Fault.teams_error(403, "MessageWritesBlocked"), PostingFailed, "MessageWritesBlocked"),
        (Fault.teams_error(403, "BotNotInConversationRoster"), PostingFailed, "BotNotInConversationRoster"),
        (Fault.teams_error(403, "BotDisabledByAdmin"), PostingFailed, "BotDisabledByAdmin"),
        (Fault.teams_error(404, "ConversationNotFound"), PostingFailed, "ConversationNotFound"),
        (Fault.teams_error(413, "MessageSizeTooBig"), PostingFailed, "MessageSizeTooBig"),
        (Fault.teams_error(400, "<script>"), PostingFailed, "script"),
        (Fault.server_error(403), PostingFailed, "http-403"),
        (Fault.server_error(302), PostingFailed, "http-302"),
        (Fault.teams_error(412, "PreconditionFailed"), PostingDelayed, "PreconditionFailed"),
        (Fault.teams_error(429, "ThrottledByApp", retry_after=17), PostingDelayed, "ThrottledByApp"),
        (Fault.server_error(500), PostingUnclear, "http-500"),
        (Fault.server_error(502), PostingUnclear, "http-502"),
        (Fault.server_error(503), PostingUnclear, "http-503"),
        (Fault.server_error(504), PostingUnclear, "http-504"),
        (Fault.drop_before(), PostingUnclear, "ServerDisconnectedError"),
        (Fault.drop_after(), PostingUnclear, "ServerDisconnectedError"),
    ],
    ids=lambda value: getattr(value, "status", None) and f"{value.kind} {value.status} {value.body}",
)
def test_each_failure_is_told_as_what_it_is_and_nothing_is_tried_twice(
    scene: Scene, channel: TeamsConversation, fault: Fault, error: type[Exception], said: str
) -> None:
    scene.teams.fail("sendToConversation", fault)
    with pytest.raises(error) as raised:
        scene.host.post(scene.posting(overdue_post(), channel.id))
    assert said in str(raised.value)
    assert [each.what for each in scene.teams.wire.all()].count("sendToConversation") == 1


def test_retry_after_is_obeyed(scene: Scene, channel: TeamsConversation) -> None:
    scene.teams.fail("sendToConversation", Fault.teams_error(429, "Throttled", retry_after=17))
    with pytest.raises(PostingDelayed) as raised:
        scene.host.post(scene.posting(overdue_post(), channel.id))
    assert raised.value.seconds == 17


@pytest.mark.parametrize("fault", [Fault.drop_after(), Fault.server_error(502)], ids=["lost answer", "502"])
def test_an_edit_may_simply_be_made_again(
    scene: Scene, channel: TeamsConversation, post: TeamsActivity, fault: Fault
) -> None:
    scene.teams.fail("updateActivity", fault, times=3)  # the HTTP client repeats a PUT on a fresh connection
    with pytest.raises(PostingDelayed):
        scene.host.post(scene.posting(overdue_post(), channel.id, replaces=post.id))


def test_a_token_that_is_refused_is_asked_for_anew(
    scene: Scene, channel: TeamsConversation, post: TeamsActivity
) -> None:
    scene.teams.expire_tokens()
    with pytest.raises(PostingDelayed):
        scene.host.post(scene.posting(overdue_post(), channel.id))
    scene.host.post(scene.posting(overdue_post(), channel.id))
    assert len(scene.teams.messages(channel.id)) == 2


def test_without_a_token_nothing_was_sent(scene: Scene, channel: TeamsConversation) -> None:
    scene.teams.fail("token", Fault.server_error(500))
    with pytest.raises(PostingDelayed, match="sign-in"):
        scene.host.post(scene.posting(overdue_post(), channel.id))


def test_one_token_serves_many_posts(scene: Scene, channel: TeamsConversation) -> None:
    for _ in range(5):
        scene.host.post(scene.posting(overdue_post(), channel.id))
    assert [each.what for each in scene.teams.wire.all()].count("token") == 1


def test_nothing_listens_there(scene: Scene, channel: TeamsConversation) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    posting = scene.posting(overdue_post(), channel.id)
    address = {**posting.destination.address, "serviceUrl": f"http://127.0.0.1:{port}/"}
    with pytest.raises(PostingDelayed):
        scene.host.post(replace(posting, destination=replace(posting.destination, address=address)))


def test_a_token_goes_to_no_other_address(scene: Scene, channel: TeamsConversation) -> None:
    posting = scene.posting(overdue_post(), channel.id)
    address = {**posting.destination.address, "serviceUrl": "https://collector.example/"}
    with pytest.raises(PostingFailed, match="service-url-not-allowed"):
        scene.host.post(replace(posting, destination=replace(posting.destination, address=address)))


def test_another_organisations_post_is_left_to_whoever_has_its_bot(scene: Scene, channel: TeamsConversation) -> None:
    posting = scene.posting(overdue_post(), channel.id)
    other = replace(posting.destination, workspace="0b9d0000-0000-4000-8000-00000000beef")
    with pytest.raises(PostingDelayed, match="not one of our tenants"):
        scene.host.post(replace(posting, destination=other))
    assert not scene.teams.messages(channel.id)


def test_a_person_is_written_to_in_a_private_chat_that_is_opened_once(scene: Scene) -> None:
    for _ in range(2):
        scene.host.post(scene.posting(overdue_post(), scene.imogen.id))
    assert len(scene.answers(scene.imogen)) == 2
    assert [each.what for each in scene.teams.wire.all()].count("createConversation") == 1


def test_a_person_without_the_app_is_a_failure_with_its_code(scene: Scene) -> None:
    scene.teams.change_user(scene.imogen.id, installed=False)
    with pytest.raises(PostingFailed, match="BotNotInConversationRoster"):
        scene.host.post(scene.posting(overdue_post(), scene.imogen.id))


def test_the_address_of_a_conversation_is_kept_for_later(scene: Scene, channel: TeamsConversation) -> None:
    scene.say("help", scene.tobias)
    scene.say("@Action Log help", scene.tobias, conversation=channel.id)  # known already as a person
    with scene.store.reading(scene.town.id) as uow:
        known = uow.conversation(Platform.TEAMS, scene.teams.tenant_id, channel.id)
    assert known, "under the channel itself, not under the thread in it"
    assert known.address["serviceUrl"] == scene.teams.service_url
    assert known.address["botId"] == scene.teams.state.bot_id
    assert known.address["conversationType"] == "channel"
    assert known.person_external_id == ""


@pytest.mark.parametrize("count", [1, 10, 80])
def test_a_post_of_any_size_is_taken(scene: Scene, channel: TeamsConversation, count: int) -> None:
    row = overdue_post().elements[1]
    assert isinstance(row, Item)
    rows = tuple(row.model_copy(update={"key": f"NRP-{n}", "text": "é" * 90}) for n in range(count))
    more = Buttons(buttons=(Button(label="Show me mine", sends=Mine()),))
    scene.host.post(scene.posting(Reply(elements=(Paragraph(text=builders.LEAD_NAMES[0]), *rows, more)), channel.id))
    scene.teams.check()


@pytest.mark.parametrize("trouble", ["broken", "refused"])
def test_what_was_typed_into_a_dialog_is_never_lost(scene: Scene, post: TeamsActivity, trouble: str) -> None:
    scene.press("Update", post)
    answer = scene.host.answer

    def no_luck(inbound: Inbound) -> Reply:
        if trouble == "broken":
            raise RuntimeError("secret-detail")
        return say("I can't reach my records just now, so nothing was saved.", outcome="failed")

    scene.host.answer = no_luck
    given = {"What has happened?": "Survey sent out, and 12 of 40 are back"}
    scene.teams.submit_dialog("Save", user=scene.imogen.id, inputs=given)
    again = scene.teams.dialog(scene.imogen.id)
    assert again
    assert "Survey sent out, and 12 of 40 are back" in str(again.card)
    assert ("went wrong" if trouble == "broken" else "nothing was saved") in str(again.card)
    scene.host.answer = answer
    scene.teams.submit_dialog("Save", user=scene.imogen.id, inputs={})
    assert "12 of 40 are back" in scene.words(scene.say("show NRP-4"))


def test_a_warning_in_a_dialog_can_be_overruled(scene: Scene, post: TeamsActivity) -> None:
    scene.press("Update", post)
    given = {"What has happened?": "Letter sent to 943 476 5919"}
    scene.teams.submit_dialog("Save", user=scene.imogen.id, inputs=given)
    again = scene.teams.dialog(scene.imogen.id)
    assert again
    assert "This looks as if it holds an NHS number." in str(again.card)
    assert "Letter sent to 943 476 5919" in str(again.card)
    scene.teams.submit_dialog("Save anyway", user=scene.imogen.id, inputs={})
    assert scene.teams.dialog(scene.imogen.id) is None
    assert "saved after a warning: it may hold an NHS number" in scene.words(scene.say("history NRP-4"))
    scene.teams.check()


class TestSensitive:
    """What is sensitive goes only where Teams says that members alone read."""

    def post_in(self, scene: Scene, channel: TeamsConversation) -> None:
        posting = scene.posting(overdue_post(), channel.id, sensitive=True)
        where = replace(posting.destination, address={**posting.destination.address, "teamId": channel.team_id or ""})
        scene.host.post(replace(posting, destination=where))

    def test_a_private_channel_of_our_own_people_hears_it(self, scene: Scene) -> None:
        channel = scene.teams.add_channel("Closed", [scene.imogen.id], channel_type="private")
        self.post_in(scene, channel)
        assert len(scene.teams.messages(channel.id)) == 1

    @pytest.mark.parametrize(("kind", "reason"), [("standard", "sensitive:team"), ("shared", "externally_shared")])
    def test_others_do_not(self, scene: Scene, kind: str, reason: str) -> None:
        channel = scene.teams.add_channel("Open", [scene.imogen.id], channel_type=kind)
        with pytest.raises(PostingFailed, match=reason):
            self.post_in(scene, channel)
        assert scene.teams.messages(channel.id) == []

    def test_a_guest_in_a_private_channel_is_an_outsider(self, scene: Scene) -> None:
        guest = scene.teams.add_user("Gwen Guest", guest=True)
        channel = scene.teams.add_channel("Closed", [scene.imogen.id, guest.id], channel_type="private")
        with pytest.raises(PostingFailed, match="externally_shared"):
            self.post_in(scene, channel)

    def test_where_teams_breaks_it_is_tried_later(self, scene: Scene) -> None:
        channel = scene.teams.add_channel("Closed", [scene.imogen.id], channel_type="private")
        scene.teams.fail("getConversationPagedMembers", Fault.server_error(502))
        with pytest.raises(PostingDelayed):
            self.post_in(scene, channel)

    def test_a_channel_of_others_can_not_follow_a_sensitive_plan(self, scene: Scene) -> None:
        scene.press("Settings", scene.say("plan NRP", scene.tobias), scene.tobias)
        form = scene.answers(scene.tobias)[-1]
        scene.press("Save", form, scene.tobias, inputs={"The plan is sensitive": "yes"})
        for kind, words in (
            ("standard", "Please make a private channel in the team for the people who work on the plan"),
            ("private", "now follows NRP"),
        ):
            channel = scene.teams.add_channel(kind.title(), [scene.tobias.id], channel_type=kind)
            said = scene.say("@Action Log channel follow NRP", scene.tobias, conversation=channel.id)
            assert words in scene.words(said)
