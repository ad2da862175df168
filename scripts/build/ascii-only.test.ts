import { rolldown } from "rolldown";
import { expect, it } from "vitest";
import { asciiOnly } from "./ascii-only.mjs";

async function bundled(code: string): Promise<string> {
  const source = { name: "source", resolveId: (id: string) => id, load: () => code };
  const bundle = await rolldown({ input: "main", plugins: [source, asciiOnly()] });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  return output[0].code;
}

it("means the same in texts, templates and regular expressions, beyond the first 65,536 characters, too", async () => {
  const code = await bundled(
    "export const all = ['…', `–😀`, '😀'.replace(/^[😀é]$/u, 'ß'), /[\u{1F600}-\u{1F64F}]/u.test('😃')]",
  );
  expect(code).toMatch(/^[\0-\x7f]+$/);
  const { all } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(all).toEqual(["…", "–😀", "ß", true]);
});

it("refuses what keeps its spelling", async () => {
  await expect(bundled("export const raw = String.raw`…`")).rejects.toThrow(
    "a raw template that is not ASCII",
  );
});
