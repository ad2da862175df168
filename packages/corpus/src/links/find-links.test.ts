import { describe, expect, it } from "vitest";
import { findLinks } from "./find-links.ts";

const written = async (text: string) => (await findLinks(text)).map((link) => link.written);

describe("findLinks", () => {
  it.each([
    ["[[Note]] and ![[image.png|100]]", ["Note", "image.png|100"]],
    [
      "[[folder/Note#Heading#Sub|alias]] [[Note#^block]] [[#Heading]]",
      ["folder/Note#Heading#Sub|alias", "Note#^block", "#Heading"],
    ],
    ["| a | [[Note\\|alias]] |\n| - | - |", ["Note\\|alias"]],
    ["- # [[In a list]]\n> [[In a quote]]", ["In a list", "In a quote"]],
    ["[[Sq]uare]] [[[Three]]] [[a [[Inner]]", ["Sq]uare", "Three", "Inner"]],
    ["`[[code]]` ``a ` [[code]]`` [[text]]", ["text"]],
    ["```\n[[fenced]]\n```\n\n    [[indented]]\n\n[[text]]", ["text"]],
    ["\\[[escaped]] [\\[escaped]] [[ ]] [[]] [[open", []],
    ["[[over\nlines]]", []],
    ["a <!-- [[comment]] --> %%[[comment]] [c](c.md)%% [[text]] 100 %% more", ["text"]],
    ["%%\n[[comment]]\n\n[c](c.md)\n%%\n\n[[text]]", ["text"]],
    ["%% never closed\n\n[[text]]", ["text"]],
    [
      '[[1]](notes.md) [[1]](<a b.md>) ![[x]](x.png "t") [[Note]](see below)',
      ["notes.md", "a b.md", "x.png", "Note"],
    ],
    ["[[1]] and [[2]]\n\n[1]: one.md", ["one.md", "2"]],
    ["[a [[b]] c](d.md)", ["b"]],
    ["$[[1, 2], [3, 4]]$ [[nodiscard]]", ["nodiscard"]],
    ["[[menus.main]]\nname = 'x'\n  [[a.b]]\n  c = 1\n\n[[Note]]\nThat is it.", ["Note"]],
    [
      '[a]({{< ref "x.md#y" >}}) [b]({{ site.url }}/b) [c]({% link c.md %})',
      ['{{< ref "x.md#y" >}}', "{{ site.url }}/b", "{% link c.md %}"],
    ],
    [
      "[a](<b c.md>) [d](e%20f.md#g) [h][i]\n\n[i]: j.md\n[unused]: k.md",
      ["b c.md", "e%20f.md#g", "j.md", "k.md"],
    ],
  ])("in %j are %j", async (text, links) => {
    expect(await written(text)).toEqual(links);
  });

  it("says where each of them is written", async () => {
    const text =
      "# A\n\n[x](a.md) [y](a.md) and\n> `a.md` [[b|c]]\n\n- ![z](<d e.png>)\n\n```\n[f](g.md)\n```\n\n[h](g.md)";
    const links = await findLinks(text);
    expect(links.map(({ offset, written: link }) => text.slice(offset, offset + link.length))).toEqual([
      "a.md",
      "a.md",
      "b|c",
      "d e.png",
      "g.md",
    ]);
    expect(links.map(({ offset }) => offset)).toEqual([
      9,
      19,
      text.indexOf("b|c"),
      text.indexOf("d e"),
      text.lastIndexOf("g.md"),
    ]);
    const long = `${"Some words.\n\n".repeat(10_000)}~~~\n${"code\n\n".repeat(20_000)}~~~\n\n[x](y.md)`;
    expect(await findLinks(long)).toEqual([
      { form: "url", written: "y.md", offset: long.lastIndexOf("y.md") },
    ]);
  });
});
