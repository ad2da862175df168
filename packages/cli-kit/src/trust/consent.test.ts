import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, type Gate, runnerSubject, type TrustRequest } from "@review/corpus";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { openWorkspace } from "../open-workspace.ts";
import { newRequests } from "./consent.ts";
import { readAgreements } from "./trust-file.ts";

const none = { json: false, quiet: false };
const MINE = { runners: { mine: { command: ["./mine.sh"], passEnv: ["TOKEN"] } } };
const CHECK = "kb/instructions/review-gates/prose/checked.md";

/** A tree, and somebody who works in it: `open` gives what a command is given. */
function makeTree(config: object = MINE, files: Record<string, string> = {}) {
  const base = makeKnowledgeBase({ "review.config.json": JSON.stringify(config), ...files });
  const HOME = scratchFolder();
  const open = async ({
    answer,
    trust,
    environment = {},
  }: {
    answer?: string;
    trust?: boolean;
    environment?: Record<string, string>;
  } = {}) => {
    const asked: string[] = [];
    const { io } = fakeIo({ cwd: base.root, environment: { HOME, ...environment } });
    const ask = async (question: string) => {
      asked.push(question);
      return answer;
    };
    const workspace = await openWorkspace({ ...none, ...(trust && { trust }) }, { ...io, ask });
    return { ...workspace, asked, agreements: () => readAgreements(io) };
  };
  return { ...base, home: HOME, open };
}

const NEEDED = { code: "trust-needed" };
const mine = [runnerSubject("mine")];

describe("consent", () => {
  it("is needed only for what takes effect", async () => {
    const { consent, asked } = await makeTree().open({ answer: "y" });
    await consent.require([runnerSubject("claude-code"), "defaults"]);
    expect(asked).toEqual([]);
  });

  it("is asked for once, for everything there is, and kept", async () => {
    const tree = makeTree(MINE, { [CHECK]: "---\ncheck: lint -q\n---\nx" });
    const { consent, asked, agreements, corpus } = await tree.open({ answer: "y" });
    await consent.require(mine);
    expect(asked).toEqual([
      [
        `${corpus.root} names what would be started, handed on or written to:`,
        `  ${CHECK}: check  lint -q`,
        "  runners.mine: command  ./mine.sh",
        "  runners.mine: passEnv  TOKEN",
        "Agree to exactly this? [y/N] ",
      ].join("\n"),
    ]);
    expect(agreements()).toMatchObject([{ root: corpus.root }]);
    const again = await tree.open();
    await again.consent.require([...mine, CHECK]);
    expect(await again.consent.pending()).toEqual([]);
  });

  it("is asked for once by two that need it at the same time", async () => {
    const { consent, asked } = await makeTree().open({ answer: "y" });
    await Promise.all([consent.require(["runners.mine"]), consent.require(["runners.mine"])]);
    expect(asked).toHaveLength(1);
  });

  it("is asked for again for what is new, and shows only that", async () => {
    const tree = makeTree();
    await (await tree.open({ answer: "y" })).consent.require(mine);
    tree.write(CHECK, "---\ncheck: lint\n---\nx");
    const { consent, asked, corpus } = await tree.open({ answer: "n" });
    await expect(consent.require(mine)).rejects.toMatchObject(NEEDED);
    expect(asked).toEqual([
      `${corpus.root} names something new:\n  ${CHECK}: check  lint\nAgree to exactly this? [y/N] `,
    ]);
  });

  it("is asked for with what there is to read, where that is more than a screen", async () => {
    const runners = { mine: { command: ["./mine.sh", "x".repeat(2000)] } };
    const { consent, asked } = await makeTree({ runners }).open({ answer: "n" });
    await expect(consent.require(mine)).rejects.toMatchObject(NEEDED);
    expect(asked[0]?.split("\n").at(-1)).toBe(
      "Agree to exactly this, 1 value on 27 lines, also those that scrolled by? [y/N] ",
    );
  });

  it.each<[what: string, config: object, isNew: boolean]>([
    [
      "another word of its command",
      { runners: { mine: { command: ["./mine.sh", "-x"], passEnv: ["TOKEN"] } } },
      true,
    ],
    ["a variable less", { runners: { mine: { command: ["./mine.sh"] } } }, true],
    [
      "the same in another order of keys",
      { runners: { mine: { passEnv: ["TOKEN"], command: ["./mine.sh"] } } },
      false,
    ],
    ["a runner less", {}, false],
    ["settings that ask for nothing", { ...MINE, limits: { jobs: 7 }, exclude: ["x"] }, false],
  ])("is given for a configuration; %s: is it new? (%#)", async (_, config, isNew) => {
    const tree = makeTree();
    await (await tree.open({ answer: "y" })).consent.require(mine);
    tree.write("review.config.json", JSON.stringify(config));
    expect((await (await tree.open()).consent.pending()).length > 0).toBe(isNew);
  });

  it("is refused where nobody answers, and where the answer is no: nothing is kept", async () => {
    for (const answer of [undefined, "", "n", "yess"]) {
      const { consent, agreements } = await makeTree().open(answer === undefined ? {} : { answer });
      await expect(consent.require(mine)).rejects.toMatchObject({
        ...NEEDED,
        message: expect.stringMatching(
          /runners\.mine: command \.\/mine\.sh.*`review-nested trust`.*--trust.*REVIEW_TRUST/,
        ),
      });
      expect(agreements()).toEqual([]);
    }
  });

  it("is given for once by --trust, and for one digest by REVIEW_TRUST; neither is kept", async () => {
    const tree = makeTree();
    const flag = await tree.open({ trust: true });
    await flag.consent.require(mine);
    const requests = await (await tree.open()).consent.pending();
    const environment = { REVIEW_TRUST: ` ${digestOf(requests)}\n` };
    const variable = await tree.open({ environment });
    await variable.consent.require(mine);
    expect([...flag.agreements(), ...variable.agreements(), ...flag.asked, ...variable.asked]).toEqual([]);
    tree.write(CHECK, "---\ncheck: lint\n---\nx");
    await expect((await tree.open({ environment })).consent.require(mine)).rejects.toThrow(
      /^REVIEW_TRUST is the digest of something else, and you have not agreed to what /,
    );
  });

  it("is none that the repository brought along itself, and says so", async () => {
    const tree = makeTree();
    const { consent, corpus } = await tree.open({ answer: "y" });
    await consent.require(mine);
    const XDG_CONFIG_HOME = join(corpus.root, ".config");
    cpSync(join(tree.home, ".config"), XDG_CONFIG_HOME, { recursive: true });
    const planted = await tree.open({ environment: { XDG_CONFIG_HOME } });
    await expect(planted.consent.require(mine)).rejects.toMatchObject({
      ...NEEDED,
      message: expect.stringContaining(
        "trust.json lies in the repository itself, so no agreement in it counts",
      ),
    });
  });

  it("covers the gates as they were read, not as they have become", async () => {
    const tree = makeTree({}, { [CHECK]: "---\ncheck: lint\n---\nx" });
    await (await tree.open({ answer: "y" })).consent.require([CHECK]);
    const { consent } = await tree.open();
    const read: Pick<Gate, "path" | "check"> = { path: CHECK, check: ["evil"] };
    await consent.require([CHECK]);
    await expect(consent.require([CHECK], [read as Gate])).rejects.toThrow(/check evil/);
  });

  it("shows no escape sequence of a repository to a terminal", async () => {
    const tree = makeTree({ runners: { "a\u001b[2J": { command: ["x\u001b[31m\ny"] } } });
    const { consent, asked } = await tree.open({ answer: "n" });
    await expect(consent.require(["runners.a\u001b[2J"])).rejects.toMatchObject(NEEDED);
    expect(asked.join()).toContain(String.raw`runners.a\u{1b}[2J: command  "x\u001b[31m\ny"`);
    expect(asked.join()).not.toContain("\u001b");
  });

  it("needs no folder of gates", async () => {
    const root = scratchFolder();
    writeFileSync(join(root, "review.config.json"), JSON.stringify(MINE));
    const { io } = fakeIo({ cwd: root });
    const { consent } = await openWorkspace(none, io);
    await expect(consent.require(mine)).rejects.toMatchObject(NEEDED);
  });
});

it("what is new is what no fingerprint and no digest covers", () => {
  const request = (subject: string): TrustRequest => ({
    subject,
    values: [{ key: "command", value: [subject] }],
  });
  const [a, b] = [request("a"), request("b")];
  expect(newRequests([a, b], {})).toEqual([a, b]);
  expect(newRequests([a, b], { digest: digestOf([b, a]) })).toEqual([]);
  expect(newRequests([a, b], { digest: digestOf([a]) })).toEqual([a, b]);
  expect(newRequests([], {})).toEqual([]);
});
