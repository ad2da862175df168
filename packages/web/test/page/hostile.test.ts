import { describe, expect, it } from "vitest";
import { renderReport } from "../../src/report/render-report.ts";
import {
  ASSETS,
  executablePath,
  PATIENT,
  show,
  soon,
  useBrowser,
  type WatchedPage,
  writeReport,
} from "./browser.ts";
import { startFakeApi, TOKEN } from "./fake-api.ts";
import { makePage } from "./make-page.ts";
import { PAYLOADS } from "./payloads.ts";

const payload = (at: number) => PAYLOADS[at % PAYLOADS.length] ?? "";

/** A page whose every name and text is a payload: of notes, gates, models, findings, answers, reasons. */
const hostilePage = () =>
  makePage({
    notes: PAYLOADS.length,
    gates: PAYLOADS.length,
    findingEvery: 2,
    models: [payload(7), payload(0)],
    words: {
      note: (at) => `${at}/${payload(at)}.md`,
      gate: (at) => `${payload(at)}/${at}`,
      text: payload,
    },
  });

/** The addresses of all views of that page: of every note and gate, of which each has several payloads. */
function addresses(): string[] {
  const { page, runs } = hostilePage();
  const encode = (path: string) => path.split("/").map(encodeURIComponent).join("/");
  return [
    ...[
      "#/",
      "#/queue",
      "#/queue?show=waived",
      "#/runs",
      "#/compare",
      "#/<script>alert(1)</script>",
      "#/note/%E0%A4%A",
    ],
    ...page.notes.map(({ notePath }) => `#/note/${encode(notePath)}`),
    ...some(page.notes).map(({ notePath }) => `#/note/${encode(notePath)}?view=source`),
    ...page.gates.map(({ gateId }) => `#/gate/${encode(gateId)}`),
    ...Object.keys(runs).map((id) => `#/run/${id}`),
    ...some(PAYLOADS).map(
      (text) => `#/queue?q=${encodeURIComponent(text)}&finding=${encodeURIComponent(text)}`,
    ),
  ];
}

const some = <T>(all: readonly T[]): T[] => all.filter((_, at) => at % 3 === 0);

/** Goes through all views, with everything unfolded, and clicks what could be a trap. */
async function walk({ page }: WatchedPage, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) {
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await soon(() => page.getByText("loading…").count()).toBe(0);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      for (const mark of document.querySelectorAll<HTMLElement>("mark:not(.current)")) mark.click();
    });
  }
}

/** What no text may have become. */
const traps = ({ page }: WatchedPage) =>
  page.evaluate(() => ({
    elements: [
      ...document.querySelectorAll(
        "#review-page :is(script, style, link, iframe, object, embed, img, video, audio, base, meta, svg, math, template)",
      ),
    ].map(({ outerHTML }) => outerHTML),
    attributes: [...document.querySelectorAll("#review-page *")].flatMap(({ attributes }) =>
      [...attributes].map(({ name }) => name).filter((name) => name.startsWith("on") || name === "srcdoc"),
    ),
    links: [...document.querySelectorAll<HTMLAnchorElement>("#review-page a")]
      .map((link) => link.getAttribute("href") ?? "")
      .filter((href) => !/^(?:#\/|https:\/\/|mailto:)/.test(href)),
  }));

const HARMLESS = { elements: [], attributes: [], links: [] };

it("there are fifty payloads", () => expect(new Set(PAYLOADS).size).toBeGreaterThanOrEqual(50));

it("a report closes none of its own elements by what is in it, and names no other host", () => {
  const html = renderReport(hostilePage(), ASSETS);
  expect(html.match(/<script/gi)).toHaveLength(2);
  expect(html.match(/<\/script/gi)).toHaveLength(2);
  expect(html).not.toContain("<!--");
  expect(html.match(/<style/gi)).toHaveLength(1);
  expect(html.match(/<title>.*<\/title>/)?.[0]).toBe(
    "<title>&lt;script&gt;alert(1)&lt;/script&gt; · review</title>",
  );
});

describe.skipIf(!executablePath)("hostile texts in a browser", PATIENT, () => {
  const { open } = useBrowser();

  it("run nothing and load nothing in a report", async () => {
    const watched = await open();
    await show(watched, writeReport(hostilePage()));
    for (const hash of addresses()) {
      await walk(watched, [hash]);
      expect({ hash, ...(await traps(watched)) }).toEqual({ hash, ...HARMLESS });
    }
    expect(watched.problems).toEqual([]);
    expect(watched.page.context().pages()).toHaveLength(1);
  });

  it("run nothing and load nothing in the live page, also where they are decided about", async () => {
    const api = await startFakeApi(hostilePage());
    const watched = await open();
    const { page, problems } = watched;
    await show(watched, api.url, `#token=${TOKEN}`);
    await walk(
      watched,
      addresses().filter((_, at) => at % 4 === 0),
    );
    await walk(watched, ["#/queue"]);
    for (const text of PAYLOADS.slice(0, 12)) {
      api.refuseNext(409, text);
      await page.keyboard.type("op");
      await page.getByLabel("Remark").fill(text);
      await page.keyboard.press("Enter");
      await soon(() => page.getByRole("dialog").getByRole("alert").count()).toBe(1);
      expect(await traps(watched)).toEqual(HARMLESS);
      await page.keyboard.press("Escape");
      await soon(() => page.getByRole("dialog").count()).toBe(0);
    }
    api.send({ kind: "progress", running: [{ runId: 1, notePath: payload(6) }], ended: 0, failed: 0 });
    await soon(() => page.locator(".progress").innerText()).toContain(payload(6));
    // The browser itself tells of answers that were refused on purpose.
    expect(problems.filter((problem) => !problem.includes("409 (Conflict)"))).toEqual([]);
  });

  it("are shown as they are", async () => {
    const watched = await open();
    await show(
      watched,
      writeReport(hostilePage()),
      `#/note/6/${encodeURIComponent(payload(6))}.md?view=source`,
    );
    expect(await watched.page.locator("h1").innerText()).toBe(`6/${payload(6)}.md`);
    expect(await watched.page.locator(".source").innerText()).toContain(payload(6));
  });

  it.each([
    ["a script", "<script>alert(1)</script>", "script-src"],
    ["a script of another host", "<script src=https://evil.example/x.js></script>", "script-src"],
    ["a style", "<style>p { color: red }</style>", "style-src"],
    ["an attribute that runs script", "<img src=data:, onerror=alert(1)>", "script-src"],
    ["an image of another host", "<img src=https://evil.example/x.png>", "img-src"],
    ["a frame", "<iframe src=https://evil.example/></iframe>", "frame-src"],
  ])("would be refused by the policy, were there %s", async (_, markup, directive) => {
    const watched = await open();
    await show(watched, writeReport(makePage({ notes: 3, gates: 3 })));
    await watched.page.evaluate((html) => {
      const range = document.createRange();
      document.body.append(range.createContextualFragment(html));
    }, markup);
    await soon(() =>
      watched.problems.filter((problem) => problem.startsWith("console: refused by")).join(),
    ).toContain(directive);
    expect(watched.problems.filter((problem) => problem.startsWith("dialog"))).toEqual([]);
  });

  it("would get no answer from anywhere, were anything asked for", async () => {
    const watched = await open();
    await show(watched, writeReport(makePage({ notes: 3, gates: 3 })));
    const asked = await watched.page.evaluate(() =>
      fetch("https://evil.example/").then(
        () => "answered",
        (error: Error) => error.message,
      ),
    );
    expect(asked).toContain("Failed to fetch");
  });
});
