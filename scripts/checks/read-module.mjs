// What one TypeScript module imports, and whether it uses the global `process`.
import { parseSync, visitorKeys } from "oxc-parser";

/** @typedef {{ type: string, [key: string]: unknown }} Node */

/**
 * The specifiers of all imports and re-exports, static and dynamic, of types and of values (a dynamic one that is
 * no literal as its source text), and whether the global `process` is used: a module that has a variable or
 * parameter of that name means its own. Throws for a module that cannot be parsed.
 * @param {string} path
 * @param {string} text
 * @returns {{ imports: string[], values: string[], touchesProcess: boolean }} `values` are those of the imports of which something is left when it runs
 */
export function readModule(path, text) {
  const { program, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  /** @type {Set<string>} */
  const imports = new Set();
  /** @type {Set<string>} */
  const values = new Set();
  const process = { used: false, own: false };
  /** @param {Node} node @param {boolean} binds whether names here are new ones */
  const visit = (node, binds) => {
    // Import and export declarations, `import()`, and `import("…")` as a type all have their module as `source`.
    if (isNode(node.source)) {
      const specifier = specifierOf(node.source, text);
      imports.add(specifier);
      if (!isOfTypes(node)) values.add(specifier);
    }
    if (node.type === "Identifier" && node.name === "process") process[binds ? "own" : "used"] = true;
    if (isGlobalProcess(node)) process.used = true;
    for (const key of visitorKeys[node.type] ?? []) {
      if (isMereName(node, key)) continue;
      for (const child of [node[key]].flat()) if (isNode(child)) visit(child, bindsNames(node, key, binds));
    }
  };
  visit(/** @type {Node} */ (/** @type {unknown} */ (program)), false);
  const imported = imports.has("node:process") || imports.has("process");
  return {
    imports: [...imports],
    values: [...values],
    touchesProcess: imported || (process.used && !process.own),
  };
}

/** @param {unknown} value @returns {value is Node} */
function isNode(value) {
  return typeof value === "object" && value !== null && "type" in value;
}

/** @param {Node} source @param {string} text */
function specifierOf(source, text) {
  if (typeof source.value === "string") return source.value;
  return text.slice(Number(source.start), Number(source.end)).replace(/^`(.*)`$/s, "$1");
}

/** `import type`, `export type`, and `import("…")` as a type. @param {Node} node */
function isOfTypes({ type, importKind, exportKind }) {
  return importKind === "type" || exportKind === "type" || type === "TSImportType";
}

/** `x.process`, `{ process: x }`: the name of a property. @param {Node} node @param {string} key */
function isMereName(node, key) {
  return node.computed !== true && (key === "property" || key === "key");
}

/** `globalThis.process`. @param {Node} node */
function isGlobalProcess({ type, object, property }) {
  const isNamed = (/** @type {unknown} */ value, /** @type {string} */ name) =>
    isNode(value) && (value.name === name || value.value === name);
  return type === "MemberExpression" && isNamed(object, "globalThis") && isNamed(property, "process");
}

/** Whether the names below `key` of a node are new ones. @param {Node} node @param {string} key @param {boolean} binds */
function bindsNames({ type }, key, binds) {
  if (["params", "param", "local"].includes(key) || (key === "id" && type === "VariableDeclarator"))
    return true;
  // Within a pattern everything binds but defaults and types.
  return binds && key !== "right" && key !== "typeAnnotation";
}
