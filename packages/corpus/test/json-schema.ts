/** The part of JSON schema draft 7 that `review.config.schema.json` uses. */
export interface JsonSchema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, JsonSchema | boolean>;
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  items?: JsonSchema | JsonSchema[];
  additionalItems?: JsonSchema;
  anyOf?: JsonSchema[];
  definitions?: Record<string, JsonSchema>;
}

/** Whether a value satisfies a schema; references are looked up in `root`. */
export function satisfies(value: unknown, schema: JsonSchema | boolean, root: JsonSchema): boolean {
  if (typeof schema === "boolean") return schema;
  if (schema.$ref !== undefined) return satisfies(value, resolveReference(schema.$ref, root), root);
  if (schema.type !== undefined && !hasType(value, schema.type)) return false;
  if (schema.anyOf && !schema.anyOf.some((each) => satisfies(value, each, root))) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (typeof value === "string") {
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern = "" } = schema;
    return value.length >= minLength && value.length <= maxLength && new RegExp(pattern, "u").test(value);
  }
  if (typeof value === "number")
    return value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value);
  if (Array.isArray(value)) return satisfiesList(value, schema, root);
  return typeof value !== "object" || value === null || satisfiesObject(value, schema, root);
}

/** The schema a `#/definitions/name` reference stands for. */
export function resolveReference(reference: string, root: JsonSchema): JsonSchema {
  const schema = root.definitions?.[reference.replace("#/definitions/", "")];
  if (schema === undefined) throw new Error(`no such definition: ${reference}`);
  return schema;
}

function satisfiesList(list: unknown[], schema: JsonSchema, root: JsonSchema): boolean {
  const { additionalItems = true, items = {} } = schema;
  const schemaAt = (index: number) => (Array.isArray(items) ? (items[index] ?? additionalItems) : items);
  return (
    list.length >= (schema.minItems ?? 0) &&
    list.length <= (schema.maxItems ?? Number.POSITIVE_INFINITY) &&
    list.every((item, index) => satisfies(item, schemaAt(index), root))
  );
}

function satisfiesObject(object: object, schema: JsonSchema, root: JsonSchema): boolean {
  const { additionalProperties = true, properties = {}, propertyNames = {}, required = [] } = schema;
  return (
    required.every((key) => Object.hasOwn(object, key)) &&
    Object.keys(object).length <= (schema.maxProperties ?? Number.POSITIVE_INFINITY) &&
    Object.entries(object).every(
      ([key, value]) =>
        satisfies(key, propertyNames, root) &&
        satisfies(value, properties[key] ?? additionalProperties, root),
    )
  );
}

function hasType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
