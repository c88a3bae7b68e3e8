import { randomBytes } from "node:crypto";
import { COMPLAINT_LIFE, OPEN_STATES } from "../../data/complaint-life.ts";
import { COMPLAINT_DUPLICATES } from "../../data/standards.ts";
import { bboxAround } from "../geo/bbox.ts";
import { distanceMeters } from "../geo/measure.ts";
import type { LngLat } from "../geo/position.ts";
import { DomainError } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Desk } from "./case-desk.ts";
import { CaseDraft } from "./case-schema.ts";
import { readEvents } from "./case-store.ts";
import { reachOf } from "./duplicates.ts";
import { takeComplaint } from "./intake.ts";
import { GREATEST_SHIFT_METERS } from "./layers.ts";
import { maskPersonal } from "./mask.ts";
import { sha256 } from "./open311-key-store.ts";
import { PUBLIC_LIMITS, type PublicReportDraft } from "./public-schema.ts";
import { type PublicServices, readPublicServices, serviceCodeOf } from "./public-services.ts";
import { type PublicCase, publicPlaceOf, readPublicCases } from "./public-store.ts";
import { inTurn, versionNow } from "./public-taking.ts";

/** Who the audit trail says it was. */
export const PUBLIC_ACTOR = {
  ...{ accountId: null, name: "公众上报 public form", via: "server" as const },
  address: null, // a citizen's address is nobody's business
};

/** Steps that whoever reported it sees; what staff write among themselves is theirs. */
const TOLD = [
  ...["register", "assign", "accept", "refuse", "transfer", "arrive", "report"],
  ...["feedback", "settle", "reopen", "merge"],
];

/**
 * The complaint that a report becomes; a category of petitions is none of the services.
 *
 * @throws {DomainError} `body-invalid` when the service is none.
 */
export async function reportDraft(
  tx: Queryable,
  districtId: string,
  report: PublicReportDraft,
): Promise<CaseDraft> {
  const service = (await readPublicServices(tx, districtId)).serviceOf(report.service);
  if (!service) {
    const remedy = "the code of a service";
    throw new DomainError("body-invalid", `service: ${remedy}`, [
      { field: "service", value: report.service, remedy, rule: "service-unknown" },
    ]);
  }
  return CaseDraft.parse({
    channel: "app",
    category: service.category,
    ...{ text: report.text, position: report.position, address: report.address },
    ...{ placeNote: report.placeNote, reporter: report.reporter },
  });
}

/**
 * Takes a report down, and gives a token with which it is followed. Sent again under its key it gives another token for
 * the same complaint: the first one may be lost with the answer.
 */
export async function takeReport(desk: Desk, draft: CaseDraft, key: string) {
  const { tx, districtId } = desk;
  await inTurn(tx, `${districtId} public ${key}`);
  const sending = { owner: "public", key };
  const { complaintId, isNew } = await takeComplaint(desk, draft, sending);
  const followToken = randomBytes(24).toString("base64url");
  await tx.query(
    "insert into complaint_follow (district_id, complaint_id, token_sha256) values ($1, $2, $3)",
    [districtId, complaintId, sha256(followToken)],
  );
  const [row] = await tx.query<{ number: string }>(
    "select number from complaint where district_id = $1 and complaint_id = $2",
    [districtId, complaintId],
  );
  const version = await versionNow(tx, districtId);
  return { number: row!.number, followToken, isNew, version };
}

/** A published complaint by its number. @throws {DomainError} `complaint-unknown`, also for what is not published. */
export async function openReport(tx: Queryable, districtId: string, number: string) {
  const [found] = await readPublicCases(tx, districtId, { numbers: [number] }, { limit: 1 });
  if (!found) throw new DomainError("complaint-unknown", `No complaint ${number}`);
  return found;
}

/** Whether a token is one that was given out for a complaint. */
export async function isFollower(
  tx: Queryable,
  districtId: string,
  complaintId: string,
  token: string | undefined,
): Promise<boolean> {
  if (token === undefined) return false;
  const rows = await tx.query(
    `select 1 from complaint_follow
     where district_id = $1 and complaint_id = $2 and token_sha256 = $3`,
    [districtId, complaintId, sha256(token)],
  );
  return rows.length > 0;
}

const isOpen = ({ state }: PublicCase) => OPEN_STATES.includes(state);

/** What everybody may know of it. */
const shownOf = (complaint: PublicCase, services: PublicServices) => ({
  number: complaint.number,
  service: {
    code: serviceCodeOf(complaint.category),
    title: services.titleOf(serviceCodeOf(complaint.category)),
  },
  state: complaint.state,
  stateTitle: COMPLAINT_LIFE.states.find(({ id }) => id === complaint.state)!.title,
  isOpen: isOpen(complaint),
  receivedAt: complaint.receivedAt.toISOString(),
});

/** A report as whoever asks sees it. */
export async function publicReport(
  tx: Queryable,
  districtId: string,
  layer: Snapshot,
  { number, token }: { readonly number: string; readonly token: string | undefined },
) {
  const complaint = await openReport(tx, districtId, number);
  const place = publicPlaceOf(layer, complaint.complaintId);
  const isOwn = await isFollower(tx, districtId, complaint.complaintId, token);
  return {
    ...shownOf(complaint, await readPublicServices(tx, districtId)),
    updatedAt: complaint.updatedAt.toISOString(),
    settledAt: complaint.settledAt?.toISOString() ?? null,
    position: place && ([place[0], place[1]] as [number, number]),
    text: complaint.text,
    own: isOwn ? await ownOf(tx, districtId, complaint) : null,
  };
}

async function ownOf(tx: Queryable, districtId: string, complaint: PublicCase) {
  const { complaintId } = complaint;
  const events = await readEvents(tx, districtId, complaintId);
  const photographs = await countPhotographs(tx, districtId, complaintId);
  const names = await readReporterName(tx, districtId, complaintId);
  return {
    steps: events
      .filter(({ action }) => TOLD.includes(action))
      .map(({ action, at, data }) => ({
        action,
        title: COMPLAINT_LIFE.actions[action] ?? { zh: action, en: action },
        at: at.toISOString(),
        words:
          action === "report" && complaint.text !== null && data.words
            ? maskPersonal(data.words, names).text
            : null,
      })),
    photographs,
    mayAddPhotographs: isOpen(complaint) && photographs < PUBLIC_LIMITS.photographs,
  };
}

async function readReporterName(tx: Queryable, districtId: string, complaintId: string) {
  const rows = await tx.query<{ name: string }>(
    `select r.name from complaint c
     join reporter r on r.district_id = c.district_id and r.reporter_id = c.reporter_id
     where c.district_id = $1 and c.complaint_id = $2 and r.name is not null`,
    [districtId, complaintId],
  );
  return rows.map(({ name }) => name);
}

/** How many photographs of before it has. */
export async function countPhotographs(tx: Queryable, districtId: string, complaintId: string) {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from photograph_link
     where district_id = $1 and subject_kind = 'complaint-before' and subject_id = $2`,
    [districtId, complaintId],
  );
  return row!.count;
}

const MOST_NEAR = 5;
const DAY_MILLISECONDS = 86_400_000;

/**
 * Complaints that a report at a place may repeat, from what is public alone: their published places, so that nobody
 * finds a door by asking around it.
 */
export async function publicNearby(
  tx: Queryable,
  districtId: string,
  layer: Snapshot,
  { service, position, now }: { service: string; position: LngLat; now: Date },
) {
  const services = await readPublicServices(tx, districtId);
  const category = services.serviceOf(service)?.category ?? null;
  const { radiusMeters, days } = reachOf(COMPLAINT_DUPLICATES, category);
  // what was reported here may be shown on the street, so far away
  const bbox = bboxAround(position, radiusMeters + GREATEST_SHIFT_METERS);
  const complaintIds = Array.from(layer.select({ bbox }), (row) => layer.idAt(row));
  const from = new Date(now.getTime() - days * DAY_MILLISECONDS);
  const query = { complaintIds, from, categories: [category] };
  const found = await readPublicCases(tx, districtId, query, { limit: 200 });
  const complaints = found
    .filter((complaint) => isOpen(complaint))
    .flatMap((complaint) => {
      const place = publicPlaceOf(layer, complaint.complaintId);
      if (!place) return [];
      const meters = Math.round(distanceMeters(position, place) / 10) * 10;
      return {
        ...shownOf(complaint, services),
        position: [place[0], place[1]] as [number, number],
        distanceMeters: meters,
      };
    })
    .sort((a, b) => a.distanceMeters - b.distanceMeters)
    .slice(0, MOST_NEAR);
  return { service, radiusMeters, days, complaints };
}
