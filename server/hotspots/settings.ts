import type { z } from "zod";
import { DistrictHotspots, HOTSPOTS, type HotspotSettings } from "../../data/hotspots.ts";
import type { Queryable } from "../store/database.ts";
import { readSetting } from "../store/setting.ts";

/** Where a district keeps its own. */
export const HOTSPOT_SETTING = "hotspots";

const { basis: _, ...PRESETS } = HOTSPOTS;

/** What a district has set itself about hotspots. */
export type OwnHotspots = {
  /** null is nothing. */
  readonly own: DistrictHotspots | null;
  /** What is kept and cannot be held to, as dotted paths: the presets hold in its place. */
  readonly notUnderstood: readonly string[];
};

/**
 * What was kept, value by value: an earlier version may have kept what this one does not know or allow, and may not have
 * known a value of a group that this one has. The rest of it holds.
 */
export function understoodHotspots(kept: unknown): OwnHotspots {
  if (kept === null) return { own: null, notUnderstood: [] };
  if (!isRecord(kept)) return { own: null, notUnderstood: [HOTSPOT_SETTING] };
  const read = Object.entries(kept).map(([name, value]) => understood(name, value));
  return {
    own: DistrictHotspots.parse(Object.fromEntries(read.flatMap(({ held }) => held))),
    notUnderstood: read.flatMap(({ not }) => not),
  };
}

type Understood = { readonly held: readonly [string, unknown][]; readonly not: readonly string[] };

const SHAPE: Readonly<Record<string, z.ZodType>> = DistrictHotspots.shape;
const BY_NAME: Readonly<Record<string, unknown>> = PRESETS;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function understood(name: string, value: unknown): Understood {
  const schema = Object.hasOwn(SHAPE, name) ? SHAPE[name]! : null;
  if (schema?.safeParse(value).success) return { held: [[name, value]], not: [] };
  const preset = BY_NAME[name];
  if (!schema || !isRecord(value) || !isRecord(preset)) return { held: [], not: [name] };
  let group: Record<string, unknown> = preset;
  let left = Object.entries(value);
  // what does not go with the preset of another may go with what is kept of it
  for (let before = left.length + 1; left.length < before; ) {
    before = left.length;
    left = left.filter(([field, one]) => {
      const tried = { ...group, [field]: one };
      const isHeld = schema.safeParse(tried).success;
      if (isHeld) group = tried;
      return !isHeld;
    });
  }
  return {
    held: group === preset ? [] : [[name, group]],
    not: left.map(([field]) => `${name}.${field}`),
  };
}

/** The presets, but for what is set. */
export function mergedHotspots(own: DistrictHotspots | null): HotspotSettings {
  const set = Object.entries(own ?? {}).filter(([, value]) => value !== undefined);
  return { ...PRESETS, ...Object.fromEntries(set) };
}

/** How hotspots are found in a district. */
export const readHotspotSettings = async (tx: Queryable, districtId: string) =>
  mergedHotspots(understoodHotspots(await readSetting(tx, districtId, HOTSPOT_SETTING)).own);
