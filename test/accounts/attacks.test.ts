import { beforeAll, expect, it } from "vitest";
import { committedContract } from "../../server/openapi.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";
import { SAMPLES } from "./samples.ts";

/** What attackers write where text is asked for. */
const NASTY = {
  sql: "'; drop table facility cascade; --",
  "sql in a filter": "x' or '1'='1' union select secret from token --",
  html: '<script>alert(1)</script><img src=x onerror="alert(2)">',
  path: "../../../../etc/passwd\0.jpg",
  "half a character": "\ud800",
  template: `\${7*7}{{7*7}}<%= 7*7 %>`,
  formula: '=HYPERLINK("http://127.0.0.1/","x")',
  long: "长".repeat(50_000),
} as const;

type Shape = {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  additionalProperties?: Shape | boolean;
};
type Parameter = { in: string; name: string; schema: Shape };
type Operation = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Shape }> };
};
const contract = JSON.parse(committedContract()) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Shape> };
};

/** Where a body has text: the steps to it, `0` into a list. */
function textsIn(shape: Shape, at: readonly string[] = []): string[][] {
  if (shape.$ref) {
    const named = contract.components.schemas[shape.$ref.split("/").at(-1)!];
    return named && at.length < 6 ? textsIn(named, at) : [];
  }
  const inside = [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])];
  const more = shape.additionalProperties;
  const places = [
    ...([shape.type].flat().includes("string") ? [[...at]] : []),
    ...inside.flatMap((one) => textsIn(one, at)),
    ...(shape.items ? textsIn(shape.items, [...at, "0"]) : []),
    ...(typeof more === "object" ? textsIn(more, [...at, "anything"]) : []),
    ...Object.entries(shape.properties ?? {}).flatMap(([name, one]) => textsIn(one, [...at, name])),
  ];
  return [...new Map(places.map((place) => [place.join("."), place])).values()];
}

/** A body in which the text at one place is another. */
function withText(body: unknown, [step, ...rest]: readonly string[], text: string): unknown {
  if (step === undefined) return text;
  if (step === "0") return [withText(Array.isArray(body) ? body[0] : undefined, rest, text)];
  const known = typeof body === "object" && body !== null ? body : {};
  return { ...known, [step]: withText((known as Record<string, unknown>)[step], rest, text) };
}

const north = servedNorth();
let administrator: SignedIn;
beforeAll(async () => {
  administrator = await signedIn(north.database(), "north", "administrator");
});

const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);
/** These change who asks, or hold the line open. */
const APART = ["signOut", "endOtherSessions", "getEvents"];

const tables = () =>
  north.database().transaction(
    (tx) =>
      tx.query<{ tables: string; facilities: string }>(
        `select (select string_agg(relname, ' ' order by relname) from pg_class
                 where relnamespace = 'public'::regnamespace and relkind = 'r') as tables,
           (select string_agg(facility_id, ' ' order by facility_id) from facility
             where source is not distinct from null and length(facility_id) < 4) as facilities`,
      ),
    { districtId: "north", asOwner: true },
  );

/** @returns what is wrong with an answer; null when it is as any answer may be. */
async function wrongWith(answer: Response): Promise<string | null> {
  const text = await answer.text();
  const type = answer.headers.get("content-type") ?? "";
  if (answer.status >= 500 && answer.status !== 503)
    return `${answer.status} ${text.slice(0, 200)}`;
  if (type.includes("html") || type.includes("javascript")) return `answered as ${type}`;
  if (text.includes("syntax error") || /\bat .+\.ts:\d+/.test(text)) return text.slice(0, 200);
  return null;
}

const ask = (
  { path, method, operationId }: (typeof operations)[number],
  change: { path?: Record<string, string>; query?: [string, string]; body?: unknown },
) => {
  const sample = SAMPLES[operationId];
  const parts: Record<string, string> = {
    ...{ districtId: "north", facilityId: "t1", layerId: "toilets", streetId: "s1" },
    ...{ layerIds: "toilets", z: "14", x: "9331", tile: "4742.mvt", document: "toilets.json" },
    ...{ kind: "toilet", check: "never-verified" },
    ...sample?.path,
    ...change.path,
  };
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(parts[name] ?? "x"),
  );
  const query = change.query ? `?${new URLSearchParams([change.query])}` : "";
  const hasBody = "body" in change;
  return north.request(url + query, {
    method: method.toUpperCase(),
    headers: {
      ...administrator.headers,
      ...sample?.headers,
      ...(hasBody ? { "Content-Type": "application/json" } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(change.body) } : {}),
  });
};

it("SQL, HTML and what no text holds, in every text of every body, query and path, are text or refused", async () => {
  const before = await tables();
  const wrong: string[] = [];
  const count = { endpoints: 0, places: 0, requests: 0 };
  const tried = new Set<string>();
  for (const operation of operations.filter(({ operationId }) => !APART.includes(operationId))) {
    const sample = SAMPLES[operation.operationId];
    const inBody = operation.requestBody?.content["application/json"]?.schema;
    const changes: [string, (text: string) => Parameters<typeof ask>[1]][] = [
      ...(inBody ? textsIn(inBody) : []).map((place): (typeof changes)[number] => [
        `body ${place.join(".")}`,
        (text) => ({ body: withText(sample?.body, place, text) }),
      ]),
      ...(operation.parameters ?? []).map(({ in: where, name }): (typeof changes)[number] => [
        `${where} ${name}`,
        (text) => ({
          ...(where === "path" ? { path: { [name]: text } } : {}),
          ...(where === "query" ? { query: [name, text] } : {}),
          ...(sample?.body === undefined ? {} : { body: sample.body }),
        }),
      ]),
    ];
    count.endpoints++;
    count.places += changes.length;
    for (const [place, change] of changes)
      for (const [kind, text] of Object.entries(NASTY)) {
        // an address cannot carry half a character
        const isAddress = !place.startsWith("body");
        const answer = await ask(
          operation,
          change(isAddress ? text.replace(/\p{Surrogate}/u, "?") : text),
        );
        count.requests++;
        tried.add(`${operation.operationId} ${place}`);
        const fault = await wrongWith(answer);
        if (fault) wrong.push(`${operation.operationId}, ${place}, ${kind}: ${fault}`);
      }
  }
  console.info(
    `attacks: ${count.requests} requests to ${count.places} places of ${count.endpoints} endpoints`,
  );
  // one of each place, so that a contract read wrongly is not taken for one without texts
  for (const place of [
    "createFacility body name",
    "createFacility path districtId",
    "getAudit query q",
  ])
    expect(tried).toContain(place);
  expect(count.endpoints).toBe(operations.length - APART.length);
  expect(wrong).toEqual([]);
  expect(await tables()).toEqual(before);
}, 300_000);

it.each(["filter", "bbox", "datetime", "crs", "f", "limit", "name"])(
  "nor in %s of OGC API, and its addresses",
  async (parameter) => {
    for (const [kind, text] of Object.entries(NASTY)) {
      const value = text.replace(/\p{Surrogate}/u, "?");
      for (const path of [
        `/ogc/collections/toilets/items?${new URLSearchParams([[parameter, value]])}`,
        `/ogc/collections/${encodeURIComponent(value)}/items`,
        `/ogc/collections/toilets/items/${encodeURIComponent(value)}`,
        `/ogc/districts/${encodeURIComponent(value)}`,
      ])
        expect(await wrongWith(await north.request(path)), `${path.slice(0, 60)}, ${kind}`).toBe(
          null,
        );
    }
  },
);

it("says which text has a character that no text has, and changes nothing", async () => {
  const { headers } = administrator;
  const answer = await north.request("/api/districts/north/displays", {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: String.raw`{"name": "大屏\u0000", "expiresInDays": null}`,
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: "body-invalid", faults: [{ field: "name" }] });
  const whole = String.raw`{"name": "大屏\ud83d\ude00", "expiresInDays": null}`;
  const kept = await north.request("/api/districts/north/displays", {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: whole,
  });
  expect(kept.status).toBe(201);
});

it.each([
  ["a type in capitals", "application/JSON", String.raw`{"loginName": "a\u0000", "password": "b"}`],
  [
    "lists within lists",
    "application/json",
    `${"[".repeat(100_000)}"${String.raw`\u0000`}"${"]".repeat(100_000)}`,
  ],
])("holds also in %s", async (_, type, body) => {
  const headers = { "Sec-Fetch-Site": "same-origin", "Content-Type": type };
  const answer = await north.request("/api/session", { method: "POST", headers, body });
  expect(answer.status).toBe(400);
});

it("knows no day of the year 0, which no database has", async () => {
  const { headers } = administrator;
  const audit = await north.request("/api/districts/north/audit?from=0000-01-01", { headers });
  const draft = { kind: "bin", code: "Z", name: "箱", position: [25.003, 60.004] };
  const entered = await north.request("/api/districts/north/facilities", {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ ...draft, openedOn: "0000-01-01" }),
  });
  expect([audit.status, entered.status]).toEqual([400, 400]);
});
