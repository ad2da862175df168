import type { Nodes, Root } from "mdast";
import { useMemo } from "preact/hooks";
import { Guard } from "../parts/guard.tsx";
import { Message } from "../parts/message.tsx";
import { alignWithSource } from "./align.ts";
import { Element } from "./element.tsx";
import { Leaf } from "./leaf.tsx";
import { frontMatterLength, parseMarkdown } from "./parse-markdown.ts";
import type { Segment } from "./segments.ts";
import { SourceText } from "./source-text.tsx";
import { TooMuchMarkdownError } from "./too-much.ts";

/** What the elements of a text are made with. */
export interface Writing {
  /** The text between two places of the note. */
  source(start: number, end: number): string;
  segments: readonly Segment[];
  /** Headings never leave out a level, whatever those of the text do. */
  level(depth: number): 1 | 2 | 3 | 4 | 5 | 6;
  /** Addresses that the text gives to references, by identifier. */
  definitions: ReadonlyMap<string, string>;
}

interface MarkdownProps {
  text: string;
  segments?: readonly Segment[];
  top?: number;
}

/**
 * A text in Markdown as elements; nothing in it is ever read as HTML, and nothing is loaded. Front matter is shown as it is.
 * What cannot be drawn so is shown as its source, with a line that says why.
 */
export function Markdown(props: MarkdownProps) {
  const { text, segments = [] } = props;
  const head = frontMatterLength(text);
  const read = useMemo(() => readMarkdown(text.slice(head)), [text, head]);
  const instead = (why: string) => (
    <>
      <Message kind="bad">{`This text is shown as its source, and not as Markdown, since ${why}.`}</Message>
      <SourceText text={text} segments={segments} />
    </>
  );
  if ("why" in read) return instead(read.why);
  return (
    <Guard key={text} instead={(why) => instead(`it could not be drawn: ${why}`)}>
      <Drawn {...props} tree={read.tree} head={head} />
    </Guard>
  );
}

/** What a text says, or why it cannot be drawn. */
function readMarkdown(text: string): { tree: Root } | { why: string } {
  try {
    return { tree: parseMarkdown(text) };
  } catch (error) {
    if (error instanceof TooMuchMarkdownError) return { why: error.message };
    return { why: `it could not be read: ${error instanceof Error ? error.message : error}` };
  }
}

function Drawn({ text, segments = [], top = 2, tree, head }: MarkdownProps & { tree: Root; head: number }) {
  const definitions = useMemo(() => new Map(definitionsIn(tree).toReversed()), [tree]);
  const writing: Writing = {
    source: (start, end) => text.slice(start + head, end + head),
    segments: segments.map((each) => ({ ...each, start: each.start - head, end: each.end - head })),
    level: levels(top),
    definitions,
  };
  return (
    <div class="prose">
      {head > 1 && (
        <pre class="front-matter">
          <Leaf text={text.slice(0, head)} offsetOf={(at) => at} segments={segments} />
        </pre>
      )}
      {render(tree.children, writing)}
    </div>
  );
}

/** The first of an identifier holds. */
function definitionsIn(node: Nodes): [identifier: string, address: string][] {
  if (node.type === "definition") return [[node.identifier, node.url]];
  return "children" in node ? node.children.flatMap(definitionsIn) : [];
}

function levels(top: number): Writing["level"] {
  let before = top;
  return (depth) => {
    before = Math.min(depth + top, before + 1, 6);
    return before as 1 | 2 | 3 | 4 | 5 | 6;
  };
}

export function render(nodes: readonly Nodes[], writing: Writing) {
  return nodes.map((node, at) => <Node key={at} node={node} writing={writing} />);
}

function Node({ node, writing }: { node: Nodes; writing: Writing }) {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  const source = writing.source(start, end);
  const leaf = (text: string, from = start, own = source) => (
    <Leaf text={text} offsetOf={alignWithSource(text, own, from)} segments={writing.segments} />
  );
  const children = "children" in node ? () => render(node.children, writing) : () => [];
  const { level, definitions } = writing;
  const definition = (identifier: string) => definitions.get(identifier);
  return <Element {...{ node, source, leaf, level, definition }} content={children} />;
}
