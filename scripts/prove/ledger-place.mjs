import { cpSync, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ledgerOf } from "./knowledge-base.mjs";
import { dropServerLedger, isOnServer, newServerLedger, writeAsFile } from "./server.mjs";

/**
 * Where a trial keeps its ledger: in a file, or, where the proofs are made on a server, in a database.
 * @typedef {object} LedgerPlace
 * @property {string} url for who opens it
 * @property {Readonly<Record<string, string>>} environment for commands that are to use it
 * @property {(folder: string) => Promise<string>} look writes its rows as they are now into a folder that is not there; the path of that file, which is missing as long as the ledger is
 * @property {(folder: string) => Promise<LedgerPlace>} copy another one with the same rows, in such a folder or in a database
 * @property {() => Promise<void>} drop takes away what the folder of a trial does not hold
 */

/** A ledger that is not there yet, or an empty one on the server. @param {string} path of the file @returns {Promise<LedgerPlace>} */
export async function newPlace(path) {
  return isOnServer ? placeOn(await newServerLedger()) : placeIn(path);
}

/** The same for the commands in a tree. @param {string} root */
export const placeOfTree = (root) => newPlace(ledgerOf(root));

/** The ledger for a copy of a tree: in a file it came with the tree. @param {LedgerPlace} place of the tree @param {string} root of the copy */
export const placeOfCopy = async (place, root) => (isOnServer ? place.copy("") : placeOfTree(root));

/** @param {string} path @returns {LedgerPlace} */
function placeIn(path) {
  // With its log: whoever opens a ledger recovers it, and the next step is to find it as it was left.
  const copyTo = (/** @type {string} */ folder) => {
    if (existsSync(dirname(path))) cpSync(dirname(path), folder, { recursive: true });
    return join(folder, basename(path));
  };
  return {
    url: path,
    environment: {},
    look: async (folder) => copyTo(folder),
    copy: async (folder) => placeIn(copyTo(folder)),
    drop: async () => undefined,
  };
}

/** @param {import("./server.mjs").ServerLedger} ledger @returns {LedgerPlace} */
function placeOn(ledger) {
  return {
    url: ledger.url,
    environment: { REVIEW_DB: ledger.url, PROVE_PORT: ledger.port },
    look: async (folder) => {
      mkdirSync(folder, { recursive: true });
      const path = join(folder, "ledger.sqlite");
      await writeAsFile(ledger, path);
      return path;
    },
    copy: async () => placeOn(await newServerLedger(ledger)),
    drop: () => dropServerLedger(ledger),
  };
}
