import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import { bboxAround } from "../geo/bbox.ts";
import { distanceMeters } from "../geo/measure.ts";
import { DomainError, problemOf } from "../http/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { type District, readDistricts } from "../store/district.ts";
import type { Snapshot } from "../store/snapshot.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { atPublicDesk } from "./case-desk.ts";
import { takeComplaint } from "./intake.ts";
import { requestDocument } from "./open311-answer.ts";
import { useKey } from "./open311-key-store.ts";
import { sendingKey, sentDraft, sentFields, sentService } from "./open311-post.ts";
import { type RequestsQuery, requestsQuery } from "./open311-query.ts";
import { definitionDocument, type Language, servicesDocument } from "./open311-services.ts";
import { type Open311Value, xmlDocument } from "./open311-xml.ts";
import type { PublicLimits } from "./public-limits.ts";
import { readPublicServices } from "./public-services.ts";
import {
  countPublicCases,
  type PublicPlace,
  publicPlaceIn,
  publicPlaceOf,
  readPublicCases,
} from "./public-store.ts";
import { inTurn, requireInDistrict, versionNow } from "./public-taking.ts";

type Parts = { database: Database; snapshots: Snapshots; limits: PublicLimits };
type Format = "json" | "xml";

/** Where a client finds what we serve, for other programs. */
const SPECIFICATION = "http://wiki.open311.org/GeoReport_v2";

/**
 * Open311 GeoReport v2: under `/open311/v2` for the default district, or the one that `jurisdiction_id` names, and under
 * `/open311/v2/districts/{district}` for each. It has a specification of its own, so it stands outside our contract.
 */
export function open311Api(parts: Parts) {
  const app = new Hono<HttpEnv>();
  app.use("/open311/*", cors({ origin: "*", allowMethods: ["GET", "HEAD"] }));
  app.route("/open311/v2/districts/:districtId", serviceApi(parts));
  app.route("/open311/v2", serviceApi(parts));
  return app;
}

function serviceApi({ database, snapshots, limits }: Parts) {
  const app = new Hono<HttpEnv>();

  /** The district that a client asks. @throws {DomainError} `district-unknown`. */
  async function districtOf(c: Context<HttpEnv>, sent?: string | null): Promise<District> {
    const inPath = c.req.param("districtId");
    const asked = c.req.query("jurisdiction_id")?.trim() || sent?.trim() || null;
    const districts = await readDistricts(database);
    const district =
      inPath === undefined && asked === null
        ? districts[0]
        : districts.find(({ districtId }) => districtId === (inPath ?? asked));
    if (!district || (asked !== null && asked !== district.districtId))
      throw new DomainError(
        "district-unknown",
        `jurisdiction_id ${asked ?? inPath ?? ""} was not found`,
      );
    return district;
  }

  const within = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId });

  const servicesOf = ({ districtId }: Pick<District, "districtId">) =>
    within(districtId, (tx) => readPublicServices(tx, districtId));

  const layerOf = async (districtId: string) => (await snapshots.get(districtId, "complaints"))!;

  async function requests(c: Context<HttpEnv>, district: District, query: RequestsQuery) {
    const { districtId, timeZone } = district;
    const layer = await layerOf(districtId);
    const filter = { ...query.filter, place: placeAsked(layer, query) };
    if (query.isCount) {
      const count = await within(districtId, (tx) => countPublicCases(tx, districtId, filter));
      return answer(c, "service_requests", { count });
    }
    const page = { limit: query.limit, offset: query.offset };
    const { cases, services } = await within(districtId, async (tx) => ({
      cases: await readPublicCases(tx, districtId, filter, page),
      services: await readPublicServices(tx, districtId),
    }));
    const shown = { services, timeZone, language: languageOf(c), isExtended: query.isExtended };
    return answer(
      c,
      "service_requests",
      cases.map((one) => requestDocument(one, publicPlaceOf(layer, one.complaintId), shown)),
    );
  }

  app.get("/:document{(discovery|services|requests)\\.(json|xml)}", async (c) => {
    const district = await districtOf(c);
    const [name] = c.req.param("document").split(".");
    if (name === "discovery") return answer(c, "discovery", discoveryDocument(c));
    if (name === "services")
      return answer(c, "services", servicesDocument(await servicesOf(district), languageOf(c)));
    const { timeZone } = district;
    const asked = requestsQuery(new URL(c.req.url).searchParams, { now: new Date(), timeZone });
    return requests(c, district, asked);
  });

  app.get("/services/:file{[^/]+\\.(json|xml)}", async (c) => {
    const services = await servicesOf(await districtOf(c));
    const code = nameOf(c.req.param("file"));
    const service = services.serviceOf(code);
    if (!service) throw new DomainError("record-unknown", `service_code ${code} was not found`);
    return answer(c, "service_definition", definitionDocument(service, languageOf(c)));
  });

  app.get("/requests/:file{[^/]+\\.(json|xml)}", async (c) => {
    const district = await districtOf(c);
    const number = nameOf(c.req.param("file"));
    const parameters = new URLSearchParams({ service_request_id: number.replaceAll(",", "") });
    if (c.req.query("extensions") === "true") parameters.set("extensions", "true");
    const { timeZone, districtId } = district;
    const query = requestsQuery(parameters, { now: new Date(), timeZone });
    const count = await within(districtId, (tx) => countPublicCases(tx, districtId, query.filter));
    if (count === 0)
      throw new DomainError("record-unknown", `service_request_id ${number} was not found`);
    return requests(c, district, query);
  });

  // every request has its number at once, so a token is never given out; a number stands for itself
  app.get("/tokens/:file{[^/]+\\.(json|xml)}", async (c) => {
    const { districtId } = await districtOf(c);
    const token = nameOf(c.req.param("file"));
    const found = await within(districtId, (tx) =>
      countPublicCases(tx, districtId, { numbers: [token] }),
    );
    if (found === 0) throw new DomainError("record-unknown", `token_id ${token} was not found`);
    return answer(c, "service_requests", [{ service_request_id: token, token }]);
  });

  app.post("/:document{requests\\.(json|xml)}", async (c) => {
    const sent = sentFields(c.req.header("content-type") ?? "", await c.req.text());
    const { districtId } = await districtOf(c, sent.get("jurisdiction_id"));
    const apiKey = sent.get("api_key") ?? c.req.query("api_key") ?? "";
    const key = await within(districtId, (tx) => useKey(tx, districtId, apiKey));
    if (!key) throw new DomainError("forbidden", "The api_key is missing or not valid");
    limits.requireKey(key.keyId);
    sentService(sent, await servicesOf({ districtId }));
    const actor = {
      ...{ accountId: null, name: `Open311: ${key.name}`, via: "server" as const },
      address: null,
    };
    const own = ownKey(c);
    const draft = await within(districtId, (tx) => sentDraft(tx, districtId, sent));
    await requireInDistrict(snapshots, districtId, draft.position);
    const taken = await atPublicDesk({ database, snapshots }, districtId, actor, async (desk) => {
      const owner = `open311:${key.keyId}`;
      await inTurn(desk.tx, `${districtId} ${owner}`);
      const sending = await sendingKey(desk.tx, districtId, { owner, sent, own, now: desk.now });
      const { complaintId } = await takeComplaint(desk, draft, { owner, key: sending });
      const [row] = await desk.tx.query<{ number: string }>(
        "select number from complaint where district_id = $1 and complaint_id = $2",
        [districtId, complaintId],
      );
      return { number: row!.number, version: await versionNow(desk.tx, districtId) };
    });
    await snapshots.heard(districtId, taken.version); // whoever asks for it next finds where it is
    return answer(c, "service_requests", [
      {
        service_request_id: taken.number,
        service_notice: NOTICE[languageOf(c)],
        account_id: null,
      },
    ]);
  });

  app.all("*", (c) => {
    throw new DomainError("not-found", `Nothing answers ${c.req.method} ${c.req.path}`);
  });

  app.onError((thrown, c) => {
    const error =
      thrown instanceof HTTPException && thrown.status < 500
        ? new DomainError("body-invalid", thrown.message, [], { cause: thrown })
        : thrown;
    if (!(error instanceof DomainError)) throw error; // logged where everything else is
    const { status, detail, retryAfterSeconds } = problemOf(error);
    if (retryAfterSeconds !== undefined) c.header("Retry-After", String(retryAfterSeconds));
    return answer(c, "errors", [{ code: status, description: detail ?? error.message }], status);
  });
  return app;
}

const NOTICE: Readonly<Record<Language, string>> = {
  zh: "已登记，可凭编号查询办理进度。",
  en: "It is registered; its number tells what becomes of it.",
};

const nameOf = (file: string) => file.replace(/\.(json|xml)$/, "");

/** JSON only where it is asked for: XML is the format every client has. */
const formatOf = (c: Context<HttpEnv>): Format => (c.req.path.endsWith(".json") ? "json" : "xml");

/** Chinese, unless the client asks for English before it. */
function languageOf(c: Context<HttpEnv>): Language {
  const asked = c.req.query("locale") ?? c.req.header("accept-language") ?? "";
  return /^\s*en\b/i.test(asked) ? "en" : "zh";
}

function answer(c: Context<HttpEnv>, root: string, value: Open311Value, status = 200) {
  const isJson = formatOf(c) === "json";
  const headers = new Headers(c.res.headers);
  headers.set(
    "Content-Type",
    isJson ? "application/json; charset=utf-8" : "text/xml; charset=utf-8",
  );
  headers.append("Vary", "Accept-Language");
  headers.set("Cache-Control", "no-cache");
  const body = isJson ? JSON.stringify(value) : xmlDocument(root, value);
  return new Response(body, { status, headers });
}

/** @throws {DomainError} `query-invalid` when it is no key that we take. */
function ownKey(c: Context<HttpEnv>): string | null {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{8,200}$/.test(key)) return key;
  throw new DomainError("query-invalid", "Idempotency-Key: 8 to 200 visible ASCII characters");
}

function discoveryDocument(c: Context<HttpEnv>): Open311Value {
  const url = new URL(c.req.url);
  return {
    changeset: "2026-01-01T00:00:00Z",
    contact: null,
    key_service: null,
    endpoints: [
      {
        specification: SPECIFICATION,
        url: url.origin + url.pathname.replace(/\/discovery\.(json|xml)$/, ""),
        changeset: "2026-01-01T00:00:00Z",
        type: "production",
        formats: ["text/xml", "application/json"],
      },
    ],
  };
}

/** The complaints whose published position lies where it is asked; undefined: anywhere. */
function placeAsked(layer: Snapshot, { bbox, around }: RequestsQuery): PublicPlace | undefined {
  if (!around) return bbox ? publicPlaceIn(layer, bbox) : undefined;
  const { center, radiusMeters } = around;
  const ids = Array.from(layer.select({ bbox: bboxAround(center, radiusMeters) }), (row) =>
    layer.idAt(row),
  ).filter((id) => {
    const place = publicPlaceOf(layer, id);
    if (!place || distanceMeters(center, place) > radiusMeters) return false;
    return (
      !bbox ||
      (place[0] >= bbox[0] && place[0] <= bbox[2] && place[1] >= bbox[1] && place[1] <= bbox[3])
    );
  });
  return { core: null, ids };
}
