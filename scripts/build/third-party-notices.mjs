// The licences of what is bundled: MIT, ISC, BSD and Apache all ask that their text goes along with the code.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const FILE = "THIRD-PARTY-NOTICES.txt";
const OWN = "@review/";

/** @typedef {{ name: string, version: string, license?: string, folder: string }} Package */

/**
 * A rolldown plugin: writes the licences of all packages of others whose code is in the bundle beside it. The build
 * fails if one has none.
 * @returns {import("rolldown").Plugin}
 */
export function thirdPartyNotices() {
  return {
    name: "third-party-notices",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) =>
        file.type === "chunk"
          ? Object.entries(file.modules).filter(([, { renderedLength }]) => renderedLength > 0)
          : [],
      );
      const source = renderNotices(findPackages(modules.map(([id]) => id)));
      this.emitFile({ type: "asset", fileName: FILE, source });
    },
  };
}

/**
 * The packages of others that files belong to, by name and version; what is no file (`\0rolldown/runtime.js`) is the
 * bundler's own.
 * @param {string[]} files
 */
export function findPackages(files) {
  /** @type {Map<string, Package>} */
  const packages = new Map();
  for (const file of files) {
    if (!existsSync(file)) continue;
    const owner = findOwner(dirname(file));
    if (!owner.name.startsWith(OWN)) packages.set(`${owner.name}@${owner.version}`, owner);
  }
  return [...packages.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/**
 * One text for all: packages that have the same licence, word for word, share it.
 * @param {Package[]} packages
 */
export function renderNotices(packages) {
  /** @type {Map<string, string[]>} */
  const sharers = new Map();
  for (const each of packages) {
    const text = licenceOf(each);
    sharers.set(text, [...(sharers.get(text) ?? []), `${each.name} ${each.version} (${each.license})`]);
  }
  const sections = [...sharers].map(([text, names]) => `${names.join("\n")}\n\n${text}`);
  const head =
    "The code of these packages is part of this program, under the licences that follow their names.";
  return `${[head, ...sections].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/**
 * The licence as the package has it; where it has no file of it, what its README says, or the one that its manifest names, if that
 * is kept here.
 * @param {Package} owner
 */
function licenceOf({ name, license = "no licence", folder }) {
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file));
  const kept = [name, license]
    .map((each) => new URL(`licences/${each}.txt`, import.meta.url))
    .find(existsSync);
  if (files.length > 0)
    return files
      .sort()
      .map((file) => readText(join(folder, file)))
      .join("\n\n");
  if (kept) return readText(kept);
  throw new Error(
    `${name} (${license}) is bundled and has no licence file: put its text into scripts/build/licences/${license}.txt`,
  );
}

/**
 * The package that a folder belongs to: manifests without a version only tell Node how to load files.
 * @param {string} folder
 * @returns {Package}
 */
function findOwner(folder) {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) {
    const { name, version, license } = JSON.parse(readFileSync(manifest, "utf8"));
    if (name && version) return { name, version, license, folder };
  }
  if (dirname(folder) === folder) throw new Error("a bundled file belongs to no package");
  return findOwner(dirname(folder));
}

/** @param {string | URL} file */
function readText(file) {
  return readFileSync(file, "utf8")
    .replaceAll("\r\n", "\n")
    .replace(/[ \t]+$/gm, "")
    .replace(/^\n+|\n+$/g, "");
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}
