import { describe } from "vitest";
import { acceptancesOfContract } from "./contract/acceptances-of.ts";
import { acceptedContract } from "./contract/accepted.ts";
import { randomAcceptedContract } from "./contract/accepted-random.ts";
import { attestationContract } from "./contract/attestations.ts";
import { decidedFindingContract } from "./contract/decided-findings.ts";
import type { Engine } from "./contract/engine.ts";
import { findingContract } from "./contract/findings.ts";
import { importContract } from "./contract/import-history.ts";
import { judgedByBothContract } from "./contract/judged-by-both.ts";
import { judgedVersionsContract } from "./contract/judged-versions.ts";
import { nameContract } from "./contract/names-and-counts.ts";
import { opinionContract } from "./contract/opinions.ts";
import { quarantineContract } from "./contract/quarantines.ts";
import { raceAndErrorContract } from "./contract/races-and-errors.ts";
import { readContract } from "./contract/reads.ts";
import { recordedPartitionContract } from "./contract/recorded-partitions.ts";
import { sampleContract } from "./contract/samples.ts";
import { standingAcceptanceContract } from "./contract/standing-acceptance.ts";
import { transitionContract } from "./contract/transitions.ts";
import { verdictContract } from "./contract/verdicts.ts";
import { waiverContract } from "./contract/waivers.ts";

/** What the port promises, of any engine. */
export function storageContract(name: string, engine: Engine): void {
  describe(name, () => {
    transitionContract(engine);
    raceAndErrorContract(engine);
    readContract(engine);
    nameContract(engine);
    recordedPartitionContract(engine);
    verdictContract(engine);
    judgedByBothContract(engine);
    judgedVersionsContract(engine);
    acceptedContract(engine);
    randomAcceptedContract(engine);
    acceptancesOfContract(engine);
    standingAcceptanceContract(engine);
    findingContract(engine);
    waiverContract(engine);
    quarantineContract(engine);
    sampleContract(engine);
    opinionContract(engine);
    decidedFindingContract(engine);
    attestationContract(engine);
    importContract(engine);
  });
}
