/** Where yargs says how a file is looked for in a folder and above it. */
const FINDS = /\bfindUp: escalade\b/;

/**
 * A rolldown plugin: yargs finds no package.json. As it begins it reads the nearest one above the current folder, or above the folder that the
 * program is installed in, for a version that it is then told: in a repository of somebody else that may be a pipe, or a device that never ends.
 * @returns {import("rolldown").Plugin}
 */
export function noManifestOfOthers() {
  return {
    name: "no-manifest-of-others",
    transform: (code, id) => {
      if (!/[\\/]yargs[\\/]lib[\\/]platform-shims[\\/]esm\.mjs$/.test(id)) return undefined;
      if (!FINDS.test(code)) throw new Error(`${id} does not say any more how yargs finds a package.json`);
      return code.replace(FINDS, "findUp: () => undefined");
    },
  };
}
