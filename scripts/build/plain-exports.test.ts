import { rolldown } from "rolldown";
import { expect, it } from "vitest";
import { plainExports } from "./plain-exports.mjs";

async function bundled(modules: Record<string, string>): Promise<Map<string, string>> {
  const source = { name: "source", resolveId: (id: string) => id, load: (id: string) => modules[id] };
  const bundle = await rolldown({ input: "main", plugins: [source, plainExports()] });
  const { output } = await bundle.generate({
    format: "cjs",
    minify: true,
    chunkFileNames: "[name].js",
  });
  await bundle.close();
  return new Map(output.map((file) => [`./${file.fileName}`, file.type === "chunk" ? file.code : ""]));
}

it("lets chunks give plain properties, which hold the same", async () => {
  const code = await bundled({
    main: "import say, { word } from 'shared'; export const first = say(word); export const load = () => import('late')",
    late: "import say, { word } from 'shared'; export const told = say(word)",
    shared:
      "export const word = new Set(['held']); export default function say(what) { return [...what, 'and said'] }",
  });
  const shared = code.get("./shared.js") ?? "";
  expect(shared).toContain("exports.n=");
  expect(shared).not.toContain("get:");

  const load = (name: string): object => {
    const exports = {};
    new Function("exports", "require", code.get(name) ?? "")(exports, load);
    return exports;
  };
  expect(load("./main.js")).toMatchObject({ first: ["held", "and said"] });
  expect(load("./late.js")).toMatchObject({ told: ["held", "and said"] });
});

it("refuses an export that may change", async () => {
  await expect(
    bundled({ main: "export let count = 0; export const more = () => { count += 1 }" }),
  ).rejects.toThrow("main exports what may change");
});
