import { useState, type ReactNode } from "react";
import { Message, type Block } from "slack-blocks-to-jsx";
import { SlackControl } from "./SlackControls";
import type { Fields, Press, SlackBlock, SlackElement, SlackScene } from "./types";

const INTERACTIVE = new Set(["actions", "input", "context_actions"]);

function isInteractive(block: SlackBlock): boolean {
  if (INTERACTIVE.has(block.type)) return true;
  return block.type === "section" && block.accessory !== undefined && block.accessory.type !== "image";
}

/** Blocks drawn in order: what can be pressed by our controls, all else by the library. */
export function SlackBlocks(props: {
  blocks: SlackBlock[];
  users: SlackScene["users"];
  press: Press;
  fields?: Fields;
  theme?: "light" | "dark";
}) {
  const [local, setLocal] = useState<Record<string, unknown>>({});
  const fields = props.fields ?? {
    values: local,
    set: (name: string, value: unknown) => setLocal((before) => ({ ...before, [name]: value })),
    errors: {},
  };
  const drawn: ReactNode[] = [];
  let still: SlackBlock[] = [];
  const flush = () => {
    const first = still[0];
    if (first) drawn.push(<Still key={`still-${first.block_id}`} blocks={still} users={props.users} theme={props.theme} />);
    still = [];
  };
  const control = (block: SlackBlock, element: SlackElement) => (
    <SlackControl
      key={element.action_id}
      element={element}
      name={`${block.block_id}/${element.action_id}`}
      label={block.type === "input" ? undefined : nameOf(element, block)}
      users={props.users}
      fields={fields}
      press={
        block.type === "input" && !block.dispatch_action
          ? undefined
          : (given) => props.press(`${block.block_id}/${element.action_id}`, { ...given, values: fields.values })
      }
    />
  );
  for (const block of props.blocks) {
    if (!isInteractive(block)) {
      still.push(block);
      continue;
    }
    flush();
    if (block.type === "section" && block.accessory) {
      const { accessory, ...rest } = block;
      drawn.push(
        <div className="with-accessory" key={block.block_id}>
          <Still blocks={[rest]} users={props.users} theme={props.theme} />
          {control(block, accessory)}
        </div>,
      );
    } else if (block.type === "input" && block.element) {
      drawn.push(
        <InputBlock key={block.block_id} block={block} error={fields.errors[block.block_id]}>
          {control(block, block.element)}
        </InputBlock>,
      );
    } else {
      drawn.push(
        <div className="controls" key={block.block_id}>
          {(block.elements ?? []).map((element) => control(block, element))}
        </div>,
      );
    }
  }
  flush();
  return <div className="blocks">{drawn}</div>;
}

/** Plain text as rich text: the library reads markup, mentions and emoji names in plain text, where Slack reads none. */
function asWritten(block: SlackBlock): SlackBlock {
  const text = (block as { text?: { type?: string; text?: string } }).text;
  if (block.type !== "section" || text?.type !== "plain_text") return block;
  const run = { type: "text", text: text.text ?? "" };
  const { type: _type, text: _text, ...rest } = block as SlackBlock & { text?: unknown };
  return { ...rest, type: "rich_text", elements: [{ type: "rich_text_section", elements: [run] }] } as unknown as SlackBlock;
}

function Still({
  blocks,
  users,
  theme = "light",
}: {
  blocks: SlackBlock[];
  users: SlackScene["users"];
  theme?: "light" | "dark";
}) {
  return (
    <Message
      blocks={blocks.map(asWritten) as unknown as Block[]}
      name=""
      logo=""
      theme={theme}
      withoutWrapper
      data={{ users }}
      className="still"
    />
  );
}

function InputBlock({ block, error, children }: { block: SlackBlock; error?: string; children: ReactNode }) {
  const group = ["radio_buttons", "checkboxes"].includes(block.element?.type ?? "");
  const words = (
    <span className="input-label">
      {block.label?.text}
      {block.optional && <span className="optional"> (optional)</span>}
    </span>
  );
  const rest = (
    <>
      {children}
      {block.hint && <span className="hint">{block.hint.text}</span>}
      {error && (
        <span className="field-error" role="alert">
          {error}
        </span>
      )}
    </>
  );
  if (group) {
    return (
      <fieldset className="input-block">
        <legend>{words}</legend>
        {rest}
      </fieldset>
    );
  }
  return (
    <label className="input-block">
      {words}
      {rest}
    </label>
  );
}

/** What a screen reader calls a control that has no words of its own. */
function nameOf(element: SlackElement, block: SlackBlock): string {
  const near = block.text?.text ? `, ${block.text.text}` : "";
  if (element.type === "overflow") return `${element.accessibility_label ?? "More"}${near}`;
  return `${element.placeholder?.text ?? "Choose"}${near}`;
}
