/**
 * What programs leave on stderr of an error that nobody caught, wherever it stands there: a program that started them (`npm run`) may have the last
 * word, the error's message may have any number of lines, and its name is anybody's.
 */
const SIGNS: readonly RegExp[] = [
  // Node: its version behind a blank line.
  /^[ \t]{0,9}\r?\nNode\.js v\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[\w.]{1,40})?[ \t]{0,9}\r?$/m,
  // Python: the first line, with the first place below it.
  /^(?: {2}\+ Exception Group )?Traceback \(most recent call last\):[ \t]*\r?\n[ \t]+\S/m,
  // Go: the stack of the first goroutine behind the word.
  /^goroutine \d+ (?:[^\n]{0,200} )?\[running[^\n\]]{0,200}\]:[ \t]*\r?$/m,
  // Rust: who panicked, and where.
  /^thread '[^\n]{0,200}' (?:\(\d+\) )?panicked at [^\n]/m,
  // Java: which thread ended.
  /^Exception in thread "[^\n"]{0,200}" [\w$.]+/m,
];

/** Exit 1 is for findings, but it is also how a program ends that breaks, for example because it lacks a module. */
export const isUncaughtError = (stderr: string): boolean => SIGNS.some((sign) => sign.test(stderr));
