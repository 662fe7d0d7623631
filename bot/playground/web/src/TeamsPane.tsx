import { useEffect, useState } from "react";
import { fileAt } from "./api";
import { Card } from "./Card";
import { markdown } from "./markdown";
import { Avatar, Composer, MessageList, Tabs, useChosen, Window } from "./parts";
import type { Conversation, PaneProps, TeamsMessage, TeamsScene } from "./types";
import { newestOf, useUnread } from "./unread";
import { sizeOf, timeOf } from "./words";

const NOTICE_MS = 8000;

export function TeamsPane(props: PaneProps & { scene: TeamsScene }) {
  const { scene, doIt } = props;
  const [chosen, choose] = useChosen(scene.conversations);
  const unread = useUnread(newestOf(scene.messages, (message) => message.id), chosen, props.looking, props.me);
  const { tellUnread } = props;
  useEffect(() => tellUnread(unread.size > 0), [tellUnread, unread.size]);
  const passing = usePassing(scene.notice);
  const where = scene.conversations.find((each) => each.id === chosen);
  const inChannel = where?.kind === "channel";
  const personal = where?.kind === "personal";
  return (
    <section className="pane teams" aria-labelledby="teams-title">
      <header className="pane-top">
        <h2 id="teams-title">Teams</h2>
        <p>Council tenant (pretend)</p>
      </header>
      <Tabs
        label="Teams conversations"
        tabs={scene.conversations.map((each) => ({ id: each.id, label: nameOf(each), unread: unread.has(each.id) }))}
        chosen={chosen}
        choose={choose}
      />
      {where && (
        <>
          <MessageList
            label={`Messages in ${nameOf(where)}`}
            items={inChannel ? inThreads(scene.messages[where.id] ?? []) : (scene.messages[where.id] ?? [])}
            keyOf={(message) => message.id}
            draw={(message) => (
              <Message
                message={message}
                reply={inChannel && message.thread !== null && message.thread !== message.id}
                press={(index, inputs) =>
                  doIt("teams/press", {
                    conversation: where.id,
                    activity: message.id,
                    drawn: message.drawn,
                    index,
                    inputs,
                  })
                }
                consent={(accept) => doIt("teams/consent", { conversation: where.id, activity: message.id, accept })}
                me={props.me}
              />
            )}
            empty={
              <p>{personal ? "Nothing here yet. Type mine, or press it below." : `Nothing here yet. Mention @${scene.bot}.`}</p>
            }
          />
          {passing && (
            <p className="t-notice" role="status">
              {passing}
              <button type="button" className="plain" aria-label="Dismiss" onClick={() => void doIt("teams/close")}>
                ×
              </button>
            </p>
          )}
          <Composer
            key={where.id}
            label={`Message in ${nameOf(where)}, as ${props.name}`}
            placeholder={personal ? "Type a message" : `Mention @${scene.bot}, or /actions …`}
            tries={props.suggestions.map((words) => (personal ? words : `@${scene.bot} ${words}`))}
            send={(text, page) =>
              page && personal
                ? doIt("teams/give", { conversation: where.id, text, page })
                : doIt("teams/say", { conversation: where.id, text })
            }
            give={personal ? (file, text) => doIt("teams/give", { conversation: where.id, text, ...file }) : undefined}
          />
        </>
      )}
      {scene.dialog && (
        <Window className="t-dialog" title={scene.dialog.title} close={() => void doIt("teams/close")}>
          <div className="t-dialog-body">
            <Card
              card={scene.dialog.card}
              press={(index, inputs) => doIt("teams/press", { dialog: true, index, inputs })}
            />
          </div>
        </Window>
      )}
    </section>
  );
}

/** What Teams shows for some seconds only. */
function usePassing(words: string | null): string | null {
  const [gone, setGone] = useState<string | null>(null);
  useEffect(() => {
    setGone(null);
    const timer = window.setTimeout(() => setGone(words), NOTICE_MS);
    return () => window.clearTimeout(timer);
  }, [words]);
  return words === gone ? null : words;
}

function Message(props: {
  message: TeamsMessage;
  reply: boolean;
  press: (index: number, inputs: Record<string, string>) => Promise<unknown>;
  consent: (accept: boolean) => Promise<unknown>;
  me: string;
}) {
  const { message } = props;
  const kind = `t-message ${message.mine ? "mine" : ""} ${props.reply ? "reply" : ""} ${message.card ? "has-card" : ""}`;
  return (
    <article className={kind} aria-label={`${message.name}, ${timeOf(message.at)}`}>
      {!message.mine && <Avatar name={message.name} app={message.app} round />}
      <div className="body">
        <p className="byline">
          {message.mine ? <span className="hidden">{message.name}</span> : <b>{message.name}</b>}{" "}
          <time>{timeOf(message.at)}</time> {message.edited && <span className="edited">Edited</span>}
          {message.private && <span className="only-you">Only you can see this</span>}
        </p>
        {message.text &&
          (message.app ? (
            <div className="bubble" dangerouslySetInnerHTML={{ __html: markdown(message.text) }} />
          ) : (
            <div className="bubble">{message.text}</div>
          ))}
        {message.card && <Card card={message.card} press={props.press} />}
        {message.file?.asks && <Consent file={message.file} answer={props.consent} />}
        {message.file?.id && (
          <p className="file">
            <a href={fileAt("teams", message.file.id, props.me)} download>
              {message.file.name}
            </a>
          </p>
        )}
      </div>
    </article>
  );
}

/** The question of Teams whether a file of the app may go among somebody's own. */
function Consent(props: { file: NonNullable<TeamsMessage["file"]>; answer: (accept: boolean) => Promise<unknown> }) {
  const { file } = props;
  const [busy, setBusy] = useState(false);
  const answer = async (accept: boolean) => {
    setBusy(true);
    await props.answer(accept);
    setBusy(false);
  };
  return (
    <div className="card consent" role="group" aria-label={`File: ${file.name}`} aria-busy={busy}>
      <p className="name">
        <b>{file.name}</b> <span>{sizeOf(file.size)}</span>
      </p>
      <p>{file.words}</p>
      <p className="answers">
        <button type="button" className="ac-pushButton primary" disabled={busy} onClick={() => void answer(true)}>
          Allow
        </button>
        <button type="button" className="ac-pushButton" disabled={busy} onClick={() => void answer(false)}>
          Decline
        </button>
      </p>
    </div>
  );
}

/** The messages of a channel with each reply below the post it belongs to. */
function inThreads(messages: TeamsMessage[]): TeamsMessage[] {
  const roots = messages.filter((each) => each.thread === null || each.thread === each.id);
  const known = new Set(roots.map((each) => each.id));
  const lost = messages.filter((each) => each.thread !== null && each.thread !== each.id && !known.has(each.thread));
  return [...roots, ...lost].flatMap((root) => [
    root,
    ...messages.filter((each) => each !== root && each.thread === root.id),
  ]);
}

function nameOf(conversation: Conversation): string {
  return conversation.kind === "channel" ? `${conversation.team ?? ""} › ${conversation.name}` : conversation.name;
}
