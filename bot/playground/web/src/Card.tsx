import { AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction, SubmitAction } from "adaptivecards";
import { useEffect, useRef, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { DateField, stopAtUnreadDate } from "./DateField";
import { hostConfig, type Theme } from "./hostConfig";
import { markdown } from "./markdown";
import type { Json } from "./types";

const PRESS = "press:";

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

/** An Adaptive Card, drawn by Microsoft's own renderer. `press` gets the number of the button and the fields. */
export function Card(props: {
  card: Json;
  press: (index: number, inputs: Record<string, string>) => Promise<unknown>;
  theme?: Theme;
}) {
  const theme = props.theme ?? "light";
  const place = useRef<HTMLDivElement>(null);
  const press = useRef(props.press);
  const [busy, setBusy] = useState(false);
  const source = JSON.stringify(props.card);
  useEffect(() => {
    press.current = props.press; // with the card that it belongs to, not before
    const card = new AdaptiveCard();
    card.hostConfig = new HostConfig(hostConfig(theme));
    card.onExecuteAction = (action) => {
      if (action instanceof OpenUrlAction) {
        window.open(action.url, "_blank", "noopener");
        return;
      }
      if (!(action instanceof ExecuteAction || action instanceof SubmitAction)) return;
      if (place.current && stopAtUnreadDate(place.current)) return;
      const inputs: Record<string, string> = {};
      for (const input of card.getAllInputs()) {
        if (input.id) inputs[input.id] = String(input.value ?? "");
      }
      setBusy(true);
      void press.current(Number(action.id?.slice(PRESS.length)), inputs).finally(() => setBusy(false));
    };
    card.parse(JSON.parse(source) as object);
    const drawn = card.render();
    if (drawn) {
      place.current?.replaceChildren(drawn);
      const fields = [...drawn.querySelectorAll<HTMLInputElement>("input[type=date]")].map(britishDate);
      // Not at once: React is still drawing when an effect ends.
      return () => void setTimeout(() => fields.forEach((field) => field.unmount()));
    }
    return undefined;
  }, [source, theme]);
  return <div className="card" ref={place} aria-busy={busy} inert={busy} />;
}

/** Puts our date field, which is British in every browser, before the one that the card's renderer reads. */
function britishDate(field: HTMLInputElement): Root {
  const place = document.createElement("span");
  const label = field.getAttribute("aria-label") ?? field.closest(".ac-container, .card")?.querySelector(`label[for="${field.id}"]`)?.textContent;
  field.before(place);
  field.hidden = true;
  const root = createRoot(place);
  const change = (day: string) => {
    field.value = day;
    field.dispatchEvent(new Event("input"));
    root.render(<DateField value={day} change={change} label={label ?? "Date"} />);
  };
  root.render(<DateField value={field.value} change={change} label={label ?? "Date"} />);
  return root;
}
