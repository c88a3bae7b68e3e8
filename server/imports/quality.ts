import type { Category } from "../../data/complaint-categories.ts";
import type { QualityCheck, QualityParameters } from "../../data/quality.ts";
import { COMPLAINT_CHANNELS, QUALITY_PRESETS } from "../../data/standards.ts";
import { readCategories } from "../complaints/category-settings.ts";
import { type ChangeKind, readChanges, readVersion } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { readSetting } from "../store/setting.ts";
import { type Finding, facilityFindings, outside, type QualityRow } from "./quality-facilities.ts";
import { type Ground, groundOf } from "./quality-ground.ts";
import {
  complaintCandidates,
  createDoctor,
  type DatumGroup,
  facilityCandidates,
} from "./quality-groups.ts";
import {
  type ExaminedComplaint,
  readAreas,
  readComplaintPlaces,
  readComplaints,
  readFacilities,
  readStreetLines,
} from "./quality-store.ts";

/** Where a district is, and what day it has. */
export type QualityPlace = { readonly districtId: string; readonly today: string };

/** What is to be mended in a district's records. */
export type Examination = {
  readonly parameters: QualityParameters;
  readonly findings: Readonly<Record<QualityCheck, Finding>>;
  readonly groups: readonly DatumGroup[];
  readonly ground: Ground;
};

/** Where a district keeps what it has set itself. */
export const QUALITY_SETTING = "quality";

/** What a district goes by: the presets, but for what it has set itself. */
export function parametersOf(setting: unknown): QualityParameters {
  const own: Record<string, unknown> =
    typeof setting === "object" && setting !== null ? { ...setting } : {};
  return Object.fromEntries(
    QUALITY_PRESETS.map(({ id, value, least, most }) => {
      const given = own[id];
      const isSound =
        typeof given === "number" && Number.isInteger(given) && given >= least && given <= most;
      return [id, isSound ? given : value];
    }),
  ) as QualityParameters; // every preset has its entry
}

/**
 * Examines districts, and again only what a change concerns: an edit of a facility does not look at complaints.
 *
 * @returns what is to be mended as of a version of the change log that is at least the one at the time of asking.
 */
export function createExaminations(database: Database) {
  const doctor = createDoctor();
  const inDistrict = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId, readOnlySnapshot: true });

  const groundFor = kept(["street_edge", "area", "district"], ({ districtId, today }) =>
    inDistrict(districtId, async (tx) =>
      groundOf(await readAreas(tx, districtId, today), await readStreetLines(tx, districtId)),
    ),
  );
  const facilitiesFor = kept(
    ["facility", "street_edge", "area", "district", "district_setting"],
    async (place) => {
      const { districtId, today } = place;
      const ground = await groundFor(place);
      const { facilities, setting } = await inDistrict(districtId, async (tx) => ({
        facilities: await readFacilities(tx, districtId),
        setting: await readSetting(tx, districtId, QUALITY_SETTING),
      }));
      const parameters = parametersOf(setting);
      const groups = await doctor.examine(districtId, facilityCandidates(facilities), ground);
      const findings = facilityFindings({ facilities, ground, groups, parameters, today });
      return { parameters, groups, findings };
    },
  );
  const complaintsFor = kept(
    ["complaint", "street_edge", "area", "district", "district_setting"],
    async (place) => {
      const { districtId, today } = place;
      const ground = await groundFor(place);
      const read = await inDistrict(districtId, async (tx) => ({
        ...(await readComplaints(tx, districtId, today)),
        places: await readComplaintPlaces(tx, districtId),
        categories: await readCategories(tx, districtId),
      }));
      const groups = await doctor.examine(districtId, complaintCandidates(read.places), ground);
      return { ...read, groups };
    },
  );

  /** A part of the examination that is worked out again when a record of these kinds has changed, or on another day. */
  function kept<T>(kinds: readonly ChangeKind[], work: (place: QualityPlace) => Promise<T>) {
    const held = new Map<string, { version: number; today: string; value: Promise<T> }>();
    return async (place: QualityPlace): Promise<T> => {
      const { districtId, today } = place;
      const known = held.get(districtId);
      const { version, isSame } = await database.transaction(
        async (tx) => {
          const version = await readVersion(tx, districtId);
          if (!known || version < known.version) return { version, isSame: false };
          if (version === known.version) return { version, isSame: true };
          const changes = await readChanges(tx, districtId, known.version, MOST_CHANGES);
          const isSame =
            changes.length < MOST_CHANGES && !changes.some(({ kind }) => kinds.includes(kind));
          return { version, isSame };
        },
        { districtId },
      );
      if (known && isSame && known.today === today) {
        held.set(districtId, { ...known, version });
        return known.value;
      }
      const value = work(place);
      held.set(districtId, { version, today, value });
      value.catch(() => held.get(districtId)?.value === value && held.delete(districtId));
      return value;
    };
  }

  return async (place: QualityPlace): Promise<Examination> => {
    const [facilities, complaints, ground] = await Promise.all([
      facilitiesFor(place),
      complaintsFor(place),
      groundFor(place),
    ]);
    const { parameters } = facilities;
    return {
      parameters,
      ground,
      groups: [...facilities.groups, ...complaints.groups],
      findings: { ...facilities.findings, ...complaintFindings(complaints, ground, parameters) },
    };
  };
}
export type Examinations = ReturnType<typeof createExaminations>;

/** Past so many changes it is quicker to look again than to read what they were. */
const MOST_CHANGES = 500;

/** Complaints without a place or outside, the farthest first. */
function complaintFindings(
  read: {
    all: number;
    placed: number;
    rows: readonly ExaminedComplaint[];
    categories: readonly Category[];
  },
  { hasBoundary }: Ground,
  parameters: QualityParameters,
) {
  const lost = read.rows.filter(({ outsideMeters }) => outsideMeters === null);
  const far = read.rows.flatMap((complaint) => {
    const found = outside(complaint.outsideMeters, parameters);
    return found ? [complaintRow(complaint, found, read.categories)] : [];
  });
  return {
    "complaint-outside": {
      rows: hasBoundary ? far.sort((a, b) => b.amount - a.amount) : [],
      of: read.placed,
      unknown: hasBoundary ? null : ("no-boundary" as const),
    },
    "complaint-place": {
      rows:
        read.all === read.placed ? [] : lost.map((one) => complaintRow(one, null, read.categories)),
      of: read.all,
      unknown: null,
    },
  };
}

type Title = { readonly zh: string; readonly en: string };
const titleOf = (known: readonly { readonly id: string; readonly title: Title }[], id: string) =>
  known.find((each) => each.id === id)?.title ?? { zh: id, en: id };

/** What a complaint is called here: what it is about, when and how it came in; nothing of a person, and no address. */
function complaintRow(
  { complaintId, number, category, channel, occurredOn }: ExaminedComplaint,
  found: { value: Title; amount: number } | null,
  categories: readonly Category[],
): QualityRow {
  const about = category ? titleOf(categories, category) : { zh: "未分类", en: "Other" };
  const by = channel ? titleOf(COMPLAINT_CHANNELS, channel) : null;
  const when = {
    zh: by ? `${occurredOn} · ${by.zh}` : occurredOn,
    en: by ? `${occurredOn} · ${by.en}` : occurredOn,
  };
  const value = found
    ? { zh: `${found.value.zh} · ${when.zh}`, en: `${found.value.en} · ${when.en}` }
    : when;
  return {
    ...{ record: "complaint", id: complaintId, layerId: "complaints", kind: null, code: number },
    ...{ name: about.zh, nameEn: about.en, area: null, position: null, revision: null },
    ...{ value, amount: found?.amount ?? 0 },
  };
}
