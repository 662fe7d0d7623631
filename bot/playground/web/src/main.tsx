import { createRoot } from "react-dom/client";
import { App } from "./App";
import "slack-blocks-to-jsx/dist/style.css";
import "./styles/page.css";
import "./styles/panes.css";
import "./styles/slack.css";
import "./styles/teams.css";
import "./styles/wire.css";
import "./styles/narrow.css";

const place = document.getElementById("page");
if (place) createRoot(place).render(<App />);
