import { escapeHtml } from "./escape-html.ts";

/** What both pages have in common; `head` and `body` are markup of ours. */
export function renderDocument(parts: {
  title: string;
  isReadOnly?: boolean;
  head: readonly string[];
  body: readonly string[];
}): string {
  const { title, isReadOnly = false, head, body } = parts;
  return `${[
    "<!doctype html>",
    `<html lang="en"${isReadOnly ? ' data-read-only="yes"' : ""}>`,
    "<head>",
    '<meta charset="utf-8">',
    ...head.filter((line) => line.startsWith("<meta")),
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<link rel="icon" href="data:,">',
    `<title>${escapeHtml(title)}</title>`,
    ...head.filter((line) => !line.startsWith("<meta")),
    "</head>",
    "<body>",
    '<div id="review-page"><main class="view"><p class="message">loading…</p></main></div>',
    "<noscript>This page is made by JavaScript, which is turned off.</noscript>",
    ...body,
    "</body>",
    "</html>",
  ].join("\n")}\n`;
}
