const ZONE = "Europe/London";
const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
const longDay = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const dayKey = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });

/** "09:36" */
export function timeOf(iso: string): string {
  return time.format(new Date(iso));
}

/** "12 KB" */
export function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "2026-11-21", by London's day */
export function dayOf(iso: string): string {
  return dayKey.format(new Date(iso));
}

/** "Saturday 21 November 2026", from "2026-11-21"; nothing for what is no date */
export function dayInWords(day: string): string {
  const moment = new Date(`${day}T12:00:00Z`);
  return Number.isNaN(moment.getTime()) ? "" : longDay.format(moment).replace(",", "");
}

/** "AO" for "Ann Okoro" */
export function initials(name: string): string {
  const parts = name.replace(/\(.*\)/, "").trim().split(/\s+/);
  return ((parts[0]?.[0] ?? "") + (parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : "")).toUpperCase();
}

const HUES = ["#5b6f8f", "#7a5c86", "#3f7a6c", "#96644a", "#4f7191", "#83603f", "#5f7a42", "#8a5468"];

/** A quiet colour that stays with a name. */
export function colourOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return HUES[sum % HUES.length] ?? "#5b6f8f";
}

/** "30/06/2026", from "2026-06-30" */
export function britishDay(day: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? day.split("-").reverse().join("/") : "";
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** "2026-06-30", from "30/6/2026", "30.06.26", "30 June 2026" or itself; nothing for what is no date */
export function readDay(typed: string): string {
  const iso = /^\s*(\d{4})-(\d\d)-(\d\d)\s*$/.exec(typed);
  if (iso) return readDay(`${iso[3]}/${iso[2]}/${iso[1]}`);
  const parts = /^\s*(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.,-]+(\d{4}|\d\d)\s*$/i.exec(typed);
  if (!parts) return "";
  const [, day = "", named = "", written = ""] = parts;
  const month = /^\d/.test(named) ? Number(named) : MONTHS.indexOf(named.slice(0, 3).toLowerCase()) + 1;
  const year = written.length === 2 ? `20${written}` : written;
  const found = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const moment = new Date(`${found}T12:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(found) ? found : "";
}
