import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { giveFocusBack, keepFocus } from "./focus";
import type { Conversation } from "./types";
import { colourOf, dayInWords, dayOf, initials } from "./words";

export function Avatar({ name, app, round }: { name: string; app: boolean; round?: boolean }) {
  const shape = round ? "avatar round" : "avatar";
  if (app) return <img className={`${shape} app`} src="/icon.svg" alt="" />;
  return (
    <span className={shape} style={{ background: colourOf(name) }} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** The conversations of a pane, as tabs. */
export function Tabs(props: {
  label: string;
  tabs: { id: string; label: ReactNode; unread?: boolean }[];
  chosen: string;
  choose: (id: string) => void;
}) {
  const move = (step: number) => {
    const at = props.tabs.findIndex((tab) => tab.id === props.chosen);
    const next = props.tabs[(at + step + props.tabs.length) % props.tabs.length];
    if (next) props.choose(next.id);
  };
  return (
    <div
      role="tablist"
      aria-label={props.label}
      className="tabs"
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") move(1);
        else if (event.key === "ArrowLeft") move(-1);
        else return;
        event.preventDefault();
        requestAnimationFrame(() => {
          (event.target as HTMLElement).parentElement?.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
        });
      }}
    >
      {props.tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab.id === props.chosen}
          tabIndex={tab.id === props.chosen ? 0 : -1}
          onClick={() => props.choose(tab.id)}
        >
          {tab.label}
          {tab.unread && (
            <span className="unread">
              <span className="hidden">(new)</span>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** A list that stays at its newest entry, with a line wherever the day changes. */
export function MessageList<T extends { at: string }>(props: {
  label: string;
  items: T[];
  keyOf: (item: T) => string;
  draw: (item: T, before: T | undefined) => ReactNode;
  empty: ReactNode;
}) {
  const end = useRef<HTMLDivElement>(null);
  const newest = props.items.at(-1);
  const newestKey = newest ? props.keyOf(newest) : "";
  useEffect(() => {
    const box = end.current;
    const last = box?.lastElementChild;
    // To the end, but never past the first line of what is new.
    if (box && last instanceof HTMLElement) box.scrollTop = Math.min(last.offsetTop - 8, box.scrollHeight);
  }, [newestKey, props.items.length]);
  useEffect(() => {
    const box = end.current;
    if (!box) return;
    let height = box.clientHeight;
    // What comes up below must not hide the end of what was being read.
    const watch = new ResizeObserver(() => {
      box.scrollTop += Math.max(0, height - box.clientHeight);
      height = box.clientHeight;
    });
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  useEffect(() => (end.current ? keepFocus(end.current) : undefined), []);
  let day = "";
  return (
    <div className="messages" ref={end} role="log" aria-label={props.label} tabIndex={0}>
      {props.items.length === 0 && <div className="empty">{props.empty}</div>}
      {props.items.map((item, index) => {
        const before = props.items[index - 1];
        const turn = dayOf(item.at) !== day;
        day = dayOf(item.at);
        return (
          <div key={props.keyOf(item)}>
            {turn && <p className="daymark">{dayInWords(day)}</p>}
            {props.draw(item, turn ? undefined : before)}
          </div>
        );
      })}
    </div>
  );
}

/** Where one types, with words to try. */
/** A file as the page sends it: its name and its bytes in base64. */
export interface GivenFile {
  name: string;
  content: string;
}

async function readFile(file: File): Promise<GivenFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In parts: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { name: file.name, content: btoa(text) };
}

export function Composer(props: {
  label: string;
  placeholder: string;
  tries: string[];
  send: (text: string, page?: string) => Promise<unknown>;
  give?: (file: GivenFile, text: string) => Promise<unknown>;
}) {
  const [text, setText] = useState("");
  const [page, setPage] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const id = useId();
  const work = async (begin: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setText("");
    setPage("");
    // Who has gone on meanwhile, to the answer perhaps, stays there.
    let hasGoneOn = false;
    const notice = (event: FocusEvent) => {
      hasGoneOn ||= !field.current?.form?.contains(event.target as Node);
    };
    document.addEventListener("focusin", notice);
    try {
      await begin();
    } finally {
      document.removeEventListener("focusin", notice);
      setBusy(false);
      if (!hasGoneOn) field.current?.focus();
    }
  };
  const send = async (words: string) => {
    if (words.trim()) await work(() => props.send(words.trim(), page));
  };
  const give = async (chosen: File | undefined) => {
    const { give: giveIt } = props;
    if (chosen && giveIt) await work(async () => giveIt(await readFile(chosen), text.trim()));
    if (file.current) file.current.value = "";
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send(text);
      }}
    >
      <div className="tries" role="group" aria-label="Words to try">
        {props.tries.map((words) => (
          <button key={words} type="button" className="try" disabled={busy} onClick={() => void send(words)}>
            {words}
          </button>
        ))}
      </div>
      <div className="line">
        <label htmlFor={id} className="hidden">
          {props.label}
        </label>
        {props.give && (
          <>
            <input
              ref={file}
              type="file"
              className="hidden"
              tabIndex={-1}
              aria-label={`Attach a file: ${props.label.replace("Message", "message")}`}
              onChange={(event) => void give(event.target.files?.[0])}
            />
            <button type="button" className="attach" disabled={busy} onClick={() => file.current?.click()}>
              Attach
            </button>
          </>
        )}
        <textarea
          id={id}
          ref={field}
          rows={1}
          value={text}
          placeholder={props.placeholder}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => {
            const html = event.clipboardData.getData("text/html");
            setPage(html.includes("<table") ? html : "");
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send(text);
          }}
        />
        <button type="submit" className="send" disabled={busy || !text.trim()}>
          Send
        </button>
      </div>
    </form>
  );
}

/** A window over the page: keeps the focus, closes with Escape. */
export function Window(props: { className: string; title: string; close: () => void; children: ReactNode }) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      setTimeout(giveFocusBack); // once the window is gone
    };
  }, []);
  return (
    <dialog
      ref={box}
      className={props.className}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.close();
      }}
    >
      <header>
        <h2 id={id}>{props.title}</h2>
        <button type="button" className="plain cross" aria-label="Close" onClick={props.close}>
          ×
        </button>
      </header>
      {props.children}
    </dialog>
  );
}

/** The conversation shown: the one chosen, while it exists. */
export function useChosen(conversations: Conversation[], extra: string[] = []): [string, (id: string) => void] {
  const [chosen, choose] = useState("");
  const known = conversations.some((each) => each.id === chosen) || extra.includes(chosen);
  // The direct conversation keeps its tab when somebody else is chosen, though its id changes.
  const [wasDirect, setWasDirect] = useState(false);
  const direct = conversations.find((each) => each.kind === "im" || each.kind === "personal");
  const fallback = (wasDirect ? direct?.id : conversations[0]?.id) ?? "";
  return [
    known ? chosen : fallback,
    (id) => {
      choose(id);
      setWasDirect(id === direct?.id);
    },
  ];
}
