import type { Nodes } from "mdast";
import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { LinksContext } from "./links.ts";
import { safeAddress } from "./safe-address.ts";

export interface ElementProps {
  node: Nodes;
  /** The text of the node as it stands in the note. */
  source: string;
  /** A text of the node's, which stands in `own` from `from` on. */
  leaf(text: string, from?: number, own?: string): ComponentChildren;
  content(): ComponentChildren;
  level(depth: number): 1 | 2 | 3 | 4 | 5 | 6;
  /** The address that the text gives a reference elsewhere. */
  definition(identifier: string): string | undefined;
}

/** One node of Markdown as an element. HTML is shown as the text that it is; an image as its description. */
export function Element({ node, source, leaf, content, level, definition }: ElementProps): ComponentChildren {
  switch (node.type) {
    case "text":
      return <Text text={node.value} source={source} leaf={leaf} start={node.position?.start.offset ?? 0} />;
    case "paragraph":
      return <p>{content()}</p>;
    case "heading": {
      const Heading = `h${level(node.depth)}` as const;
      return node.children.length === 0 ? (
        <p>{source}</p>
      ) : (
        <Heading class={`h${node.depth}`}>{content()}</Heading>
      );
    }
    case "emphasis":
      return <em>{content()}</em>;
    case "strong":
      return <strong>{content()}</strong>;
    case "delete":
      return <del>{content()}</del>;
    case "inlineCode":
      return <code>{leaf(node.value)}</code>;
    case "code":
      return <pre>{leaf(node.value, ...bodyOfCode(source, node.position?.start.offset ?? 0))}</pre>;
    case "blockquote":
      return <blockquote>{content()}</blockquote>;
    case "list":
      return node.ordered ? <ol start={node.start ?? 1}>{content()}</ol> : <ul>{content()}</ul>;
    case "listItem":
      return (
        <li>
          {typeof node.checked === "boolean" && <span class="task">{node.checked ? "[x] " : "[ ] "}</span>}
          {content()}
        </li>
      );
    case "break":
      return <br />;
    case "thematicBreak":
      return <hr />;
    case "link":
      return <Link address={node.url}>{content()}</Link>;
    case "image":
      return <span class="image">{leaf(node.alt || node.url)}</span>;
    case "table":
      return <TableOf>{content()}</TableOf>;
    case "tableRow":
      return <tr>{content()}</tr>;
    case "tableCell":
      return <td>{content()}</td>;
    case "linkReference":
      return <Link address={definition(node.identifier) ?? ""}>{content()}</Link>;
    case "footnoteReference":
      return <sup>[{node.label ?? node.identifier}]</sup>;
    case "footnoteDefinition":
      return (
        <div class="footnote">
          <span>[{node.label ?? node.identifier}]</span> {content()}
        </div>
      );
    case "definition":
      return <p class="source-line">{leaf(source)}</p>;
    case "html":
      return <code class="html">{leaf(source)}</code>;
    default:
      // What nobody has thought of is never left out.
      return leaf(source);
  }
}

function TableOf({ children }: { children: ComponentChildren }) {
  return (
    <div class="table-box" tabIndex={0}>
      <table>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A link that leads out of the page, or to another note; one to anything else is only named. */
function Link({ address, children }: { address: string; children: ComponentChildren }) {
  const note = useContext(LinksContext).get(address);
  if (note !== undefined) return <a href={note}>{children}</a>;
  const safe = safeAddress(address);
  if (safe === undefined) return <span class="link">{children}</span>;
  return (
    <a href={safe} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

const WIKILINK = /(?<=\[\[)[^[\]]+(?=\]\])/g;

/** A text, in which wikilinks lead to their notes; the parser knows none. */
function Text({
  text,
  source,
  leaf,
  start,
}: Pick<ElementProps, "source" | "leaf"> & { text: string; start: number }) {
  const links = useContext(LinksContext);
  // Where something is written otherwise than it is read, nobody says where its parts stand.
  const found = text === source ? [...text.matchAll(WIKILINK)] : [];
  const part = (begin: number, end: number) => {
    const words = text.slice(begin, end);
    return leaf(words, start + begin, words);
  };
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const { 0: written, index } of found) {
    const href = links.get(written);
    if (href === undefined) continue;
    if (index > from) parts.push(part(from, index));
    from = index + written.length;
    parts.push(<a href={href}>{part(index, from)}</a>);
  }
  return from === 0 ? leaf(text) : [...parts, part(from, text.length)];
}

/** The lines of a block of code, without its fence. */
function bodyOfCode(source: string, start: number): [from: number, own: string] {
  const fence = /^(?:```|~~~)[^\r\n]*(?:\r\n|\r|\n)/.exec(source)?.[0].length ?? 0;
  return [start + fence, source.slice(fence)];
}
