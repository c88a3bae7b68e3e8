import { BUILT_IN_SCENES, WallScene } from "../../data/wall.ts";
import { type Caller, callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { DomainError } from "../http/problem.ts";
import { revisionSeen, seen, tagged, unseen } from "../http/revision.ts";
import { createRouter } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { WallScenes, WallScenesDraft } from "./scene-schema.ts";

const tags = ["wall"];
const path = "/api/districts/{districtId}/wall/scenes";

const getScenes = endpoint({
  ...{ access: granted("wall.read"), method: "get", path, tags },
  operationId: "getWallScenes",
  summary: "The scenes of a wall, in the order they take turns; the ETag is the revision",
  request: { params: inDistrict },
  responses: answers("The scenes", WallScenes),
});
const written = { ...answers("The scenes", WallScenes), ...unseen };
const putScenes = endpoint({
  access: { permission: "displays.manage", within: "district" },
  ...{ method: "put", path, tags },
  operationId: "setWallScenes",
  summary:
    "Write the scenes anew, all of them; those that come with the program are switched off, not left out",
  request: { params: inDistrict, headers: seen, body: body(WallScenesDraft) },
  responses: written,
});

const BUILT_IN = new Set(BUILT_IN_SCENES.map(({ sceneId }) => sceneId));

type Kept = { readonly revision: number; readonly scenes: readonly WallScene[] };

/** What is kept and this version understands; a scene that comes with the program and is not kept follows, as it comes. */
function understood(kept: readonly unknown[]): WallScene[] {
  const own = kept.flatMap((one) => WallScene.safeParse(one).data ?? []);
  const left = BUILT_IN_SCENES.filter((one) => own.every(({ sceneId }) => sceneId !== one.sceneId));
  return [...own, ...left];
}

/** The scenes of a district; revision 0 are those that come with the program. */
export async function readScenes(tx: Queryable, districtId: string): Promise<Kept> {
  const [row] = await tx.query<{ revision: number; scenes: unknown[] }>(
    "select revision, scenes from wall_scenes where district_id = $1",
    [districtId],
  );
  return { revision: row?.revision ?? 0, scenes: understood(row?.scenes ?? []) };
}

const answerOf = (districtId: string, { revision, scenes }: Kept): WallScenes => ({
  ...{ districtId, revision },
  scenes: scenes.map((scene) => ({ ...scene, isBuiltIn: BUILT_IN.has(scene.sceneId) })),
  presets: [...BUILT_IN_SCENES],
});

const refused = (field: string, rule: string, remedy: string) =>
  new DomainError("body-invalid", `${field}: ${remedy}`, [{ field, remedy, rule }]);

/** @throws {DomainError} `body-invalid` for scenes that no wall could show. */
function requireSound(scenes: readonly WallScene[]) {
  const ids = scenes.map(({ sceneId }) => sceneId);
  const twice = ids.findIndex((id, at) => ids.indexOf(id) !== at);
  if (twice >= 0) throw refused(`scenes.${twice}.sceneId`, "scene-twice", "each scene once");
  for (const id of BUILT_IN)
    if (!ids.includes(id))
      throw refused("scenes", "scene-missing", `${id} is switched off, not left out`);
  if (!scenes.some(({ isActive }) => isActive))
    throw refused("scenes", "scene-none", "at least one scene takes its turn");
  scenes.forEach(({ camera }, at) => {
    if (camera.fit === null && (camera.center === null || camera.zoom === null))
      throw refused(
        `scenes.${at}.camera`,
        "camera-nowhere",
        "the whole district, or center and zoom",
      );
  });
}

async function write(
  tx: Queryable,
  districtId: string,
  {
    seenRevision,
    scenes,
    caller,
  }: {
    readonly seenRevision: number;
    readonly scenes: readonly WallScene[];
    readonly caller: Caller;
  },
): Promise<Kept> {
  requireSound(scenes);
  // two that write at once, also of a district that has none yet
  await tx.query("select pg_advisory_xact_lock(hashtext('huanwei.wall'), hashtext($1))", [
    districtId,
  ]);
  const before = await readScenes(tx, districtId);
  if (before.revision !== seenRevision)
    throw new DomainError("stale", "Somebody has changed the scenes meanwhile", [], {
      more: { current: answerOf(districtId, before) },
    });
  const revision = before.revision + 1;
  await tx.query(
    `insert into wall_scenes (district_id, revision, scenes) values ($1, $2, $3::jsonb)
     on conflict (district_id) do update set revision = excluded.revision, scenes = excluded.scenes`,
    [districtId, revision, JSON.stringify(scenes)],
  );
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "wall_scenes.change", record: "wall_scenes", recordId: districtId },
    ...{ before: { scenes: before.scenes }, after: { scenes } },
  });
  await recordChange(tx, districtId, "wall_scene", []);
  return { revision, scenes };
}

/** The scenes of a wall. */
export function wallSceneApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getScenes, async (c) => {
      const { districtId } = c.req.valid("param");
      const kept = await database.transaction((tx) => readScenes(tx, districtId), { districtId });
      return c.json(tagged(c, answerOf(districtId, kept)), 200);
    })
    .openapi(putScenes, async (c) => {
      const { districtId } = c.req.valid("param");
      const seenRevision = revisionSeen(c.req.valid("header")["if-match"]);
      const { scenes } = c.req.valid("json");
      const kept = await database.transaction(
        (tx) => write(tx, districtId, { seenRevision, scenes, caller: callerOf(c) }),
        { districtId },
      );
      return c.json(tagged(c, answerOf(districtId, kept)), 200);
    });
}
