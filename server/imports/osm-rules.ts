import { z } from "zod";
import { FACILITY_KINDS } from "../../data/facility.ts";
import highwayTable from "../../data/imports/highways.json" with { type: "json" };
import osmTable from "../../data/imports/osm.json" with { type: "json" };
import osmLandTable from "../../data/imports/osm-land.json" with { type: "json" };
import { PLACE_KINDS } from "../../data/place.ts";
import { LAND_USES } from "../../data/plot.ts";
import type { OsmTags } from "./osm.ts";

const TagPatterns = z.record(z.string(), z.array(z.string()));
const Rule = { tags: TagPatterns, not: TagPatterns.optional() };

const StreetClass = z.object({
  class: z.enum(["motorway", "arterial", "secondary", "branch", "lane", "path"]),
  grade: z.number().int().min(1).max(4).nullable(),
  isWalkable: z.boolean(),
  isDrivable: z.boolean(),
});
/** What the value of a highway tag says about a street. */
export type StreetClass = z.infer<typeof StreetClass>;

const highways = z
  .object({ notStreets: z.array(z.string()), classes: z.record(z.string(), StreetClass) })
  .parse(highwayTable);

const rules = z
  .object({
    facilities: z.array(
      z.object({
        ...Rule,
        kind: z.enum(FACILITY_KINDS),
        attributes: z.record(z.string(), z.unknown()).default({}),
      }),
    ),
    ground: z.array(
      z.object({
        ...Rule,
        kind: z.enum(["water", "river", "green", "building", "railway"]),
        geometry: z.enum(["area", "line"]),
      }),
    ),
    areaLevels: z.record(z.string(), z.enum(["district", "subdistrict", "community"])),
  })
  .parse(osmTable);

const land = z
  .object({
    places: z.array(z.object({ ...Rule, kind: z.enum(PLACE_KINDS) })),
    plots: z.array(z.object({ ...Rule, landUse: z.enum(LAND_USES) })),
  })
  .parse(osmLandTable);

const matches = (tags: OsmTags, patterns: z.infer<typeof TagPatterns> | undefined) =>
  Object.entries(patterns ?? {}).some(([key, values]) => {
    const value = tags[key];
    return value !== undefined && (values.includes("*") || values.includes(value));
  });

/**
 * What class of street tags describe.
 *
 * @returns null when it is no street: not there yet, not there any more, or a surface (`area=yes`).
 */
export function streetClassOf(tags: OsmTags): StreetClass | null {
  const highway = tags.highway;
  if (!highway || tags.area === "yes" || highways.notStreets.includes(highway)) return null;
  return highways.classes[highway] ?? highways.classes["*"]!;
}

/** Which facility tags describe, if one. */
export const facilityRuleOf = (tags: OsmTags) =>
  rules.facilities.find((rule) => matches(tags, rule.tags) && !matches(tags, rule.not));

/** What the base map draws of tags, if anything. */
export const groundRuleOf = (tags: OsmTags) =>
  rules.ground.find((rule) => matches(tags, rule.tags) && !matches(tags, rule.not));

/** Which place where people work or gather tags describe, if one. */
export const placeRuleOf = (tags: OsmTags) =>
  land.places.find((rule) => matches(tags, rule.tags) && !matches(tags, rule.not));

/** What the land is used for by its tags, if they say so. */
export const plotRuleOf = (tags: OsmTags) =>
  land.plots.find((rule) => matches(tags, rule.tags) && !matches(tags, rule.not));

/** Which level of area an administrative boundary is, or null for levels the register does not hold. */
export const areaLevelOf = (tags: OsmTags) =>
  tags.boundary === "administrative" ? (rules.areaLevels[tags.admin_level ?? ""] ?? null) : null;
