import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTree, PIPE, rejection } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { contentSha } from "../files/content-sha.ts";
import { lintGates } from "../lint/lint-gates.ts";
import { openCorpus } from "../open-corpus.ts";
import { listGates, resolveGates } from "./gates.ts";

const FULL =
  "---\nname: Full gate\nrequires_trait: t\nwatches: [title]\ncheck: lint -x\nseverity: fail\n---\n## Test\n";

describe("listGates", () => {
  it("reads every gate in id order, with lens, name and scope", async () => {
    const corpus = await createCorpus({
      "gates/prose/full.md": FULL,
      "gates/prose/deep/titled.md": "---\ndescription: d\n---\n\n# The title #\n\n# Not this\n",
      "gates/bare.md": "\uFEFFNo title.\n\n# Later\n",
      "gates/-dash ü.md": "## Section\n",
    });
    const { gates, broken } = await listGates(corpus);
    expect(broken).toEqual([]);
    expect(gates.map(({ id, lens, name }) => [id, lens, name])).toEqual([
      ["-dash ü", "", "-dash ü"],
      ["bare", "", "bare"],
      ["prose/deep/titled", "prose/deep", "The title"],
      ["prose/full", "prose", "Full gate"],
    ]);
    expect(gates.at(-1)).toEqual({
      id: "prose/full",
      lens: "prose",
      path: "gates/prose/full.md",
      sha: contentSha(FULL),
      text: FULL,
      name: "Full gate",
      requiresTrait: "t",
      watches: ["title"],
      check: ["lint", "-x"],
      severity: "fail",
      inputs: [],
      volatile: false,
    });
  });

  it("makes the inputs that a gate declares part of its version", async () => {
    const gate = "---\ncheck: lint\ninputs: [.lintrc, rules/b.json, rules/a.json]\n---\nIs it tidy?\n";
    const tree = { "gates/tidy.md": gate, ".lintrc": "strict", "rules/b.json": "{}", "rules/a.json": "[]" };
    const read = async (files: Record<string, string>) =>
      (await listGates(await createCorpus(files))).gates[0];
    const version = await read(tree);
    expect(version?.text).toBe(
      `${gate}
<!-- inputs of this gate, each with the SHA-256 of its bytes
${contentSha("strict")}  ".lintrc"
${contentSha("[]")}  "rules/a.json"
${contentSha("{}")}  "rules/b.json"
-->
`,
    );
    expect(version?.sha).toBe(contentSha(version?.text ?? ""));
    expect((await read({ ...tree, "other.json": "{}" }))?.sha).toBe(version?.sha);
    expect((await read({ ...tree, "rules/a.json": "[1]" }))?.sha).not.toBe(version?.sha);
    expect(version?.inputs).toContainEqual({ path: ".lintrc", sha: contentSha("strict") });
  });

  it("reads an input that several gates name once", async () => {
    const gate = "---\ninputs: [.lintrc]\n---\nx\n";
    const corpus = await createCorpus({ "gates/a.md": gate, "gates/b.md": gate, ".lintrc": "strict" });
    const [a, b] = (await listGates(corpus)).gates;
    expect(a?.inputs).toEqual([{ path: ".lintrc", sha: contentSha("strict") }]);
    expect(b?.inputs?.[0]).toBe(a?.inputs?.[0]);
  });

  it("finds a gate broken whose inputs nobody can read", async () => {
    const outside = await createTree({ secret: "s" });
    const gate = (glob: string) => `---\ninputs: ["${glob}"]\n---\nx\n`;
    const corpus = await createCorpus({
      "gates/a.md": gate("gone.json"),
      "gates/b.md": gate("link"),
      "gates/c.md": gate("folder/x"),
      "gates/d.md": gate("../secret"),
      "gates/e.md": gate("/etc/passwd"),
      "gates/f.md": gate("pipe"),
      "gates/g.md": gate("rules/*.json"),
      pipe: PIPE,
      "rules/a.json": "{}",
      link: { link: join(outside, "secret") },
      folder: { link: outside },
    });
    const { gates, broken } = await listGates(corpus);
    expect(gates).toEqual([]);
    expect(broken.map(({ gateId, message }) => `${gateId}: ${message}`)).toEqual([
      "a: inputs: gone.json cannot be read: it does not exist",
      "b: inputs: a symlink leads to link",
      "c: inputs: a symlink leads to folder/x",
      "d: inputs must be a list of files inside the root, e.g. [.markdownlint.json]",
      "e: inputs must be a list of files inside the root, e.g. [.markdownlint.json]",
      "f: inputs: pipe cannot be read: it is not a regular file",
      "g: inputs: rules/*.json cannot be read: it does not exist",
    ]);
  });

  it("takes only gates for gates", async () => {
    const corpus = await createCorpus({
      "gates/README.md": "r",
      "gates/index.md": "i",
      "gates/prose/all-index.md": "i",
      "gates/prose/notes.txt": "t",
      "gates/prose/.draft.md": "d",
      "gates/.git/x.md": "g",
      "gates/.linked": { link: "prose" },
      "gates/folder.md/": "",
      "gates/prose/one.md": "one",
    });
    const { gates, broken } = await listGates(corpus);
    expect([gates.map(({ id }) => id), broken]).toEqual([["prose/one"], []]);
  });

  it("does not read a gate of hundreds of megabytes", async () => {
    const corpus = await createCorpus({ "gates/huge.md": "huge" });
    truncateSync(join(corpus.root, "gates/huge.md"), 900_000_000);
    const { broken } = await listGates(corpus);
    expect(broken.map(({ message }) => message)).toEqual(["cannot be read: it is larger than 4 MB"]);
  });

  it("reads no more of many large ones than can be kept", async () => {
    const names = Array.from({ length: 18 }, (_, index) => `${String.fromCharCode(97 + index)}`);
    const corpus = await createCorpus(Object.fromEntries(names.map((name) => [`gates/${name}.md`, "large"])));
    for (const name of names) truncateSync(join(corpus.root, `gates/${name}.md`), 4_000_000);
    const { gates, broken } = await listGates(corpus);
    expect([gates.length, broken.map(({ gateId }) => gateId)]).toEqual([16, ["q", "r"]]);
    expect(broken[0]?.message).toBe(
      "is not read: the gates before it have 64 MB together; make them smaller",
    );
  });

  it("reads no more front matter of many than a parser takes seconds for, also of such that cannot be used", async () => {
    const written = (yaml: string) => `---\nx:\n${"- {a: b}\n".repeat(1_800)}${yaml}---\ncriterion`;
    const names = Array.from({ length: 33 }, (_, index) => `g${index + 10}`);
    const corpus = await createCorpus(
      Object.fromEntries(names.map((name, index) => [`gates/${name}.md`, written(index % 2 ? "" : "}\n")])),
    );
    const { gates, broken } = await listGates(corpus);
    expect([gates.length, broken.length]).toEqual([15, 18]);
    expect(broken.at(-1)?.message).toBe(
      "is not read: the front matter of the gates before it has 500 kB together; make it smaller",
    );
    const { issues } = await lintGates(corpus, { whyUnstartable: async () => undefined });
    expect(issues.filter(({ message }) => message.startsWith("is not read"))).toHaveLength(2);
  });

  // Not every file system takes such names.
  it.runIf(process.platform === "linux")(
    "names what has a name that is not UTF-8, and reads all others",
    async () => {
      const corpus = await createCorpus({ "gates/a.md": "a", "gates/\uFFFD.md": "a sound name" });
      const at = (name: string) =>
        Buffer.concat([Buffer.from(`${corpus.root}/gates/`), Buffer.from(name, "latin1")]);
      mkdirSync(at("lens\xff"));
      for (const name of ["lens\xff/b.md", "c\xff.md"]) writeFileSync(at(name), "x");
      const { gates, broken } = await listGates(corpus);
      expect(gates.map(({ id }) => id)).toEqual(["a", "\uFFFD"]);
      expect(broken.map(({ path, message }) => `${path}: ${message}`)).toEqual([
        "gates/c\uFFFD.md: has a name that is not UTF-8; rename it",
        "gates/lens\uFFFD: has a name that is not UTF-8; rename it",
      ]);
    },
  );

  it("reports what is broken, each with its path", async () => {
    const outside = await createTree({ "x.md": "x", "lens/y.md": "y" });
    const corpus = await createCorpus({
      "gates/a-yaml.md": "---\nrequires_trait: a: b\n---\n",
      "gates/b-bytes.md": new Uint8Array([0xff]),
      "gates/c-empty.md": "\n",
      "gates/d-trait.md": "---\nrequires_trait: [a]\n---\nx",
      "gates/e-out.md": { link: join(outside, "x.md") },
      "gates/f-nothing.md": { link: "none.md" },
      "gates/g-lens": { link: join(outside, "lens") },
      "gates/h-fine.md": { link: "../common/fine.md" },
      "gates/i-pipe.md": PIPE,
      "gates/j-pipe.md": { link: "../pipe" },
      "gates/k-open.md": "---\nrequires_trait: a\n\nx",
      "common/fine.md": "fine",
      pipe: PIPE,
    });
    const { gates, broken } = await listGates(corpus);
    expect(gates.map(({ id, path, text }) => [id, path, text])).toEqual([
      ["h-fine", "gates/h-fine.md", "fine"],
    ]);
    expect(broken.map(({ gateId, path, message }) => `${gateId} ${path}: ${message}`)).toEqual([
      'a-yaml gates/a-yaml.md: front matter is not YAML (line 2, column 17): a value that holds ": " must be quoted',
      "b-bytes gates/b-bytes.md: is not UTF-8",
      "c-empty gates/c-empty.md: is empty",
      "d-trait gates/d-trait.md: requires_trait must be one word",
      "e-out gates/e-out.md: is a symlink that leads out of the root, which is not followed",
      "f-nothing gates/f-nothing.md: is a symlink to nothing",
      "g-lens gates/g-lens: is a symlink to a directory, which is not followed; copy the gates or link them one by one",
      "i-pipe gates/i-pipe.md: cannot be read: it is not a regular file",
      "j-pipe gates/j-pipe.md: cannot be read: it is not a regular file",
      "k-open gates/k-open.md: front matter is never closed: it begins with the line ---, but no such line ends it; add one",
    ]);
  });

  it("names the directory it looked for when there is none", async () => {
    const outside = await createTree({ "gates/x.md": "x" });
    const root = await createTree({
      "a/": "",
      "b/gates": "a file",
      "c/gates": { link: join(outside, "gates") },
    });
    const listIn = async (folder: string) =>
      rejection(listGates(await openCorpus({ cwd: root, root: folder })));
    expect(await listIn("a")).toBe(
      'no-gates-directory: gates directory gates cannot be read: it does not exist; create it, or name another one as "gates" in review.config.json',
    );
    expect(await listIn("b")).toMatch(/^no-gates-directory: .*not a directory/);
    expect(await listIn("c")).toMatch(/^no-gates-directory: .* leads out of the root/);
  });
});

describe("resolveGates", () => {
  const FILES = {
    "gates/prose/a.md": "a",
    "gates/prose/b.md": "---\nseverity: x\n---\n",
    "gates/form/c.md": "c",
  };

  it("reads the union of the selected gates and does not care for broken others", async () => {
    const corpus = await createCorpus(FILES);
    const gates = await resolveGates(corpus, ["prose/a", "form", "prose/a.md"]);
    expect(gates.map(({ id }) => id)).toEqual(["form/c", "prose/a"]);
    expect(await resolveGates(corpus, [])).toEqual([]);
  });

  it("refuses a selection with a broken gate, by id or through its lens", async () => {
    const corpus = await createCorpus({ ...FILES, "gates/prose/d.md": "" });
    const message = "gate-invalid: gate prose/b (gates/prose/b.md): severity must be warn or fail";
    expect(await rejection(resolveGates(corpus, ["prose/b"]))).toBe(message);
    expect(await rejection(resolveGates(corpus, ["prose"]))).toBe(`${message} (and 1 more)`);
  });

  it.each([
    ["prose/aa", "did you mean prose/a?"],
    ["pros", "did you mean prose?"],
    ["c", "did you mean form/c?"],
    ["something-else", "see the files in gates"],
    ["sts/a.md", "did you mean prose/a?"],
  ])("does not know %s: %s", async (selector, mend) => {
    const corpus = await createCorpus({ ...FILES, "notes/posts/a.md": "# A\n" });
    expect(await rejection(resolveGates(corpus, ["form", selector]))).toBe(
      `unknown-gate: no gate or lens is called "${selector}"; ${mend}`,
    );
  });
});
