import { createRoot, type Root } from "react-dom/client";
import { Card } from "./Card";
import type { Theme } from "./hostConfig";
import { SlackBlocks } from "./SlackBlocks";
import type { Json, SlackBlock, SlackScene } from "./types";
import "slack-blocks-to-jsx/dist/style.css";
import "./styles/page.css";
import "./styles/panes.css";
import "./styles/slack.css";
import "./styles/teams.css";
import "./styles/gallery.css";

/** One card as a platform would show it: Slack's blocks (a message, a form or a home tab) or an Adaptive Card. */
interface Shown {
  platform: "slack" | "teams";
  kind: "message" | "form" | "home";
  payload: Json;
}

declare global {
  interface Window {
    draw: (shown: Shown, theme: Theme, users: SlackScene["users"]) => void;
  }
}

const nothing = () => Promise.resolve(null);
let root: Root | undefined;

/** Draws cards for their pictures, with the parts that the demonstration's own page draws them with. */
window.draw = (shown, theme, users) => {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.platform = shown.platform;
  const place = document.getElementById("card");
  if (!place) return;
  root?.unmount();
  root = createRoot(place);
  root.render(shown.platform === "slack" ? <OnSlack shown={shown} theme={theme} users={users} /> : <OnTeams shown={shown} theme={theme} />);
};

function OnSlack({ shown, theme, users }: { shown: Shown; theme: Theme; users: SlackScene["users"] }) {
  const view = shown.payload as unknown as {
    blocks: SlackBlock[];
    title?: { text: string };
    submit?: { text: string };
    close?: { text: string };
  };
  const blocks = <SlackBlocks blocks={view.blocks} users={users} press={nothing} theme={theme} />;
  if (shown.kind === "home") return <main className="pane slack home">{blocks}</main>;
  if (shown.kind === "form")
    return (
      <main className="pane slack s-modal">
        <h1>{view.title?.text}</h1>
        <div className="s-modal-body">{blocks}</div>
        <footer>
          <button type="button" className="s-button">
            {view.close?.text}
          </button>
          {view.submit && (
            <button type="button" className="s-button primary">
              {view.submit.text}
            </button>
          )}
        </footer>
      </main>
    );
  return (
    <main className="pane slack">
      <div className="said">{blocks}</div>
    </main>
  );
}

function OnTeams({ shown, theme }: { shown: Shown; theme: Theme }) {
  return (
    <main className="pane teams">
      <Card card={shown.payload} press={nothing} theme={theme} />
    </main>
  );
}
