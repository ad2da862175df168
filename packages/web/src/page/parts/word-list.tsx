import { Meanings } from "./meanings.tsx";

const WORDS = [
  ["gate", "one question that notes are reviewed for; a lens is a folder of gates"],
  ["finding", "one thing that a review found in a note: fail, or warn, which is milder"],
  ["mended", "put right: the note was edited, and a later review finds it no more"],
  ["model", "who judged; checks are programs, which judge without a model"],
  ["pair", "one note against one gate: each square of the overview is one, and may have several findings"],
  ["fresh", "reviewed, and neither the note nor the gate has changed since"],
  ["stale", "to be reviewed: the note or the gate changed since, it was reopened, or nobody has reviewed it"],
  ["accepted", "what was decided stands for just these versions of note and gate"],
  ["acknowledged", "a change was looked at, and what was decided before still holds, without another review"],
  ["by sample", "some were drawn and reviewed, and what they showed was taken for all of them"],
  ["waived", "a person lets a finding stand: it does not count"],
  ["overridden", "a person decided in the reviewer's place about a note against a gate"],
  ["reopened", "a person took back what was accepted: it is to be reviewed again"],
  ["disputed", "another model says that a finding does not hold: it does not count"],
  ["quarantined", "of a gate whose own tests fail: what it finds is shown, and makes no check fail"],
  ["run", "one review of one note against one or more gates"],
] as const;

/** What the words of the page mean, which are those of the command line. */
export const WordList = () => <Meanings all={WORDS} />;
