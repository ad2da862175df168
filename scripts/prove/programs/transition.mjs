// Makes one transition on a ledger and prints how it ended: `transition.mjs LEDGER NAME`.
import { makeStep } from "../transitions.mjs";

const [, , path = "", name = ""] = process.argv;
process.stdout.write(await makeStep(name, path));
