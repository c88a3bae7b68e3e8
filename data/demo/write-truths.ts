import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { generateDemo } from "./generate.ts";
import { truthsOf } from "./truths.ts";

/**
 * Writes `truths.json`: run `npx tsx data/demo/write-truths.ts` after a change of the generator.
 *
 * The digest is of the whole district, so that a machine which generates another one is found out.
 */
const anchor = "2026-01-01T00:00:00+08:00";
const district = generateDemo({ anchor: new Date(anchor) });
const digest = createHash("sha256").update(JSON.stringify(district)).digest("hex");
const text = JSON.stringify({ anchor, digest, truths: truthsOf(district) }, null, 2);
writeFileSync(new URL("truths.json", import.meta.url), `${text}\n`);
