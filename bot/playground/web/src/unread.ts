import { useEffect, useRef, useState } from "react";

/**
 * Which conversations have something that was not looked at. What is there at first counts as seen, and so does what
 * arrives in the conversation that is shown (`looking` false: the pane itself is out of sight).
 */
export function useUnread(newest: Record<string, string>, shown: string, looking: boolean, me: string): Set<string> {
  const [seen, setSeen] = useState(newest);
  const whose = useRef(me);
  const mark = JSON.stringify(newest);
  useEffect(() => {
    const now = JSON.parse(mark) as Record<string, string>;
    if (whose.current !== me) {
      whose.current = me;
      setSeen(now);
    } else if (looking) {
      setSeen((before) => (before[shown] === now[shown] ? before : { ...before, [shown]: now[shown] ?? "" }));
    }
  }, [mark, shown, looking, me]);
  if (whose.current !== me) return new Set();
  return new Set(
    Object.keys(newest).filter((id) => newest[id] && newest[id] !== seen[id] && !(looking && id === shown)),
  );
}

/** The newest entry of each conversation, by a key of it. */
export function newestOf<T>(messages: Record<string, T[]>, keyOf: (message: T) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).map(([id, list]) => {
      const last = list.at(-1);
      return [id, last ? keyOf(last) : ""];
    }),
  );
}

/** Whether the page is so narrow that one pane at a time is shown. */
export function useNarrow(): boolean {
  const [query] = useState(() => window.matchMedia("(max-width: 760px)"));
  const [narrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const listen = () => setNarrow(query.matches);
    query.addEventListener("change", listen);
    return () => query.removeEventListener("change", listen);
  }, [query]);
  return narrow;
}
