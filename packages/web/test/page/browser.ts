import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findChromium } from "@review/test-kit/find-chromium.mjs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import type { EmbeddedPage } from "../../src/api/page-source.ts";
import { renderReport } from "../../src/report/render-report.ts";

/** The browser that is installed here, if one is. */
export const executablePath: string | undefined = findChromium();

const built = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../dist/page/${name}`, import.meta.url)), "utf8");
export const ASSETS = { script: built("page.js"), style: built("page.css") };

/** A test in a browser goes through many views; a machine that has much to do must not fail it. */
export const PATIENT = { timeout: 300_000 };

/** One browser for a file of tests. */
export function useBrowser(): { open(options?: BrowserContextOptions): Promise<WatchedPage> } {
  let browser: Browser;
  beforeAll(async () => {
    // As root there is no sandbox; what is opened here is our own.
    browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());
  return {
    open: async (options) => {
      const context = await browser.newContext(options);
      onTestFinished(() => context.close());
      context.setDefaultTimeout(30_000);
      return watch(await context.newPage());
    },
  };
}

/** A page, and all that it must not do. */
export interface WatchedPage {
  page: Page;
  /** Errors, dialogs, refusals of the content policy, and requests for anything but its own. */
  problems: string[];
}

async function watch(page: Page): Promise<WatchedPage> {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => problems.push(`window: ${popup.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(?:file:|data:,$|http:\/\/127\.0\.0\.1:)/.test(url)) problems.push(`request: ${url}`);
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`refused by ${violatedDirective}: ${blockedURI}`);
    });
  });
  return { page, problems };
}

/** What is true in a moment, also on a machine that has much to do. */
export const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });

/** Writes a report and returns its address. */
export function writeReport(embedded: EmbeddedPage): string {
  const folder = mkdtempSync(join(tmpdir(), "review-page-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "report.html");
  writeFileSync(file, renderReport(embedded, ASSETS));
  return pathToFileURL(file).href;
}

/** Where the page is now; its address as the browser's driver has it lags behind. */
export const hashOf = (page: Page): Promise<string> => page.evaluate(() => location.hash);

/** Goes to an address within the page and waits until it is drawn. */
export async function show({ page }: WatchedPage, url: string, hash = "#/"): Promise<void> {
  await page.goto(url + hash);
  await page.locator("main h1").first().waitFor();
  await soon(() => page.getByText("loading…").count()).toBe(0);
}
