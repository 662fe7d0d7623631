import { useState } from "react";
import { DateField } from "./DateField";
import type { Do, Scene } from "./types";
import { dayInWords, timeOf } from "./words";

/** What day it is in the demonstration, and how to make it later. */
export function Clock({ clock, doIt }: { clock: Scene["clock"]; doIt: Do }) {
  const [day, setDay] = useState("");
  const [busy, setBusy] = useState(false);
  const move = async (to: string) => {
    setBusy(true);
    await doIt("clock", { to });
    setBusy(false);
    setDay("");
  };
  return (
    <section className="clock" aria-label="Clock of the demonstration">
      <p className="today">
        <span className="day">{dayInWords(clock.today)}</span> <span className="time">{timeOf(clock.now)}</span>
      </p>
      <button type="button" disabled={busy} onClick={() => void move(clock.next_working_day)}>
        Next working day
        <span className="hidden">({dayInWords(clock.next_working_day)})</span>
      </button>
      <form
        className="jump"
        onSubmit={(event) => {
          event.preventDefault();
          if (day) void move(day);
        }}
      >
        <DateField label="Move the clock forward to" value={day} change={setDay} />
        <button type="submit" disabled={busy || !day}>
          Go
        </button>
      </form>
    </section>
  );
}
