import { count, describeRequests, TrustFileError, type Workspace } from "@review/cli-kit";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const { note, problem } = diagnosesOf("Trust");

/** What the repository names that the user has not agreed to, and whether everything it names may take effect. */
export async function checkTrust({
  consent,
}: Pick<Workspace, "consent">): Promise<{ diagnoses: Diagnosis[]; isTrusted: boolean }> {
  try {
    const pending = describeRequests(await consent.pending());
    if (pending.length === 0) return { diagnoses: [], isTrusted: true };
    const [first] = pending;
    const more = pending.length > 1 ? `, and ${count(pending.length - 1, "more value")}` : "";
    const what = `the repository names ${first?.name} ${first?.value}${more}`;
    const message = `${what}: nothing of it has an effect before you agreed to it: review-nested trust`;
    return { diagnoses: [note(message)], isTrusted: false };
  } catch (error) {
    if (!(error instanceof TrustFileError)) throw error;
    return { diagnoses: [problem(error.message)], isTrusted: false };
  }
}
