// What the playground's server says: see scene.py.

export interface Json {
  [key: string]: unknown;
}

export interface TextObject {
  type: string;
  text: string;
}

export interface SlackOption {
  text: TextObject;
  value: string;
  description?: TextObject;
}

export interface SlackElement {
  type: string;
  action_id: string;
  text?: TextObject;
  value?: string;
  style?: "primary" | "danger";
  url?: string;
  confirm?: { title: TextObject; text: TextObject; confirm: TextObject; deny: TextObject };
  accessibility_label?: string;
  placeholder?: TextObject;
  options?: SlackOption[];
  option_groups?: { label: TextObject; options: SlackOption[] }[];
  initial_option?: SlackOption;
  initial_options?: SlackOption[];
  initial_value?: string;
  initial_date?: string;
  initial_time?: string;
  initial_user?: string;
  initial_users?: string[];
  initial_channel?: string;
  initial_conversation?: string;
  multiline?: boolean;
  max_length?: number;
  min_length?: number;
}

export interface SlackBlock {
  type: string;
  block_id: string;
  text?: TextObject;
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  dispatch_action?: boolean;
  element?: SlackElement;
  elements?: SlackElement[];
  accessory?: SlackElement;
  actions?: SlackElement[];
}

export interface SlackMessage {
  ts: string;
  /** The number of this state of it: a press is sent with what was seen. */
  drawn: number;
  at: string;
  name: string;
  app: boolean;
  text: string;
  blocks: SlackBlock[];
  files: { id: string; name: string }[];
  ephemeral: boolean;
  edited: boolean;
}

export interface SlackView {
  id: string;
  hash: string;
  title: string;
  submit: string | null;
  close: string;
  blocks: SlackBlock[];
  errors: Record<string, string>;
  depth: number;
}

export interface Conversation {
  id: string;
  name: string;
  kind: string;
  team?: string | null;
}

export interface SlackScene {
  workspace: string;
  bot: string;
  users: { id: string; name: string }[];
  conversations: Conversation[];
  messages: Record<string, SlackMessage[]>;
  modal: SlackView | null;
  home: SlackView | null;
}

export interface TeamsMessage {
  id: string;
  drawn: number;
  at: string;
  name: string;
  app: boolean;
  mine: boolean;
  text: string;
  card: Json | null;
  file: { id: string | null; name: string; asks: boolean; words: string; size: number } | null;
  thread: string | null;
  private: boolean;
  edited: boolean;
}

export interface TeamsScene {
  bot: string;
  conversations: Conversation[];
  messages: Record<string, TeamsMessage[]>;
  dialog: { title: string; card: Json } | null;
  notice: string | null;
}

export interface WireEntry {
  id: string;
  at: string;
  platform: "Slack" | "Teams";
  direction: "to bot" | "from bot";
  what: string;
  status: number | null;
  ms: number;
  problem: string | null;
}

export interface WireDetail extends WireEntry {
  path: string;
  headers: Record<string, string>;
  request: string;
  response: string;
}

export interface Person {
  key: string;
  name: string;
  post: string;
}

export interface Scene {
  version: number;
  me: string;
  people: Person[];
  suggestions: string[];
  clock: { now: string; today: string; next_working_day: string };
  slack: SlackScene;
  teams: TeamsScene;
  wire: WireEntry[];
}

export interface Done {
  ok: boolean;
  status?: number | null;
  problem?: string | null;
  words?: string;
}

/** Does something in the demo's world, and tells what became of it. */
export type Do = (what: string, given?: object) => Promise<Done | null>;

/** What both platforms' panes get; `looking` is whether the pane is in sight, `tellUnread` says if it has news. */
export interface PaneProps {
  me: string;
  name: string;
  suggestions: string[];
  doIt: Do;
  looking: boolean;
  tellUnread: (unread: boolean) => void;
}

/** Presses or chooses something: the element as "block/action", and what was chosen with the other fields' state. */
export type Press = (element: string, given: { choose?: unknown; values?: object }) => Promise<Done | null>;

export interface Fields {
  values: Record<string, unknown>;
  set: (name: string, value: unknown) => void;
  errors: Record<string, string>;
}
