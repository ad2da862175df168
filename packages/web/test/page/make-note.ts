import type { ModelId } from "@review/db";
import type { HistoryEntry, PageDocument, PageNoteDocument, Quotation, WaiverEntry } from "@review/views";
import { AT, sha, type Wanted } from "./make-page.ts";

const SENTENCES = [
  "The payment service was split from the shop in 2019, when both had outgrown one database.",
  "It takes orders, asks the bank, and tells the shop what came of it.",
  "Whoever is on call looks at the queue first: an order that waits for more than five minutes is late.",
  "Nobody restarts the service by hand.",
];

/** The text of a made note, or the hostile one. */
export function noteText(at: number, words: NonNullable<Wanted["words"]>): string {
  if (words.text) return `# ${words.text(at)}\n\n${words.text(at + 1)}\n\n> ${words.text(at + 2)}\n`;
  const [a, b, c, d] = SENTENCES;
  return [
    "---\ntitle: Payments\ntags: [shop, bank]\n---\n",
    "# Payments\n",
    `${a} ${b}\n`,
    "## When it is late\n",
    `- ${c}\n- *${d}* See [the bank's page](https://example.org/status) and ![a diagram](diagram.png).\n`,
    "| state | meaning |\n| --- | --- |\n| late | waits for `5 min` &amp; more |\n",
    `> ${b}\n> ${d}\n`,
    "```sh\nqueue list --late\n```\n",
  ].join("\n");
}

/** A quote of some words of a text, with their place. */
export function quoteIn(text: string, at: number): Quotation {
  const quoted =
    SENTENCES.find((sentence, index) => index === at % SENTENCES.length && text.includes(sentence)) ??
    text.slice(0, 20);
  const startOffset = text.indexOf(quoted);
  const before = text.slice(0, startOffset).split("\n");
  const startLine = before.length;
  const startColumn = (before.at(-1)?.length ?? 0) + 1;
  return {
    text: quoted,
    place: {
      startLine,
      startColumn,
      endLine: startLine,
      endColumn: startColumn + quoted.length,
      startOffset,
      endOffset: startOffset + quoted.length,
    },
  };
}

export function makeNote(
  notePath: string,
  at: number,
  page: PageDocument,
  words: NonNullable<Wanted["words"]>,
): PageNoteDocument {
  const history = page.gates
    .slice(0, 6)
    .flatMap(({ gateId }, gate): HistoryEntry[] => [
      makeEvent(
        at * page.gates.length + gate + 1,
        notePath,
        gateId,
        page.modelIds[gate % page.modelIds.length] as ModelId,
      ),
    ]);
  return {
    notePath,
    noteSha: sha(notePath),
    text: noteText(at, words),
    links: [],
    history,
    waivers: makeWaivers(notePath, page.gates[1]?.gateId ?? "", words.text?.(at)),
    changes: at % 3 === 0 ? [{ acceptedSha: sha("before"), diff: words.text?.(at) ?? DIFF }] : [],
  };
}

/** Something was waived, and counts again. */
function makeWaivers(
  notePath: string,
  gateId: string,
  words = "the second sentence says the same",
): WaiverEntry[] {
  const of = { notePath, gateId, key: "a".repeat(16), message: words, reason: words, author: words };
  return [
    { ...of, id: 1, kind: "waived", severity: "warn", until: "2026-12-31", decidedAt: AT },
    { ...of, id: 2, kind: "unwaived", decidedAt: "2026-03-02T09:30:00.000Z" },
  ];
}

const DIFF = `@@ -3,3 +3,3 @@
 # Payments
-The payment service was cut out of the shop in 2018.
+The payment service was split from the shop in 2019, when both had outgrown one database.
`;

function makeEvent(id: number, notePath: string, gateId: string, modelId: ModelId): HistoryEntry {
  return {
    ...{ id, notePath, gateId, modelId },
    acceptedNoteSha: sha(notePath),
    acceptedGateSha: sha(gateId),
    acceptedAt: AT,
    acceptanceKind: "full-review",
    acceptedReviewId: id,
    runId: 1,
    decision: "pass",
  };
}
