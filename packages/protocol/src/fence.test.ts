import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fenceText } from "./fence.ts";
import { eachLine } from "./lines.ts";

describe("fenceText", () => {
  it.each([
    ["plain", "```x\nplain\n```"],
    ["ends\n", "```x\nends\n```"],
    ["```js\n```\n", "````x\n```js\n```\n````"],
    ["inline ````` run", "``````x\ninline ````` run\n``````"],
    ["", "```x\n\n```"],
  ])("fences %j", (text, fenced) => {
    expect(fenceText(text, "x")).toBe(fenced);
  });

  it("cannot be closed from inside", () => {
    const text = fc
      .array(fc.constantFrom("`", "```", "~~~", "\n", "\r", "a", " "))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (inside) => {
        const lines = [...eachLine(fenceText(inside, ""))];
        const fence = lines[0] ?? "";
        expect(lines.at(-1)).toBe(fence);
        for (const line of lines.slice(1, -1)) expect(line).not.toContain(fence);
      }),
    );
  });
});
