/**
 * Whoever works with the keyboard keeps their place in a list of messages: a pressed button is switched off while it
 * waits, a card is drawn anew, a window opens and closes; each of these would send them back to the top of the page.
 */
interface Place {
  list: HTMLElement;
  message: Element;
  name: string;
  position: number;
}

let last: Place | null = null;

// With its title, which says of which action: the next row has a button of the same name.
const nameOf = (one: Element) => [one.getAttribute("aria-label") ?? one.textContent, one.getAttribute("title")].join("\n");

const FIELDS = "input, select, textarea";

const pressable = (message: Element) =>
  [...message.querySelectorAll<HTMLElement>(`button:not([role=menuitem]), a[href], ${FIELDS}`)].filter((one) =>
    one.checkVisibility(),
  );

/** Puts the focus back where it was, or on what stands there now; only where nothing else has it. */
export function giveFocusBack(): void {
  if (!last || (document.activeElement !== document.body && document.activeElement !== null)) return;
  const { list, message, name, position } = last;
  if (!list.isConnected || message.querySelector("[aria-busy=true]")) return;
  const there = message.isConnected ? pressable(message) : [];
  const next =
    there.find((one) => nameOf(one) === name) ??
    there.find((one) => one.matches(FIELDS)) ?? // a form came in its place
    there[Math.min(position, there.length - 1)] ??
    list;
  next.focus({ preventScroll: true });
}

/** Watches over the focus in a list of messages; gives back what ends that. */
export function keepFocus(list: HTMLElement): () => void {
  const enter = (event: FocusEvent) => {
    const one = event.target as Element;
    const message = one.closest("article");
    if (!message || !list.contains(message)) {
      if (!one.closest("dialog") && last?.list === list) last = null;
      return;
    }
    if (one.getAttribute("role") === "menuitem") return; // its menu's button is where one comes back to
    last = { list, message, name: nameOf(one), position: pressable(message).indexOf(one as HTMLElement) };
  };
  const point = (event: PointerEvent) => {
    // A click beside everything gives the focus up; one on a button of a message is like the key.
    if (!(event.target as Element).closest("article, dialog")) last = null;
  };
  const watch = new MutationObserver(giveFocusBack);
  watch.observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "inert"] });
  document.addEventListener("focusin", enter);
  document.addEventListener("pointerdown", point);
  return () => {
    watch.disconnect();
    document.removeEventListener("focusin", enter);
    document.removeEventListener("pointerdown", point);
  };
}
