import { describe, expect, it } from "vitest";
import { isQuickGlob } from "./globs.ts";

describe("isQuickGlob", () => {
  it.each([
    "notes/**/*.md",
    "**/*",
    "!**/old-*",
    "**/a/**/b/*.md",
    "**/*-*-*.md",
    "**/{node_modules,dist}/**",
    "{src,docs}/{en,fr}/{a,b}/**/*-*-*.{md,mdx}",
    "docs/**/*.{md,mdx,txt,rst,adoc}",
    "posts/*-*-*.{md,mdx}",
    "{a/*,b/*,c/*,d/*}/*.md",
    "@(*.md|*.mdx|*.txt|*.rst)",
    "notes/!(draft-*).md",
    "c++/**/*.{md,mdx}",
    "\\*\\*\\*\\* C\\*\\(x\\)/**/*.md",
  ])("takes %s", (glob) => {
    expect(isQuickGlob(glob)).toBe(true);
  });

  it.each([
    "notes/*a*a*a*b.md",
    "notes/*a*{b,*c*}*.md",
    "notes/*a*a*a/*a*a*a/*a*a*a/*a*a*a/y.md",
    "*a*a/*a*a/*a*a/x.md",
    "**/a/**/*-*-*.md",
    "**/a/**/b/*-*.md",
    "**/*a/**/*a*b.md/*.md",
    "**/a/**/b/**",
    "{**/a,**/b}/**/c/**",
    "{a,a}/{a,a}/{a,a}/x.md",
    "@(a|a)/@(a|a)/@(a|a)/x.md",
    "**/a/**/b/**/c/**/*.md",
    "+(a|aa)x.md",
    "(a|aa)+b.md",
    "(a+)x.md",
    "[a]+[a]+[a]+b.md",
    "!(x)!(x)!(x)!(x)b.md",
    "{a,aa}{a,aa}{a,aa}{a,aa}b.md",
    "?(a)?(a)?(a)?(a)ab.md",
    "*(a*)x.md",
    "@(a|*(aa))x.md",
    "!!(!(!(*a)*a)*a)*a*z.md",
    "{".repeat(1_001),
  ])("refuses %s, which a long name could be tried with for ever", (glob) => {
    expect(isQuickGlob(glob)).toBe(false);
  });
});
