import { expect, it } from "vitest";
import { listsOthers } from "./lists-others.ts";

it.each([
  ["---\ntitle: Posts\n---\n", true],
  ["# Notes\n\n- [A](a.md)\n- [B](b.md) — about b\n", true],
  ["# Notes\n\nWhat is here.\n\n* [[A]]\n* [[B]]\n", true],
  ["| note | about |\n| --- | --- |\n| [A](a.md) | a |\n| [B](b.md) | b |\n", true],
  ["import X from './x';\n\n<X />\n\n1. [A][a]\n\n[a]: a.md\n", true],
  ["[[A]]\n[[B]]\n", true],
  ["# Card index\n\nCards were kept in drawers. See [drawers](drawers.md).\n\nEach had a number.\n", false],
  ["# Steps\n\n- Take the key.\n- Open the door.\n- See [rooms](rooms.md).\n", false],
  ["Coming soon.\n", false],
])("%j: %s", (text, lists) => {
  expect(listsOthers(text)).toBe(lists);
});
