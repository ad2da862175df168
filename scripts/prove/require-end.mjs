/**
 * Throws unless a command ended as it should: with this exit code and, if that is an error, one line that says so.
 * @param {import("./run-process.mjs").Ran} ran
 * @param {number} exitCode
 * @param {RegExp} [says] on stderr
 */
export function requireEnd(ran, exitCode, says = /^/) {
  const errors = ran.stderr.split("\n").filter((line) => line.startsWith("error: "));
  const isClear = exitCode === 0 || exitCode === 1 || errors.length === 1;
  const hasStack = /^ {4}at /m.test(ran.stderr);
  if (ran.exitCode === exitCode && isClear && says.test(ran.stderr) && !hasStack) return;
  const said = `${ran.stdout.slice(-500)}\n${ran.stderr.slice(-2_000)}`;
  throw new Error(`exit ${ran.exitCode} ${ran.signal ?? ""} instead of ${exitCode}: ${said}`);
}
