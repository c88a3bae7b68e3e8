import { record } from "./record.ts";

/** What one bench found, in Markdown, or why it did not run. */
export type BenchResult = { readonly report: string } | { readonly skipped: string };
export type Bench = () => Promise<BenchResult>;

/** Every bench, loaded when it runs. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  start: async () => (await import("./start.ts")).benchStart,
  live: async () => (await import("./live.ts")).benchLive,
  duplicates: async () => (await import("./duplicates.ts")).benchDuplicates,
  tiles: async () => (await import("./tiles.ts")).benchTiles,
  complaints: async () => (await import("./complaints.ts")).benchComplaints,
  "hotspots-slider": async () => (await import("./hotspots-slider.ts")).benchSlider,
  storm: async () => (await import("./storm.ts")).benchStorm,
  "hotspots-streets": async () => (await import("./hotspots-streets.ts")).benchHotspotsStreets,
  "hotspots-register": async () => (await import("./hotspots-register.ts")).benchHotspotsRegister,
  coverage: async () => (await import("./coverage.ts")).benchCoverage,
  "coverage-cities": async () => (await import("./coverage-cities.ts")).benchCoverageCities,
  "coverage-drag": async () => (await import("./coverage-drag.ts")).benchCoverageDrag,
  wall: async () => (await import("./wall.ts")).benchWall,
  siting: async () => (await import("./siting.ts")).benchSiting,
  terminals: async () => (await import("./terminals.ts")).benchTerminals,
  positions: async () => (await import("./positions.ts")).benchPositions,
  matching: async () => (await import("./matching.ts")).benchMatching,
  hotspots: async () => (await import("./hotspots.ts")).benchHotspots,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const bench = await BENCHES[name]!();
  const result = await bench();
  if ("skipped" in result) {
    console.log(`${name}: skipped, ${result.skipped}`);
    continue;
  }
  console.log(`${result.report}\n`);
  record(name, result.report);
}
