import { KNOWN_GATE_KEYS, lensOf } from "../gates/gate.ts";
import { readGateFields } from "../gates/gate-fields.ts";
import { explainUnknownKey } from "../gates/unknown-key.ts";
import { type Complaint, error, warning } from "./gate-issue.ts";

const TEXTS = ["name", "description", "gate_id", "lens"];

/** What can be said of one gate by its own file alone. */
export async function lintGate(
  gateId: string,
  { data, body }: { data: Record<string, unknown>; body: string },
): Promise<Complaint[]> {
  const complaints: Complaint[] = [];
  if (body.trim() === "") complaints.push(error("has no text after its front matter; write the criterion"));
  for (const [key, value] of Object.entries(data)) {
    if (!KNOWN_GATE_KEYS.includes(key)) complaints.push(error(await explainUnknownKey(key)));
    else if (TEXTS.includes(key) && typeof value !== "string") {
      complaints.push(warning(`${key} is not text; write it in quotes, or leave it out`));
    }
    const field = readGateFields(fieldsToRead(key, data));
    if ("problem" in field) complaints.push(error(field.problem));
  }
  return [...complaints, ...complainOfPlace(gateId, data)];
}

/** A key by itself, so that each complaint is of the key that it names; some mean something beside a check only. */
function fieldsToRead(
  key: string,
  { [key]: value, check }: Record<string, unknown>,
): Record<string, unknown> {
  return { ...(check !== undefined && { check: ["of some kind"] }), [key]: value };
}

/** `gate_id` and `lens` are for the author; what counts is the path. */
function complainOfPlace(gateId: string, data: Record<string, unknown>): Complaint[] {
  const places = { gate_id: gateId, lens: lensOf(gateId) };
  return Object.entries(places).flatMap(([key, place]) => {
    const written = data[key];
    if (typeof written !== "string" || written === place) return [];
    return [
      warning(
        `${key} is ${JSON.stringify(written)}, but its path makes it ${JSON.stringify(place)}; the path counts`,
      ),
    ];
  });
}
