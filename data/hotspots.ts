import { z } from "zod";
import hotspotTable from "./standards/hotspots.json" with { type: "json" };
import { Basis } from "./standards.ts";

const days = (most: number) => z.number().int().positive().max(most);
const meters = (most: number) => z.number().positive().max(most);
const share = z.number().gt(0).max(0.5);

/** What is counted in a cell, and against what it is held. */
export const HOTSPOT_MEASURES = [
  "count",
  "reporters",
  "per-street",
  "per-resident",
  "late",
  "reopened",
] as const;
export type HotspotMeasure = (typeof HOTSPOT_MEASURES)[number];

/** How many stretches of full length the neighbours of a stretch may reach over. */
const MOST_UNITS_NEAR = 20;

/** Every value hotspots are found by. */
export const HotspotPresets = z.strictObject({
  periodDays: days(366).describe("Days of the period one sees before choosing one"),
  level: share.describe("Share of false discoveries among what is called hot or cold"),
  minimumEvents: z
    .number()
    .int()
    .min(1)
    .max(100)
    .describe("A neighbourhood with fewer is never called hot; one that expects fewer, never cold"),
  rings: z.number().int().min(1).max(5).describe("Neighbours are the cells so many rings around"),
  resolutions: z
    .strictObject({
      least: z.number().int().min(5).max(12),
      greatest: z.number().int().min(5).max(12),
      greatestCells: z.number().int().positive().max(20_000),
      eventsInNeighbourhood: z.number().positive().max(100),
    })
    .refine(({ least, greatest }) => least <= greatest, {
      error: "a greatest not below least",
      path: ["greatest"],
    })
    .describe(
      "The finest H3 resolution with no more cells and, on average, so many complaints around a cell",
    ),
  steps: z.strictObject({
    unit: z.enum(["day", "week"]),
    count: z.number().int().min(10).max(400),
  }),
  streets: z
    .strictObject({
      unitMeters: z.number().min(20).max(1000).describe("The greatest length of a stretch"),
      neighbourMeters: z
        .number()
        .min(0)
        .max(2000)
        .describe("Stretches whose ends are no farther apart along streets are neighbours"),
      snapMeters: meters(500).describe("A complaint farther from any street is on none"),
    })
    // half a million pairs of neighbours in a small district become ten million
    .refine(({ unitMeters, neighbourMeters }) => neighbourMeters <= MOST_UNITS_NEAR * unitMeters, {
      error: `at most ${MOST_UNITS_NEAR} times unitMeters`,
      path: ["neighbourMeters"],
    }),
  clusters: z.strictObject({
    epsMeters: meters(5000),
    epsDays: z.number().min(0).max(366),
    minPoints: z.number().int().min(2).max(1000),
  }),
  scan: z
    .strictObject({
      days: days(31).describe("An alarm is for what happened within so many days up to today"),
      baselineDays: z
        .number()
        .int()
        .min(14)
        .max(731)
        .describe("Against what these days before and with them had"),
      radiusMeters: meters(5000),
      permutations: z.number().int().min(99).max(9999),
      level: share,
      fewestEvents: z.number().int().min(2).max(1000),
    })
    .refine(({ days: recent, baselineDays }) => recent < baselineDays, {
      error: "more than days",
      path: ["baselineDays"],
    }),
  repeats: z.strictObject({
    radiusMeters: meters(1000).describe("What is no farther apart is the same place"),
    days: days(366).describe("And no longer apart the same matter again"),
    returnDays: days(366).describe(
      "A place that is complained of so soon after settling was not mended",
    ),
    fewest: z
      .number()
      .int()
      .min(2)
      .max(1000)
      .describe("A place or person with fewer is no repetition"),
    manyShare: z
      .number()
      .gt(0)
      .max(1)
      .describe("Whoever reported so large a part of a hot spot makes much of it alone"),
    fewestToRate: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .describe("A share of fewer settled complaints says nothing about a unit"),
  }),
  comparison: z.strictObject({
    fewestEvents: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .describe("Areas that expect fewer are not ranked"),
    fewestResidents: z.number().int().min(0).max(1_000_000),
  }),
  basis: Basis,
});

/** How hotspots are found where a district has not said otherwise. */
export const HOTSPOTS = HotspotPresets.parse(hotspotTable);

/** What a district sets itself (`district_setting`, key `hotspots`); what is left out is as the presets have it. */
export const DistrictHotspots = HotspotPresets.omit({ basis: true }).partial();
export type DistrictHotspots = z.infer<typeof DistrictHotspots>;
export type HotspotSettings = Omit<z.infer<typeof HotspotPresets>, "basis">;
