import MarkdownIt from "markdown-it";

// Raw HTML is never passed on, so that a person's words stay words; pictures would be fetched from elsewhere.
const renderer = new MarkdownIt({ html: false, linkify: false, breaks: true }).disable("image");

/** The part of Markdown that Teams draws, as HTML. */
export function markdown(text: string): string {
  return renderer.render(text);
}
