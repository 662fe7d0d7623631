import { useEffect, useId, useRef, useState } from "react";
import { DateField } from "./DateField";
import type { Done, Fields, SlackElement, SlackOption, SlackScene } from "./types";

type PressThis = (given: { choose?: unknown }) => Promise<Done | null>;

interface ControlProps {
  element: SlackElement;
  name: string;
  label?: string;
  users: SlackScene["users"];
  fields: Fields;
  press?: PressThis;
}

/** One interactive element. Inside a form it only holds its value; elsewhere it also tells the bot. */
export function SlackControl(props: ControlProps) {
  switch (props.element.type) {
    case "button":
    case "icon_button":
    case "workflow_button":
      return <Button {...props} />;
    case "overflow":
      return <Overflow {...props} />;
    case "static_select":
    case "external_select":
    case "users_select":
    case "conversations_select":
    case "channels_select":
    case "multi_static_select":
    case "multi_users_select":
      return <Select {...props} />;
    case "datepicker":
    case "timepicker":
      return <Day {...props} />;
    case "radio_buttons":
    case "checkboxes":
      return <Choices {...props} />;
    default:
      return <Typed {...props} />;
  }
}

function Button({ element, press }: ControlProps) {
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const go = async () => {
    if (!press) return;
    setAsking(false);
    setBusy(true);
    if (element.url) window.open(element.url, "_blank", "noopener");
    await press({});
    setBusy(false);
  };
  const { confirm } = element;
  return (
    <>
      <button
        type="button"
        className={`s-button ${element.style ?? ""}`}
        aria-label={element.accessibility_label}
        aria-busy={busy}
        disabled={busy}
        onClick={() => (confirm ? setAsking(true) : void go())}
      >
        {element.text?.text}
      </button>
      {asking && confirm && (
        <div className="confirm" role="alertdialog" aria-label={confirm.title.text}>
          <b>{confirm.title.text}</b>
          <p>{confirm.text.text}</p>
          <button type="button" className="s-button" onClick={() => setAsking(false)}>
            {confirm.deny.text}
          </button>
          <button type="button" className="s-button primary" autoFocus onClick={() => void go()}>
            {confirm.confirm.text}
          </button>
        </div>
      )}
    </>
  );
}

function Overflow({ element, label, press }: ControlProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const menu = box.current?.querySelector<HTMLElement>("[role=menu]");
    const edge = box.current?.closest(".pane, dialog")?.getBoundingClientRect().right ?? window.innerWidth;
    if (menu && menu.getBoundingClientRect().right > edge - 8) menu.classList.add("leftward");
    menu?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const away = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      event.preventDefault();
      setOpen(false);
      box.current?.querySelector("button")?.focus();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!open || !step) return;
    event.preventDefault();
    const items = [...(box.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + step + items.length) % items.length]?.focus();
  };
  return (
    <div className="overflow" ref={box} onKeyDown={onKey}>
      <button
        type="button"
        className="s-button dots"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        ···
      </button>
      {open && (
        <div className="menu" role="menu" id={id}>
          {(element.options ?? []).map((option) => (
            <button
              key={option.value}
              type="button"
              role="menuitem"
              onClick={() => {
                setOpen(false);
                void press?.({ choose: option.value });
              }}
            >
              {option.text.text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Select({ element, name, label, users, fields, press }: ControlProps) {
  const many = element.type.startsWith("multi_");
  const people = element.type.includes("users");
  const first: unknown = many
    ? (element.initial_users ?? element.initial_options?.map((option) => option.value) ?? [])
    : (element.initial_user ??
      element.initial_channel ??
      element.initial_conversation ??
      element.initial_option?.value ??
      "");
  const value = name in fields.values ? fields.values[name] : first;
  const option = (each: SlackOption) => (
    <option key={each.value} value={each.value}>
      {each.text.text}
    </option>
  );
  return (
    <select
      className="s-select"
      aria-label={label}
      multiple={many}
      value={(value ?? "") as string | string[]}
      onChange={(event) => {
        const picked = many ? [...event.target.selectedOptions].map((each) => each.value) : event.target.value || null;
        fields.set(name, picked);
        void press?.({ choose: picked });
      }}
    >
      {!many && <option value="">{element.placeholder?.text ?? "Choose …"}</option>}
      {people
        ? users.map((user) => (
            <option key={user.id} value={user.id}>
              {user.name}
            </option>
          ))
        : element.option_groups
          ? element.option_groups.map((group) => (
              <optgroup key={group.label.text} label={group.label.text}>
                {group.options.map(option)}
              </optgroup>
            ))
          : (element.options ?? []).map(option)}
    </select>
  );
}

function Day({ element, name, label, fields, press }: ControlProps) {
  const dates = element.type === "datepicker";
  const first = dates ? element.initial_date : element.initial_time;
  const value = String((name in fields.values ? fields.values[name] : first) ?? "");
  const change = (picked: string) => {
    fields.set(name, picked || null);
    if (picked) void press?.({ choose: picked });
  };
  if (dates) return <DateField value={value} change={change} label={label} />;
  return (
    <input
      type="time"
      className="s-input"
      aria-label={label}
      value={value}
      onChange={(event) => change(event.target.value)}
    />
  );
}

function Choices({ element, name, label, fields, press }: ControlProps) {
  const many = element.type === "checkboxes";
  const group = useId();
  const first: unknown = many
    ? (element.initial_options ?? []).map((option) => option.value)
    : (element.initial_option?.value ?? null);
  const value = name in fields.values ? fields.values[name] : first;
  const chosen = new Set(many ? (value as string[]) : value ? [value as string] : []);
  const pick = (option: SlackOption, on: boolean) => {
    if (on && !many) chosen.clear();
    if (on) chosen.add(option.value);
    else chosen.delete(option.value);
    const picked = many ? [...chosen] : (([...chosen][0] as string | undefined) ?? null);
    fields.set(name, picked);
    void press?.({ choose: picked });
  };
  return (
    <span className="choices" role={label ? "group" : undefined} aria-label={label}>
      {(element.options ?? []).map((option) => (
        <label key={option.value}>
          <input
            type={many ? "checkbox" : "radio"}
            name={group}
            checked={chosen.has(option.value)}
            onChange={(event) => pick(option, event.target.checked)}
          />
          <span>
            {option.text.text}
            {option.description && <small>{option.description.text}</small>}
          </span>
        </label>
      ))}
    </span>
  );
}

const KINDS: Record<string, string> = { email_text_input: "email", url_text_input: "url" };

function Typed({ element, name, label, fields }: ControlProps) {
  const value = String((name in fields.values ? fields.values[name] : element.initial_value) ?? "");
  const shared = {
    className: "s-input",
    "aria-label": label,
    value,
    placeholder: element.placeholder?.text,
    maxLength: element.max_length ?? 3000,
    onChange: (event: { target: { value: string } }) => fields.set(name, event.target.value || null),
  };
  if (element.multiline) return <textarea rows={4} {...shared} />;
  return <input type={KINDS[element.type] ?? "text"} {...shared} />;
}
