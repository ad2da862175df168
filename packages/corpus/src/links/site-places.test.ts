import { describe, expect, it } from "vitest";
import { placesOf } from "./site-places.ts";

const STARLIGHT = { "/": ["src/content/docs", "public"] };
const DOCUSAURUS = { "/docs/": ["docs"], "/": ["static"], "@site/": ["."] };
const ZOLA = { "@/": ["content"] };

function at(url: string, linkRoots: Record<string, string[]> = {}, notePath = "notes/a.md") {
  const found = placesOf(url, { notePath, linkRoots });
  return typeof found === "string" ? found : `${found.kind}: ${found.places.join(" ")}`;
}

describe("placesOf", () => {
  it.each([
    ["b.md", "file: notes/b.md"],
    ["./b.md#part", "file: notes/b.md"],
    ["b.md?raw=1#part", "file: notes/b.md"],
    ["../sources/x%20y.md", "file: sources/x y.md"],
    ["../../up.md", "file: ../up.md"],
    ["%2e%2e/%2E%2E/up.md", "file: ../up.md"],
    ["/notes/b.md", "guess: notes/b.md"],
    ["/../up.md", "guess: ../up.md"],
    ["deep/", "guess: notes/deep"],
    ["b.html#x", "guess: notes/b.html"],
    ["v1.2", "guess: notes/v1.2"],
    ["b%zz.md", "file: notes/b%zz.md"],
    ["./a:b.md", "file: notes/a:b.md"],
    ["@site/x.md", "guess: notes/@site/x.md"],
    ["/", "guess: ."],
    ["a:b.md", "web"],
    ["https://example.org/x.md", "web"],
    ["//example.org/x.md", "web"],
    ["mailto:a@b.c", "web"],
    ["FILE:///etc/passwd", "web"],
    ["#part", "self"],
    ["?raw", "self"],
    ["", "self"],
    ['{{< ref "x.md" >}}', "template"],
    ["{{ site.url }}/x/", "template"],
    ["<% tp.file %>.md", "template"],
  ])("of %j without linkRoots: %s", (url, found) => {
    expect(at(url)).toBe(found);
  });

  it.each([
    ["/guides/x/#y", STARLIGHT, "page: src/content/docs/guides/x public/guides/x"],
    ["/", STARLIGHT, "page: src/content/docs public"],
    ["/docs/intro", DOCUSAURUS, "page: docs/intro static/docs/intro"],
    ["/docs", DOCUSAURUS, "page: docs static/docs"],
    ["/img/x.png", DOCUSAURUS, "page: static/img/x.png"],
    ["@site/docs/x.md", DOCUSAURUS, "page: docs/x.md"],
    ["@/posts/x.md#y", ZOLA, "page: content/posts/x.md"],
    ["/x/", ZOLA, "guess: x"],
    ["/../../../../up.md", STARLIGHT, "page: ../up.md ../../../up.md"],
    ["//example.org/x", STARLIGHT, "web"],
  ])("of %j with linkRoots %j: %s", (url, linkRoots, found) => {
    expect(at(url, linkRoots)).toBe(found);
  });

  it("are those of the page, too, in a note of a site", () => {
    const from = (notePath: string, url: string) => at(url, STARLIGHT, `src/content/docs/${notePath}`);
    expect(from("g/a.mdx", "../b/")).toBe("page: src/content/docs/b src/content/docs/g/b");
    expect(from("g/a.mdx", "../b.png")).toBe("file: src/content/docs/b.png src/content/docs/g/b.png");
    expect(from("g/index.md", "b")).toBe("page: src/content/docs/g/b src/content/docs/g/b");
    expect(at("b", STARLIGHT, "src/content/docs-old/a.md")).toBe("guess: src/content/docs-old/b");
  });
});
