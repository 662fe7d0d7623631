import { useCallback, useEffect, useRef, useState } from "react";
import type { Done, Scene, WireDetail } from "./types";

/** A refusal by the playground itself, with a sentence for the person. */
export class Refusal extends Error {}

async function answerOf<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch(() => ({}));
  if (!response.ok) {
    const words = (body as { error?: string }).error;
    throw new Refusal(words ?? "The demonstration did not answer. Is it still running?");
  }
  return body as T;
}

/** Does something as somebody: `what` is an address below /api/do. */
export async function act(what: string, as: string, given: object = {}): Promise<Done> {
  const response = await fetch(`/api/do/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as, ...given }),
  }).catch(() => {
    throw new Refusal("The demonstration does not answer. Is it still running?");
  });
  return answerOf<Done>(response);
}

/** Where a file of a conversation can be had, as somebody. */
export function fileAt(platform: "slack" | "teams", id: string, as: string): string {
  return `/api/file/${platform}/${encodeURIComponent(id)}?as=${encodeURIComponent(as)}`;
}

/** One request with its headers and bodies. */
export async function exchange(id: string): Promise<WireDetail> {
  return answerOf<WireDetail>(await fetch(`/api/wire/${id}`));
}

/** What one person sees, kept current; `lost` while the server does not answer. */
export function useScene(as: string): { scene: Scene | null; lost: boolean; reload: () => Promise<void> } {
  const [scene, setScene] = useState<Scene | null>(null);
  const [lost, setLost] = useState(false);
  const latest = useRef(0);
  const reload = useCallback(async () => {
    const number = ++latest.current;
    try {
      const next = await answerOf<Scene>(await fetch(`/api/scene?as=${encodeURIComponent(as)}`));
      // An older answer may arrive after a newer one.
      if (number === latest.current) {
        setScene(next);
        setLost(false);
      }
    } catch {
      if (number === latest.current) setLost(true);
    }
  }, [as]);
  useEffect(() => {
    let waiting: number | undefined;
    void reload();
    const events = new EventSource("/api/events");
    events.onmessage = () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => void reload(), 40);
    };
    events.onerror = () => setLost(true);
    events.onopen = () => setLost(false);
    return () => {
      window.clearTimeout(waiting);
      events.close();
    };
  }, [reload]);
  return { scene, lost, reload };
}
