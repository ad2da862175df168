// What the statements of a migration have in common. A migration that was released is never edited: write new words beside these.

const SEARCH_PATH = "SET search_path = pg_catalog, pg_temp";

/** A rule within a trigger's function: unless the condition holds, the statement is refused for this reason. */
export const require = (condition: string, message: string): string => `
  IF (${condition}) IS NOT TRUE THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '${message}';
  END IF;`;

/** A function that a trigger calls. Every name in it is qualified: what is asked is not found by the caller's search path. */
export const triggerFunction = (name: string, body: string, result = "NEW"): string => `
CREATE FUNCTION review.${name}() RETURNS trigger LANGUAGE plpgsql ${SEARCH_PATH} AS $$
BEGIN${body}
  RETURN ${result};
END $$;
`;

export const pureFunction = (declaration: string, body: string): string => `
CREATE FUNCTION review.${declaration} LANGUAGE plpgsql STRICT IMMUTABLE PARALLEL SAFE ${SEARCH_PATH} AS $$
${body} $$;
`;

/** A trigger of the same name as its function, or of another. */
export const trigger = (name: string, when: string, table: string, calls = `review.${name}()`): string =>
  `CREATE TRIGGER ${name} ${when} ON review.${table} ${calls.startsWith("review.") ? `FOR EACH ROW EXECUTE FUNCTION ${calls}` : calls};\n`;

/** Triggers that refuse to change, delete or empty what is in a table. */
export const fixed = (table: string, message: string, events = "UPDATE OR DELETE"): string =>
  trigger(`${table}_are_fixed`, `BEFORE ${events}`, table, `review.refuse('${message}')`) +
  `CREATE TRIGGER ${table}_are_kept BEFORE TRUNCATE ON review.${table} FOR EACH STATEMENT EXECUTE FUNCTION review.refuse('${message}');\n`;

/** The one writer at a time is waited for by whoever adds rows. */
export const oneWriter = (table: string): string =>
  `CREATE TRIGGER ${table}_have_one_writer BEFORE INSERT ON review.${table} FOR EACH STATEMENT EXECUTE FUNCTION review.have_one_writer();\n`;

export const TEXT = 'text COLLATE "C"';
export const isSha = (column: string): string => `${column} ~ '^[0-9a-f]{64}$'`;
export const IS_PARTITION = "model_id ~ '^[a-z0-9_-]+$'";

export const isBlank = (column: string): string => `btrim(${column}, E' \\t\\n\\r') = ''`;
