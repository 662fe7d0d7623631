import { useId, useRef, useState } from "react";
import { britishDay, dayInWords, readDay } from "./words";

/** Goes to a date in `place` that can't be read, so that nothing is sent without it; whether there is one. */
export function stopAtUnreadDate(place: ParentNode): boolean {
  const field = place.querySelector<HTMLInputElement>(".date-text[aria-invalid=true]");
  field?.focus();
  return field !== null;
}

/**
 * A date in British order whatever the browser's own language is: typed as 30/06/2026 or "30 June 2026", or picked
 * from the browser's calendar. `value` and `change` speak YYYY-MM-DD; empty for none.
 */
export function DateField(props: { value: string; change: (day: string) => void; label?: string; id?: string }) {
  const [typed, setTyped] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const words = useId();
  const shown = typed ?? britishDay(props.value);
  const wrong = shown.trim() !== "" && readDay(shown) === "";
  return (
    <span className="date-field">
      <span className="date-line">
        <input
          id={props.id}
          type="text"
          inputMode="numeric"
          className="date-text"
          placeholder="dd/mm/yyyy"
          autoComplete="off"
          aria-label={props.label}
          aria-describedby={words}
          aria-invalid={wrong}
          value={shown}
          onChange={(event) => {
            setTyped(event.target.value);
            props.change(readDay(event.target.value));
          }}
          onBlur={() => {
            if (!wrong) setTyped(null);
          }}
        />
        <button
          type="button"
          className="date-button"
          aria-label="Open the calendar"
          onClick={() => picker.current?.showPicker()}
        >
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path
              d="M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
            />
          </svg>
        </button>
        <input
          ref={picker}
          type="date"
          className="date-picker"
          lang="en-GB"
          tabIndex={-1}
          aria-hidden="true"
          value={props.value}
          onChange={(event) => {
            setTyped(null);
            props.change(event.target.value);
          }}
        />
      </span>
      <span id={words} className={wrong ? "day-words wrong" : "day-words"} aria-live="polite">
        {wrong ? "Day, month and year, such as 30/06/2026" : dayInWords(props.value)}
      </span>
    </span>
  );
}
