import { useState } from "react";
import { stopAtUnreadDate } from "./DateField";
import { Window } from "./parts";
import { SlackBlocks } from "./SlackBlocks";
import type { Do, SlackBlock, SlackScene, SlackView } from "./types";

const INITIAL = ["initial_value", "initial_option", "initial_options", "initial_date", "initial_user"] as const;

/** A modal: holds what is typed, checks what Slack checks, and sends it. */
export function SlackModal({ view, users, doIt }: { view: SlackView; users: SlackScene["users"]; doIt: Do }) {
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [missing, setMissing] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const close = () => void doIt("slack/close", { view: view.id });
  // Fields that a newer form no longer has are not sent.
  const names = new Set(view.blocks.flatMap(namesOf));
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
  const send = async () => {
    const gaps = Object.fromEntries(
      view.blocks.filter((block) => isEmpty(block, kept)).map((block) => [block.block_id, "Please fill this in."]),
    );
    setMissing(gaps);
    if (Object.keys(gaps).length) return;
    setBusy(true);
    await doIt("slack/submit", { view: view.id, values: kept });
    setBusy(false);
  };
  return (
    <Window className="s-modal" title={view.title} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!stopAtUnreadDate(event.currentTarget)) void send();
        }}
      >
        <div className="s-modal-body">
          {view.errors[""] && (
            <p className="field-error" role="alert">
              {view.errors[""]}
            </p>
          )}
          <SlackBlocks
            blocks={view.blocks}
            users={users}
            press={(element, given) => doIt("slack/press", { view: view.id, element, ...given })}
            fields={{
              values: kept,
              set: (name, value) => setValues((before) => ({ ...before, [name]: value })),
              errors: { ...view.errors, ...missing },
            }}
          />
        </div>
        <footer>
          <button type="button" className="s-button" onClick={close}>
            {view.close}
          </button>
          {view.submit && (
            <button type="submit" className="s-button primary" disabled={busy}>
              {view.submit}
            </button>
          )}
        </footer>
      </form>
    </Window>
  );
}

function namesOf(block: SlackBlock): string[] {
  const elements = [...(block.elements ?? []), block.element, block.accessory];
  return elements.flatMap((element) => (element ? [`${block.block_id}/${element.action_id}`] : []));
}

function isEmpty(block: SlackBlock, values: Record<string, unknown>): boolean {
  if (block.type !== "input" || block.optional || !block.element) return false;
  const name = `${block.block_id}/${block.element.action_id}`;
  const first = INITIAL.map((key) => block.element?.[key]).find((each) => each !== undefined);
  const value = name in values ? values[name] : first;
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
