import { TOKEN_HASH } from "../../api/page-source.ts";
import { embeddedSource } from "./embedded-source.ts";
import { liveSource } from "./live-source.ts";
import type { PageSource } from "./page-source.ts";

const TOKEN = "review-token";
const TAB = "review-tab";

/** Where this page has what it shows from: itself, or the program that served it. */
export async function findSource(): Promise<PageSource> {
  const data = document.getElementById("review-data")?.textContent;
  if (data) return embeddedSource(data);
  followToken();
  const isReadOnly = document.documentElement.dataset.readOnly === "yes";
  return liveSource({ token: takeToken(), tab: takeTabName(), isReadOnly });
}

/** The token comes once; then this tab keeps it, and the address can be shown to anyone. */
function takeToken(): string {
  if (location.hash.startsWith(TOKEN_HASH)) {
    const token = location.hash.slice(TOKEN_HASH.length);
    // What was kept under another start may be about another tree.
    if (token !== sessionStorage.getItem(TOKEN)) sessionStorage.clear();
    sessionStorage.setItem(TOKEN, token);
    history.replaceState(null, "", `${location.pathname}#/`);
  }
  return sessionStorage.getItem(TOKEN) ?? "";
}

/** An address with a token that is pasted into this tab changes but its hash: the page is loaded again, and nobody takes it for a view. */
function followToken(): void {
  addEventListener("hashchange", (event) => {
    if (!location.hash.startsWith(TOKEN_HASH)) return;
    event.stopImmediatePropagation();
    location.reload();
  });
}

/** The same after the page was loaded again: what was decided in this tab is kept under it. */
function takeTabName(): string {
  const name = sessionStorage.getItem(TAB) ?? crypto.randomUUID();
  sessionStorage.setItem(TAB, name);
  return name;
}
