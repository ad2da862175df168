import { folderOf, isInFolder, isOfGate } from "./filter.ts";
import type { KnownPage } from "./known-page.ts";
import type { Route } from "./route.ts";

/** What an address of the queue is narrowed to and does not exist, in a sentence each. */
export function unknownChoices({ document, noteAt }: KnownPage, { params }: Route): string[] {
  const { severity, gate, model, note, folder } = params;
  const { gates, modelIds, notes } = document;
  const isKnown: [name: string, value: string | undefined, isThere: boolean][] = [
    ["severity", severity, severity === "fail" || severity === "warn"],
    ["gate", gate, gates.some(({ gateId }) => isOfGate(gate, gateId))],
    ["model", model, modelIds.some((id) => `${id}` === model)],
    ["note", note, noteAt.has(note ?? "")],
    [
      "folder",
      folder,
      notes.some(({ notePath }) => folderOf(notePath) !== "" && isInFolder(folder, notePath)),
    ],
  ];
  return isKnown.flatMap(([name, value, isThere]) =>
    value === undefined || isThere ? [] : [`There is no ${name} “${value}”.`],
  );
}
