import { createHash } from "node:crypto";
import type { LngLat } from "../geo/position.ts";
import { faultOf } from "../http/fault.ts";
import { DomainError } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";
import { CaseDraft } from "./case-schema.ts";
import { badParameter, placeOf } from "./open311-query.ts";
import { PLACE_NOTE } from "./open311-services.ts";
import { type PublicService, type PublicServices, readPublicServices } from "./public-services.ts";

/** The fields of a request as they were sent. */
export type Sent = ReadonlyMap<string, string>;

/** Characters of a link to a picture that are kept. */
const GREATEST_LINK = 500;

/**
 * The fields of a body: a form, as the specification says, or JSON with the same names.
 *
 * @throws {DomainError} `media-type-unsupported`, `body-invalid`.
 */
export function sentFields(contentType: string, body: string): Sent {
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType))
    return new Map(new URLSearchParams(body));
  if (/^application\/json\b/i.test(contentType)) return jsonFields(body);
  throw new DomainError(
    "media-type-unsupported",
    "Send application/x-www-form-urlencoded, or application/json with the same names",
  );
}

function jsonFields(body: string): Sent {
  const fields = new Map<string, string>();
  const isPlain = (value: unknown): value is string | number | boolean =>
    ["string", "number", "boolean"].includes(typeof value);
  for (const [name, value] of Object.entries(objectIn(body))) {
    if (isPlain(value)) fields.set(name, String(value));
    else if (name === "attribute" && typeof value === "object" && value !== null)
      for (const [code, one] of Object.entries(value))
        if (isPlain(one)) fields.set(`attribute[${code}]`, String(one));
  }
  return fields;
}

function objectIn(body: string): object {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // answered below
  }
  throw new DomainError("body-invalid", "The body is no JSON object");
}

const read = (sent: Sent, name: string) => sent.get(name)?.trim() || null;

/** The service that a request names. @throws {DomainError} `query-invalid`; `record-unknown`. */
export function sentService(sent: Sent, services: PublicServices): PublicService {
  const code = read(sent, "service_code");
  if (code === null) throw badParameter("service_code", "", "was not provided");
  const service = services.serviceOf(code);
  if (!service) throw new DomainError("record-unknown", `service_code ${code} was not found`);
  return service;
}

/** Where it is, as one of the three ways of the specification tells. */
type SentPlace = {
  readonly position: LngLat | null;
  readonly address: string | null;
  readonly facilityId: string | null;
};

/** @throws {DomainError} `query-invalid` when none of the three is there or makes sense. */
async function sentPlace(tx: Queryable, districtId: string, sent: Sent): Promise<SentPlace> {
  const [lat, lng] = [read(sent, "lat"), read(sent, "long")];
  const [address, addressId] = [read(sent, "address_string"), read(sent, "address_id")];
  const facility = addressId === null ? null : await readFacility(tx, districtId, addressId);
  const position = lat !== null && lng !== null ? placeOf(lat, lng) : (facility?.position ?? null);
  if (position === null && address === null && facility === null)
    throw badParameter("lat", lat ?? "", "lat and long, address_string or address_id is needed");
  return { position, address, facilityId: facility?.facilityId ?? null };
}

/** The facility whose code stands on the sign. @throws {DomainError} `query-invalid` when there is none. */
async function readFacility(tx: Queryable, districtId: string, code: string) {
  const [row] = await tx.query<{ id: string; lng: number | null; lat: number | null }>(
    `select facility_id as id, st_x(position) as lng, st_y(position) as lat from facility
     where district_id = $1 and code = $2`,
    [districtId, code],
  );
  if (!row) throw badParameter("address_id", code, "the code of a facility of the register");
  const { id, lng, lat } = row;
  return { facilityId: id, position: lng === null || lat === null ? null : ([lng, lat] as const) };
}

const isHan = (text: string) => /^\p{Script=Han}+$/u.test(text);

/** A whole name; Chinese ones have the family name first and no space. */
function nameOf(first: string | null, last: string | null): string | undefined {
  if (first && last) return isHan(first + last) ? last + first : `${first} ${last}`;
  return first ?? last ?? undefined;
}

function reporterOf(sent: Sent) {
  const phone = read(sent, "phone");
  const email = read(sent, "email");
  const isNumber = phone !== null && /^[0-9+() \-－（）]{1,40}$/.test(phone);
  const contact = [email, isNumber ? null : phone].filter((part) => part !== null).join(", ");
  const name = nameOf(read(sent, "first_name"), read(sent, "last_name"));
  return name || phone || email
    ? {
        ...(name ? { name } : {}),
        ...(isNumber ? { telephone: phone } : {}),
        ...(contact ? { contact } : {}),
      }
    : null;
}

/** What was said; a link to a picture is kept as words, and never fetched. */
function textOf(sent: Sent): string {
  const link = read(sent, "media_url");
  const isLink = link !== null && link.length <= GREATEST_LINK && /^https?:\/\/\S+$/i.test(link);
  const said = read(sent, "description");
  return [said, isLink ? `照片 ${link}` : null].filter((part) => part !== null).join("\n");
}

/**
 * A request of GeoReport v2 as a complaint.
 *
 * @throws {DomainError} `query-invalid` naming the field of the request.
 */
export async function sentDraft(tx: Queryable, districtId: string, sent: Sent): Promise<CaseDraft> {
  const service = sentService(sent, await readPublicServices(tx, districtId));
  const { position, address, facilityId } = await sentPlace(tx, districtId, sent);
  const note = read(sent, `attribute[${PLACE_NOTE}]`);
  const parsed = CaseDraft.safeParse({
    channel: "app",
    category: service.category,
    text: textOf(sent),
    position: position && [...position],
    ...(facilityId === null ? {} : { placeKind: "facility", facilityId }),
    ...(address === null ? {} : { address }),
    ...(note === null ? {} : { placeNote: note }),
    reporter: reporterOf(sent),
  });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const fault = faultOf(issue, "json");
    return { ...fault, field: FIELDS[fault.field] ?? fault.field };
  });
  const detail = faults.map(({ field, remedy }) => `${field}: ${remedy}`).join("; ");
  throw new DomainError("query-invalid", detail, faults);
}

/** What the client calls the fields of a complaint. */
const FIELDS: Readonly<Record<string, string>> = {
  text: "description",
  address: "address_string",
  placeNote: `attribute[${PLACE_NOTE}]`,
  "reporter.name": "first_name",
  "reporter.telephone": "phone",
  "reporter.contact": "email",
};

const WINDOW_MILLISECONDS = 600_000;

/**
 * The key that makes one complaint of a request that is sent again.
 *
 * The specification knows none, so a client whose answer was lost sends the same fields again. The same fields of one
 * client within ten minutes are one request. The ten minutes are counted from the first: a key of the window before is
 * looked for, so that a retry across its end makes no second one.
 *
 * @param own  The client's own Idempotency-Key, which goes before.
 */
export async function sendingKey(
  tx: Queryable,
  districtId: string,
  { owner, sent, own, now }: { owner: string; sent: Sent; own: string | null; now: Date },
): Promise<string> {
  if (own !== null) return `own:${own}`;
  const fields = [...sent]
    .filter(([name]) => name !== "api_key")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const digest = createHash("sha256").update(JSON.stringify(fields)).digest("hex");
  const window = Math.floor(now.getTime() / WINDOW_MILLISECONDS);
  const before = `fields:${digest}:${window - 1}`;
  const rows = await tx.query(
    `select 1 from complaint_key where district_id = $1 and owner = $2 and key = $3 and at > $4`,
    [districtId, owner, before, new Date(now.getTime() - WINDOW_MILLISECONDS)],
  );
  return rows.length > 0 ? before : `fields:${digest}:${window}`;
}
