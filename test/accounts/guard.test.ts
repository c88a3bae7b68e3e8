import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { ROLE_PERMISSIONS, ROLES, type Role } from "../../data/roles.ts";
import type { Access } from "../../server/http/endpoint.ts";
import { committedContract } from "../../server/openapi.ts";
import type { Database } from "../../server/store/database.ts";
import { servedNorth } from "../worlds/served.ts";
import { signedIn } from "../worlds/signed-in.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";
import type { Sample } from "./samples/sample.ts";
import { SAMPLES } from "./samples.ts";

type Operation = { operationId: string; method: string; path: string; access: Access };

/** Every endpoint of the contract. */
const operations: Operation[] = Object.entries(
  JSON.parse(committedContract()).paths as Record<string, Record<string, Record<string, unknown>>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    operationId: String(operation.operationId),
    method: method.toUpperCase(),
    path,
    access: operation["x-access"] as Access, // the first test says whether it is one
  })),
);
const guarded = operations.filter(
  ({ access }) => access !== "anyone" && access !== "terminal", // terminals: test/fleet/positions-api.test.ts
);

/** Handlers outside the contract: public reading, and nothing else. */
const OUTSIDE_CONTRACT = /^\/(ogc|open311|basemap\.pmtiles|\*)/;

/** But for Open311, whose specification is not ours: programs with a key send requests, attacked in open311.test.ts. */
const WRITES_OUTSIDE = [
  "POST /open311/v2/districts/:districtId/:document{requests\\.(json|xml)}",
  "POST /open311/v2/:document{requests\\.(json|xml)}",
];

const north = servedNorth();

it("finds in the contract of every endpoint who may call it", () => {
  const wrong = operations.filter(
    ({ access }) =>
      access !== "anyone" &&
      access !== "terminal" &&
      access !== "signed-in" &&
      !(typeof access === "object" && ["district", "area"].includes(access.within)),
  );
  expect(wrong).toEqual([]);
  expect(guarded.length).toBeGreaterThanOrEqual(15);
});

it("lets nothing but public reading be served outside the contract", () => {
  const known = new Set(
    operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  const others = north
    .app()
    .routes.filter(({ method, path }) => method !== "ALL" && !known.has(`${method} ${path}`))
    .filter(({ method, path }) => method !== "GET" || !OUTSIDE_CONTRACT.test(path));
  expect(others.map(({ method, path }) => `${method} ${path}`)).toEqual(WRITES_OUTSIDE);
});

it("has a sample request for every guarded endpoint", () => {
  expect(guarded.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(SAMPLES).sort());
});

/** What the store holds, but for sessions being seen and what is written of being refused. */
async function fingerprint() {
  const database = north.database();
  const tables = await database.transaction(
    (tx) =>
      tx.query<{ name: string }>(
        `select c.relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
           and relname not in ('spatial_ref_sys', 'session') order by 1`,
      ),
    { asOwner: true },
  );
  const hash = createHash("sha256");
  await database.transaction(
    async (tx) => {
      for (const { name } of tables) {
        const rows = await tx.query(`select md5(t::text) as row from "${name}" t order by 1`);
        hash.update(name + JSON.stringify(rows));
      }
    },
    { asOwner: true },
  );
  return hash.digest("hex");
}

async function ask(operation: Operation, sample: Sample, headers: Record<string, string>) {
  const path = operation.path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => sample.path[name] ?? "missing",
  );
  return north.request(path, {
    method: operation.method,
    headers: { ...headers, ...sample.headers, "Content-Type": "application/json" },
    ...(sample.body === undefined ? {} : { body: JSON.stringify(sample.body) }),
  });
}

const placed = (sample: Sample, place: "inside" | "outside"): Sample =>
  place === "inside"
    ? sample
    : {
        ...sample,
        path: sample.outside?.path ?? sample.path,
        body: sample.outside?.body ?? sample.body,
      };

it("refuses what is not granted and changes nothing, for every endpoint, role and area", async () => {
  const count = { requests: 0, refused: 0, letThrough: 0 };
  const wrong: string[] = [];
  await writeSmallDistrict(north.database(), "elsewhere");
  await writeSomebody(north.database());
  for (const role of ROLES) for (const areas of [null, ["west"]]) await signed(role, areas);
  await makeEverybodyOneUnit(north.database());
  const foreign = await signedIn(north.database(), "elsewhere", "administrator");
  /** Asks and compares with what the grant says. */
  async function expectThat(
    operation: Operation,
    isGranted: boolean,
    who: string,
    headers: Record<string, string>,
    asked = SAMPLES[operation.operationId]!,
  ) {
    const { operationId } = operation;
    const answer = await ask(operation, asked, headers);
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
    if (isStream) await answer.body?.cancel(); // it would not end by itself
    const { code } = (isStream ? {} : await answer.json().catch(() => ({}))) as { code?: string }; // an answer may have no body
    const isRefused = ["unauthenticated", "forbidden", "origin-foreign"].includes(code ?? "");
    count.requests++;
    if (isRefused) count.refused++;
    else count.letThrough++;
    if (isRefused === isGranted) wrong.push(`${operationId} as ${who}: ${answer.status} ${code}`);
    if (!isGranted && ![401, 403].includes(answer.status))
      wrong.push(`${operationId} as ${who}: refused with ${answer.status}`);
  }
  const may = ({ access }: Operation, role: Role) =>
    typeof access === "object" && ROLE_PERMISSIONS[role].includes(access.permission);

  // first everything that is refused: all of it together changes nothing
  const before = await fingerprint();
  for (const operation of guarded) {
    const { operationId, access } = operation;
    const sample = SAMPLES[operationId]!;
    const refuse = (who: string, headers: Record<string, string>, asked = sample) =>
      expectThat(operation, false, who, headers, asked);
    await refuse("nobody", { "Sec-Fetch-Site": "same-origin" });
    await refuse("a forged cookie", { Cookie: "huanwei_session=forged" });
    if (typeof access !== "object") continue;
    await refuse("an administrator of elsewhere", foreign.headers);
    for (const role of ROLES.filter((one) => !may(operation, one)))
      await refuse(`${role} of the district`, (await signed(role, null)).headers);
    for (const role of ROLES) {
      const { headers } = await signed(role, ["west"]);
      if (!may(operation, role)) await refuse(`${role} of west`, headers);
      else if (access.within === "district") await refuse(`${role} of west`, headers);
      else if (sample.outside)
        await refuse(`${role} of west, in east`, headers, placed(sample, "outside"));
    }
  }
  expect(await fingerprint(), "something that was refused has changed the store").toBe(before);

  for (const operation of guarded) {
    const { access } = operation;
    if (typeof access === "object") {
      for (const role of ROLES.filter((one) => may(operation, one))) {
        const { headers } = await signed(role, null);
        await expectThat(operation, true, `${role} of the district`, headers);
        if (access.within === "area")
          await expectThat(
            operation,
            true,
            `${role} of west`,
            (await signed(role, ["west"])).headers,
          );
      }
      continue;
    }
    const { headers } = await signedIn(north.database(), "north", "viewer");
    await expectThat(operation, true, "whoever is signed in", headers);
    if (operation.method === "GET") continue;
    const other = await signedIn(north.database(), "north", "viewer");
    const cross = { ...other.headers, "Sec-Fetch-Site": "cross-site" };
    await expectThat(operation, false, "a page of another site", cross);
  }
  console.info(
    `guard: ${guarded.length} of ${operations.length} endpoints × ${ROLES.length} roles × inside and outside: ${count.requests} requests, ${count.refused} refused, ${count.letThrough} let through`,
  );
  expect(wrong).toEqual([]);
}, 400_000);

/** Whom the samples of administration are about. */
const writeSomebody = (database: Database) =>
  database.transaction(
    async (tx) => {
      await tx.query(
        "insert into account (account_id, login_name, display_name, home_district) values ('somebody', 'somebody', '某人', 'north')",
      );
      await tx.query(
        `insert into role_grant (district_id, grant_id, account_id, role, granted_by)
         values ('north', 'somebody-views', 'somebody', 'viewer', 'test')`,
      );
      await tx.query(
        `insert into token (token_hash, token_id, kind, district_id, name, access, hint, created_by)
         values ('\\x00', 'wall', 'display', 'north', '大屏', 'read', 'wall', 'test')`,
      );
    },
    { districtId: "north" },
  );

const people = new Map<string, ReturnType<typeof signedIn>>();
/** The same person each time, so that asking changes nothing. */
function signed(role: Role, areaIds: string[] | null) {
  const key = `${role} ${areaIds}`;
  const known = people.get(key) ?? signedIn(north.database(), "north", role, areaIds);
  people.set(key, known);
  return known;
}

/** A unit reads what is assigned to it: of the samples, the complaint in the west. */
const makeEverybodyOneUnit = (database: Database) =>
  database.transaction(
    async (tx) => {
      await tx.query(
        "insert into unit (district_id, unit_id, name) values ('north', 'all', '全体')",
      );
      await tx.query(
        `insert into unit_member (district_id, unit_id, account_id)
         select distinct district_id, 'all', account_id from role_grant where district_id = 'north'`,
      );
      await tx.query(
        "update complaint set unit_id = 'all' where district_id = 'north' and complaint_id = 'c1'",
      );
    },
    { districtId: "north" },
  );
