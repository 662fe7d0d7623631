import { useCallback, useEffect, useState } from "react";
import { act, Refusal, useScene } from "./api";
import { Clock } from "./Clock";
import { SlackPane } from "./SlackPane";
import { TeamsPane } from "./TeamsPane";
import type { Do, Done } from "./types";
import { useNarrow } from "./unread";
import { Wire } from "./Wire";

type Pane = "slack" | "teams" | "wire";

const PANES: { key: Pane; name: string }[] = [
  { key: "slack", name: "Slack" },
  { key: "teams", name: "Teams" },
  { key: "wire", name: "On the wire" },
];

export function App() {
  const [me, setMe] = useState(() => new URLSearchParams(location.search).get("as") ?? "");
  const { scene, lost, reload } = useScene(me);
  const [pane, setPane] = useState<Pane>("slack");
  const narrow = useNarrow();
  const [slackNews, setSlackNews] = useState(false);
  const [teamsNews, setTeamsNews] = useState(false);
  const [notice, setNotice] = useState<{ words: string; bad: boolean } | null>(null);

  const doIt: Do = useCallback(
    async (what, given = {}) => {
      try {
        const done = await act(what, me || scene?.me || "", given);
        await reload();
        if (!done.ok) setNotice({ words: failure(done), bad: true });
        else if (done.words) setNotice({ words: done.words, bad: false });
        else setNotice(null);
        return done;
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        setNotice({ words: problem.message, bad: true });
        return null;
      }
    },
    [me, reload, scene?.me],
  );

  useEffect(() => {
    if (!notice || notice.bad) return;
    const timer = window.setTimeout(() => setNotice(null), 6000);
    return () => window.clearTimeout(timer);
  }, [notice]);

  if (!scene) {
    return <p className="loading">{lost ? "The demonstration does not answer. Is it still running?" : "Loading …"}</p>;
  }
  const person = scene.people.find((each) => each.key === scene.me);
  return (
    <div className="page" data-pane={pane}>
      <header className="top">
        <h1 className="brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>
            Action Log <small>demonstration</small>
          </span>
        </h1>
        <label className="who">
          <span>You are</span>
          <select
            value={scene.me}
            onChange={(event) => {
              setMe(event.target.value);
              setNotice(null);
              history.replaceState(null, "", `?as=${encodeURIComponent(event.target.value)}`);
            }}
          >
            {scene.people.map((each) => (
              <option key={each.key} value={each.key}>
                {each.name} · {each.post}
              </option>
            ))}
          </select>
        </label>
        <Clock clock={scene.clock} doIt={doIt} />
      </header>
      <div className="notices" aria-live="polite">
        {lost && <p className="notice bad">The demonstration does not answer. Is it still running?</p>}
        {notice && (
          <p className={notice.bad ? "notice bad" : "notice"}>
            {notice.words}
            <button type="button" className="plain" aria-label="Dismiss" onClick={() => setNotice(null)}>
              ×
            </button>
          </p>
        )}
      </div>
      <main className="panes">
        <SlackPane
          scene={scene.slack}
          looking={!narrow || pane === "slack"}
          tellUnread={setSlackNews}
          me={scene.me}
          name={person?.name ?? ""}
          suggestions={scene.suggestions}
          doIt={doIt}
        />
        <TeamsPane
          scene={scene.teams}
          looking={!narrow || pane === "teams"}
          tellUnread={setTeamsNews}
          me={scene.me}
          name={person?.name ?? ""}
          suggestions={scene.suggestions}
          doIt={doIt}
        />
        <Wire entries={scene.wire} />
      </main>
      <nav className="switch" aria-label="Show">
        {PANES.map((each) => (
          <button
            key={each.key}
            type="button"
            aria-current={pane === each.key ? "page" : undefined}
            onClick={() => setPane(each.key)}
          >
            {each.name}
            {((each.key === "slack" && slackNews) || (each.key === "teams" && teamsNews)) && (
              <span className="unread">
                <span className="hidden">(new)</span>
              </span>
            )}
          </button>
        ))}
      </nav>
    </div>
  );
}

function failure(done: Done): string {
  if (done.status === null || done.status === undefined) return `The app did not answer (${done.problem ?? "no answer"}).`;
  if (done.problem) return `The platform would not take the app's answer: ${done.problem}`;
  return `The app answered with an error (HTTP ${done.status}).`;
}
