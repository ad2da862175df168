import type { FixEntry } from "@review/views";
import { TOKEN_HASH } from "../../src/api/page-source.ts";
import { show, type useBrowser, type WatchedPage } from "./browser.ts";
import { type FakeApi, startFakeApi, TOKEN } from "./fake-api.ts";
import { makePage } from "./make-page.ts";

export type LivePage = WatchedPage & { api: FakeApi };

/** The live page over a fake server, at an address within it. */
export async function startLive(
  { open }: Pick<ReturnType<typeof useBrowser>, "open">,
  hash = "#/queue",
  options: { isReadOnly?: boolean } = {},
): Promise<LivePage> {
  const api = await startFakeApi(makePage({ notes: 30, gates: 12 }), options);
  const watched = await open();
  // The token comes with the first address alone.
  await show(watched, api.url, `${TOKEN_HASH}${TOKEN}`);
  await show(watched, api.url, hash);
  return { ...watched, api };
}

/** What the finding says that is looked at. */
export const current = ({ page }: WatchedPage): Promise<string> =>
  page.locator('.item[aria-current="true"] .message-text').innerText();

/** How many findings there are. */
export const count = async ({ page }: WatchedPage): Promise<number> =>
  Number((await page.locator("h1").innerText()).split(" ")[0]);

/** Somebody else settles what the nth row of the queue shows; the page is not told. */
export async function settle({ page, api }: LivePage, nth: number): Promise<FixEntry | undefined> {
  const text = await page.locator(".item .message-text").nth(nth).innerText();
  const { findings } = api.embedded.page;
  const isShown = (entry: FixEntry) => entry.findings.some(({ message }) => text.endsWith(message));
  const [gone] = findings.splice(findings.findIndex(isShown), 1);
  return gone;
}
