const standsAlone = `---
name: Stands alone
watches: [title, body]
---

# Stands alone

## Failure mode

The note was clear on the day it was written, to the person who wrote it. It leans on a term it does not explain, on "the incident" or "the new system", on an abbreviation, or on a link that the reader would have to follow to understand the sentence.

## Test

Read as a colleague who knows the field and joined last week. For every name, abbreviation and word of the house, ask: does this note say, where it first matters, enough to go on reading? A half-sentence is enough; a link alone is not.

WARN for each thing such a reader would have to ask about. PASS if there is none. Terms that are common in the field need no explanation.

## Example (fail)

- \`After the incident we moved the sync to Harbor.\` (Which incident? What is Harbor?)
- \`The RFC process applies here as well.\` (Which process, and what does it ask for?)

## Example (pass)

- \`After the outage of 3 March we moved the nightly copy of orders to Harbor, our queue for slow jobs.\`
- \`Changes to the public interface need an RFC: one page, two readers, one week.\`
`;

const confidenceFitsEvidence = `---
name: Confidence fits the evidence
watches: [body]
---

# Confidence fits the evidence

## Failure mode

A sentence sounds surer than the note can show. One case becomes "always", a guess about a cause becomes "because", a number has no source. The reader cannot tell what is known from what is believed, and acts on both alike. The opposite costs as much: something that was measured is hidden behind "may" and "perhaps".

## Test

Find the statements that somebody would act on: numbers, causes, comparisons, rules, predictions. For each, look in the note for what it rests on: a source, a measurement, an example, an argument, or plain words such as "we think".

WARN for each whose wording promises more, or less, than what stands behind it; quote it. FAIL if the note's main point is one of them. PASS otherwise. Do not judge whether the statements are true.

## Example (fail)

- \`Teams that review each other's notes are twice as fast.\` (a number without a source)
- \`The deploy failed because the cache was cold.\` (nobody looked)

## Example (pass)

- \`In the two teams we asked, reviewed notes were found faster; we did not measure by how much.\`
- \`The deploy failed while the cache was cold. We believe that was the cause, and have not reproduced it.\`
`;

const keepsItsPromise = `---
name: The body keeps the title's promise
watches: [title, body]
---

# The body keeps the title's promise

## Failure mode

The title, or the first paragraph, announces one thing and the rest is about another: the note drifted while it was written, two notes were merged, or the answer never came. Whoever opens it for the title leaves without what it promised; whoever needs what it holds never opens it.

## Test

Write down in one sentence what a reader who knows only the title expects. Then read the body and write down in one sentence what it gives.

PASS if the second answers the first. WARN if it does, but more than a third of the text is about something else; name that part. FAIL if the promise is not kept at all.

## Example (fail)

- The title \`How we roll back a release\` over a history of the release tool
- The title \`Caching makes small services slower\` over a list of cache libraries

## Example (pass)

- The title \`How we roll back a release\` over the steps, who may take them, and how to see that they worked
`;

/** Three gates that suit most notes, for a tree that has none yet. */
export const STARTER_GATES: readonly { id: string; text: string }[] = [
  { id: "clarity/stands-alone", text: standsAlone },
  { id: "claims/confidence-fits-evidence", text: confidenceFitsEvidence },
  { id: "structure/keeps-the-titles-promise", text: keepsItsPromise },
];
