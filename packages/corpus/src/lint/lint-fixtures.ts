import type { Corpus } from "../configuration/config.ts";
import type { Fixture } from "../fixtures/fixture.ts";
import { fixturesBudget, readFixtures } from "../fixtures/read-fixtures.ts";
import { FIXTURES_ENDING, type GateFile, listFixtureFolders } from "../gates/list-gate-files.ts";
import { findNearestName } from "../text/nearest-name.ts";
import { type Complaint, error, type GateIssue, warning } from "./gate-issue.ts";

/** A gate with its fixtures, and whether it is judged by a program. */
export interface TestedGate extends Pick<GateFile, "id" | "path"> {
  isChecked: boolean;
}

/** What is wrong with the fixtures of some gates: those that cannot be used, and what all of them together do not test. */
export async function lintFixtures(
  corpus: Pick<Corpus, "root" | "config">,
  gates: readonly TestedGate[],
): Promise<GateIssue[]> {
  const issues: GateIssue[] = [];
  const budget = fixturesBudget();
  for (const { id: gateId, path, isChecked } of gates) {
    const { fixtures, problems } = await readFixtures(corpus, [gateId], budget);
    issues.push(...problems.map((problem) => ({ ...problem, ...error(problem.message) })));
    issues.push(...complainOfContradictions(fixtures));
    const complaint = complainOfAll(fixtures, isChecked);
    if (complaint) issues.push({ gateId, path, ...complaint });
  }
  return issues;
}

/** Folders of fixtures beside which there is no gate. Throws GatesDirectoryError. */
export async function lintFixtureFolders(
  corpus: Pick<Corpus, "root" | "config">,
  gates: readonly GateFile[],
): Promise<GateIssue[]> {
  const ids = gates.map(({ id }) => id);
  const issues: GateIssue[] = [];
  for (const gateId of listFixtureFolders(corpus).filter((id) => !ids.includes(id))) {
    const nearest = await findNearestName(gateId, ids);
    const mend =
      nearest === undefined ? "rename it with its gate" : `did you mean ${nearest}${FIXTURES_ENDING}?`;
    const why = `holds fixtures of the gate ${JSON.stringify(gateId)}, which is not there; ${mend}`;
    issues.push({ gateId, path: `${corpus.config.gates}/${gateId}${FIXTURES_ENDING}`, ...error(why) });
  }
  return issues;
}

/** Of two with the same text one is to pass and the other is not: no gate can be right about both. */
function complainOfContradictions(fixtures: readonly Fixture[]): GateIssue[] {
  const passing = new Map<string, Fixture>();
  for (const fixture of fixtures) if (fixture.expect === "pass") passing.set(fixture.note.sha, fixture);
  return fixtures.flatMap(({ gateId, path, expect, note }) => {
    const other = passing.get(note.sha);
    if (expect === "pass" || other === undefined) return [];
    const why = `expects ${expect} of the text of ${other.path}, which is to pass: no gate can be right about both; remove one`;
    return [{ gateId, path, ...error(why) }];
  });
}

function complainOfAll(fixtures: readonly Fixture[], isChecked: boolean): Complaint | undefined {
  if (fixtures.length === 0) return undefined;
  if (isChecked)
    return warning("has fixtures, which nobody reviews: a check is a program, with tests of its own");
  const passing = fixtures.filter(({ expect }) => expect === "pass").length;
  if (passing === 0)
    return warning("has no fixture with `expect: pass`: a gate that always warns would do as well");
  if (passing < fixtures.length) return undefined;
  return warning("has only fixtures with `expect: pass`: a gate that never warns would do as well");
}
