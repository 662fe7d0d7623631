import { useState } from "react";
import { exchange } from "./api";
import type { WireDetail, WireEntry } from "./types";
import { timeOf } from "./words";

/** Each request between the platforms and the bot, with its time and answer. */
export function Wire({ entries }: { entries: WireEntry[] }) {
  const asked = entries.filter((entry) => entry.direction === "to bot" && entry.status !== null);
  const times = asked.map((entry) => entry.ms).sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)];
  return (
    <section className="pane wire" aria-labelledby="wire-title">
      <header className="pane-top">
        <h2 id="wire-title">On the wire</h2>
        <p>
          {middle === undefined
            ? "Each request will be listed here, signed as the platforms sign them."
            : `${asked.length} signed requests to the bot, typically answered in ${milliseconds(middle)}.`}
        </p>
      </header>
      <ol className="exchanges" tabIndex={0} aria-label="Requests, newest first">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { entry: WireEntry }) {
  const [detail, setDetail] = useState<WireDetail | null>(null);
  const inward = entry.direction === "to bot";
  const good = entry.problem === null && entry.status !== null && entry.status < 400;
  const route = inward ? `${entry.platform} to the bot` : `the bot to ${entry.platform}`;
  return (
    <li className={`exchange ${entry.platform.toLowerCase()} ${inward ? "inward" : "outward"}`}>
      <button
        type="button"
        aria-expanded={detail !== null}
        onClick={() => (detail ? setDetail(null) : void exchange(entry.id).then(setDetail, () => setDetail(null)))}
      >
        <span className="route" role="img" aria-label={route} title={route}>
          {inward ? "→" : "←"}
        </span>
        <span className="what">{entry.what}</span>
        <span className={good ? "status" : "status bad"}>{entry.status ?? "none"}</span>
        <span className="ms">{milliseconds(entry.ms)}</span>
        <span className="at">
          {entry.platform} · {timeOf(entry.at)}
        </span>
        {entry.problem && <span className="problem">{entry.problem}</span>}
      </button>
      {detail && (
        <div className="detail">
          <h3>Headers</h3>
          <pre tabIndex={0}>
            {Object.entries(detail.headers)
              .map(([name, value]) => `${name}: ${value}`)
              .join("\n")}
          </pre>
          <h3>Request</h3>
          <pre tabIndex={0}>{detail.request || "(empty)"}</pre>
          <h3>Answer</h3>
          <pre tabIndex={0}>{detail.response || "(empty)"}</pre>
        </div>
      )}
    </li>
  );
}

function milliseconds(value: number): string {
  return value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${value >= 10 ? Math.round(value) : value.toFixed(1)} ms`;
}
