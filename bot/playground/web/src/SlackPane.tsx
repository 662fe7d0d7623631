import { useEffect } from "react";
import { Avatar, Composer, MessageList, Tabs, useChosen } from "./parts";
import { SlackBlocks } from "./SlackBlocks";
import { SlackModal } from "./SlackModal";
import { fileAt } from "./api";
import type { Conversation, PaneProps, Press, SlackMessage, SlackScene } from "./types";
import { newestOf, useUnread } from "./unread";
import { timeOf } from "./words";

const HOME = "home";

export function SlackPane(props: PaneProps & { scene: SlackScene }) {
  const { scene, doIt } = props;
  const [chosen, choose] = useChosen(scene.conversations, [HOME]);
  const unread = useUnread(newestOf(scene.messages, (message) => message.ts), chosen, props.looking, props.me);
  const { tellUnread } = props;
  useEffect(() => tellUnread(unread.size > 0), [tellUnread, unread.size]);
  const tabs = [
    ...scene.conversations.map((each) => ({
      id: each.id,
      label: conversationName(each),
      unread: unread.has(each.id),
    })),
    { id: HOME, label: "Home" },
  ];
  const where = scene.conversations.find((each) => each.id === chosen);
  const open = (id: string) => {
    choose(id);
    if (id === HOME) void doIt("slack/home");
  };
  return (
    <section className="pane slack" aria-labelledby="slack-title">
      <header className="pane-top">
        <h2 id="slack-title">Slack</h2>
        <p>{scene.workspace} (pretend)</p>
      </header>
      <Tabs label="Slack conversations" tabs={tabs} chosen={chosen} choose={open} />
      {where ? (
        <>
          <MessageList
            label={`Messages in ${conversationName(where)}`}
            items={scene.messages[where.id] ?? []}
            keyOf={(message) => message.ts}
            draw={(message, before) => (
              <Message
                message={message}
                follows={before !== undefined && before.name === message.name && !before.ephemeral && !message.ephemeral}
                users={scene.users}
                me={props.me}
                press={(element, given) =>
                  doIt("slack/press", { channel: where.id, ts: message.ts, drawn: message.drawn, element, ...given })
                }
              />
            )}
            empty={<p>Nothing here yet. Type /actions mine, or press it below.</p>}
          />
          <Composer
            key={where.id}
            label={`Message in ${conversationName(where)}, as ${props.name}`}
            placeholder={where.kind === "im" ? "Message Action Log, or /actions …" : "Message, or /actions …"}
            tries={props.suggestions.map((words) => (where.kind === "im" ? words : `/actions ${words}`))}
            send={(text) => doIt("slack/say", { channel: where.id, text })}
            give={(file, text) => doIt("slack/give", { channel: where.id, text, ...file })}
          />
        </>
      ) : (
        <div className="messages home" role="tabpanel" aria-label="Home of Action Log" tabIndex={0}>
          {scene.home ? (
            <SlackBlocks
              blocks={scene.home.blocks}
              users={scene.users}
              press={(element, given) => doIt("slack/press", { view: scene.home?.id, element, ...given })}
            />
          ) : (
            <div className="empty">
              <p>The app has not put anything here yet.</p>
            </div>
          )}
        </div>
      )}
      {scene.modal && (
        <SlackModal key={scene.modal.id} view={scene.modal} users={scene.users} doIt={doIt} />
      )}
    </section>
  );
}

function Message(props: {
  message: SlackMessage;
  follows: boolean;
  users: SlackScene["users"];
  me: string;
  press: Press;
}) {
  const { message } = props;
  const blocks = message.blocks.length
    ? message.blocks
    : message.text || !message.files.length
      ? [{ type: "section", block_id: "text", text: { type: "mrkdwn", text: message.text || " " } }]
      : [];
  return (
    <article
      className={`message ${message.ephemeral ? "ephemeral" : ""} ${props.follows ? "follows" : ""}`}
      aria-label={`${message.name}, ${timeOf(message.at)}`}
    >
      {message.ephemeral && <p className="only-you">Only visible to you</p>}
      <Avatar name={message.name} app={message.app} />
      <div className="body">
        <p className="byline">
          <b>{message.name}</b> {message.app && <span className="app-mark">APP</span>} <time>{timeOf(message.at)}</time>
        </p>
        <SlackBlocks blocks={blocks} users={props.users} press={props.press} />
        {message.files.map((file) => (
          <p key={file.id} className="file">
            <a href={fileAt("slack", file.id, props.me)} download>
              {file.name}
            </a>
          </p>
        ))}
        {message.edited && <span className="edited">(edited)</span>}
      </div>
    </article>
  );
}

function conversationName(conversation: Conversation): string {
  if (conversation.kind === "channel") return `# ${conversation.name}`;
  return conversation.kind === "private" ? `${conversation.name} (private)` : conversation.name;
}
