import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

/** Shared folders, and what each may lean on. Any other folder is a capability. */
const SHARED: Record<string, string[]> = {
  "server/geo": [],
  "server/http": ["data"], // what can be permitted is data
  "server/store": ["server/geo", "data"],
  "web/api": [],
  "web/ui": [],
  "web/map": ["web/ui", "web/api"], // whom a page is for is a permission of the contract
};

/** Capabilities that use another's pure module. Keep it acyclic, and say why. */
const BORROWS: Record<string, string[]> = {
  // an imported complaint has the life, the due dates, the number, the reporter, the originals and the masks of one
  // taken here
  "server/imports": [
    "server/complaints/case-due.ts",
    "server/complaints/category-settings.ts",
    "server/complaints/duplicates.ts",
    "server/complaints/intake-settings.ts",
    "server/complaints/kind.ts",
    "server/complaints/life.ts",
    "server/complaints/mask.ts",
    "server/complaints/reporter.ts",
  ],
  // a hotspot is made of complaints: the register's own filters, columns and lists, so that a figure and its records are one
  "server/hotspots": [
    "server/complaints/case-columns.ts",
    "server/complaints/case-due.ts",
    "server/complaints/case-filters.ts",
    "server/complaints/case-index.ts",
    "server/complaints/case-list-schema.ts",
    "server/complaints/case-list.ts",
    "server/complaints/case-nearby.ts",
    "server/complaints/case-register.ts",
    "server/complaints/case-repetition.ts",
    "server/complaints/category-settings.ts",
    "server/complaints/stars.ts",
  ],
  // complaints are a demand, counted in the register's own columns within what whoever asks may read
  "server/coverage": [
    "server/complaints/case-columns.ts",
    "server/complaints/case-filters.ts",
    "server/complaints/case-list.ts",
    "server/complaints/case-register.ts",
  ],
  // a site is worth the coverage it adds: measured along the same streets from the same demand, counted again by the same
  // engine, held to the same lenses
  "server/siting": [
    "server/coverage/allocation.ts",
    "server/coverage/coverage-schema.ts",
    "server/coverage/coverage.ts",
    "server/coverage/lens-store.ts",
    "server/coverage/lenses-answer.ts",
    "server/coverage/lenses.ts",
    "server/coverage/material.ts",
    "server/coverage/network.ts",
    "server/coverage/question.ts",
    "server/coverage/schema.ts",
    "server/coverage/study.ts",
  ],
  // what a vehicle is to do is what is due; a file of positions is text in the encodings that every imported file may have
  "server/fleet": [
    "server/cleaning/due.ts",
    "server/cleaning/heard-store.ts",
    "server/cleaning/store.ts",
    "server/cleaning/world.ts",
    "server/imports/failure.ts",
    "server/imports/text.ts",
  ],
  // who is on duty, what categories are called, and which rating holds is told as on the pages of complaints and stars
  "server/wall": [
    "server/complaints/category-settings.ts",
    "server/complaints/duty.ts",
    "server/ratings/in-force.ts",
  ],
  "server/facilities": ["server/layers/layers.ts"], // a summary counts by class as the legend does
  // density is one picture, whoever asks for it, and a sheet to keep is drawn in one way
  "web/hotspots": ["web/facilities/picture.ts", "web/layers/heat.ts", "web/layers/heat-drawing.ts"],
  // whether it was cleaned before somebody complained is told as on the pages of cleaning
  "web/complaints": ["web/cleaning/before-card.tsx"],
  // the vehicles of a route are called as those of the fleet are
  "web/cleaning": ["web/fleet/titles.ts"],
  // teams are listed by their numbers, as the server lists them
  "web/fleet": ["data/name-order.ts"],
  // an inspection scores on a telephone without a line as it does on the server
  "web/ratings": ["data/rubric-score.ts"],
  // a fence is drawn as every area is
  "web/coverage": ["web/facilities/polygon-step.tsx"],
  // sites are asked for in the words of coverage, go on as its trials, and are kept within areas drawn as everywhere
  "web/siting": [
    "web/coverage/asking.tsx",
    "web/coverage/basis-words.ts",
    "web/coverage/params.ts",
    "web/coverage/tries.ts",
    "web/coverage/units.ts",
    "web/facilities/polygon-step.tsx",
  ],
  // a picture's legend names the entries of the tree that are on, with the tree's words and breaks
  "web/facilities": [
    "web/layers/tree.ts",
    "web/layers/words.ts",
    "web/layers/queries.ts",
    "web/layers/cleaning-drawing.ts",
    "web/layers/people-drawing.ts",
  ],
};

/** Where whole slices meet: entries wire capabilities together and hold no decisions. */
const ENTRIES = ["server", "web", "web/app"];

const files = ["server", "web", "data"].filter(existsSync).flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(root, name)),
);
const folder = (file: string) => (file.startsWith("data/") ? "data" : dirname(file));
const side = (file: string) => file.split("/")[0];

function mayImport(from: string, to: string) {
  const [a, b] = [folder(from), folder(to)];
  if (a === b) return true;
  if (a === "data") return b === "server/geo";
  if (a in SHARED) return SHARED[a]!.includes(b);
  if (ENTRIES.includes(a)) return side(from) === side(to) || (a === "server" && b === "data");
  if (side(from) === "server" && b === "data") return true; // presets and the catalogue are data
  return (side(from) === side(to) && b in SHARED) || (BORROWS[a] ?? []).includes(to);
}

it("imports point one way: entry → capability → shared", () => {
  const wrong = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)]
      .map((match) => join(dirname(file), match[1]!))
      .filter((target) => /\.tsx?$/.test(target) && !mayImport(file, target))
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

it("keeps every folder flat: a capability with a subfolder is two", () => {
  const deep = files.filter((file) => !file.startsWith("data/") && file.split("/").length > 3);
  expect(deep).toEqual([]);
});

it("lets only server/env.ts read the environment", () => {
  const readers = files.filter(
    (file) => file !== "server/env.ts" && /process\.env/.test(readFileSync(file, "utf8")),
  );
  expect(readers).toEqual([]);
});

it("keeps the pure folders pure: no node, no framework, no validation library", () => {
  const impure = files.filter(
    (file) =>
      file.startsWith("server/geo/") &&
      /from "(node:|hono|@hono|zod|pg|react)/.test(readFileSync(file, "utf8")),
  );
  expect(impure).toEqual([]);
});

it("lets only server/http/endpoint.ts make a route: every other endpoint says who may call it", () => {
  const makers = files.filter(
    (file) =>
      file.startsWith("server/") &&
      file !== "server/http/endpoint.ts" &&
      /\bcreateRoute\b/.test(readFileSync(file, "utf8")),
  );
  expect(makers).toEqual([]);
});
