import { proof as concurrency } from "./concurrency.mjs";
import { proof as crash } from "./crash.mjs";
import { proof as endings } from "./endings.mjs";
import { proof as growth } from "./growth.mjs";
import { proof as hostileSql } from "./hostile-sql.mjs";
import { proof as judged } from "./judged.mjs";
import { proof as model } from "./model.mjs";
import { proof as names } from "./names.mjs";
import { proof as parser } from "./parser.mjs";
import { proof as paths } from "./paths.mjs";
import { proof as scale } from "./scale.mjs";
import { proof as schema } from "./schema.mjs";
import { proof as security } from "./security.mjs";
import { proof as surroundings } from "./surroundings.mjs";
import { proof as trust } from "./trust.mjs";

/** All proofs, in the order of docs/guarantees.md. */
export const proofs = [
  crash,
  concurrency,
  judged,
  model,
  hostileSql,
  paths,
  parser,
  growth,
  surroundings,
  endings,
  security,
  names,
  trust,
  schema,
  scale,
];
