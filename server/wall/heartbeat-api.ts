import { type Caller, callerOf } from "../http/caller.ts";
import { answers, body } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { Heartbeat, HeartbeatAnswer } from "./heartbeat-schema.ts";
import { readScenes } from "./scene-api.ts";
import { wallSetting } from "./settings.ts";

const postHeartbeat = endpoint({
  access: granted("wall.read"),
  isForDisplays: true,
  ...{ method: "post", path: "/api/districts/{districtId}/wall/heartbeat", tags: ["wall"] },
  operationId: "sendWallHeartbeat",
  summary: "Say that a screen shows the wall, and how it is",
  request: { params: inDistrict, body: body(Heartbeat) },
  responses: answers("What the screen should know", HeartbeatAnswer),
});

/** A token or an account with more screens than these forgets those that it heard longest ago. */
const MOST_SCREENS = 20;

/** Writes the row of one screen of whoever asks, and no other. */
async function write(
  tx: Queryable,
  districtId: string,
  caller: Caller,
  { beat, now }: { readonly beat: Heartbeat; readonly now: Date },
): Promise<void> {
  const holder = caller.displayId === null ? "account" : "display";
  const holderId = caller.displayId ?? caller.accountId;
  await tx.query(
    `insert into wall_heartbeat (district_id, holder, holder_id, holder_name, screen, at, began_at, scene_id, app_version,
       uptime_seconds, last_error, gl_contexts, width_pixels, height_pixels)
     values ($1, $2, $3, $4, $5, $6, $6::timestamptz - make_interval(secs => $9::float8), $7, $8, $9, $10, $11, $12, $13)
     on conflict (district_id, holder, holder_id, screen) do update set
       holder_name = excluded.holder_name, at = excluded.at, began_at = excluded.began_at,
       scene_id = excluded.scene_id, app_version = excluded.app_version, uptime_seconds = excluded.uptime_seconds,
       last_error = excluded.last_error, gl_contexts = excluded.gl_contexts, width_pixels = excluded.width_pixels,
       height_pixels = excluded.height_pixels`,
    [
      ...[districtId, holder, holderId, caller.name, beat.screen, now, beat.sceneId],
      ...[beat.appVersion, beat.uptimeSeconds, beat.lastError, beat.glContexts],
      ...[beat.widthPixels ?? null, beat.heightPixels ?? null],
    ],
  );
  await tx.query(
    `delete from wall_heartbeat where district_id = $1 and holder = $2 and holder_id = $3 and screen in (
       select screen from wall_heartbeat where district_id = $1 and holder = $2 and holder_id = $3
       order by at desc, screen offset ${MOST_SCREENS})`,
    [districtId, holder, holderId],
  );
}

/** Screens tell that they are well: nothing of it is in the trail or the log of changes, which it would drown. */
export function heartbeatApi({ database }: { database: Database }) {
  return createRouter().openapi(postHeartbeat, async (c) => {
    c.set("isQuestion", true); // heartbeats do not go through the log of changes, so nobody waits for it
    const { districtId } = c.req.valid("param");
    const [caller, beat, now] = [callerOf(c), c.req.valid("json"), new Date()];
    const mayAcknowledge = (await caller.readReach(districtId, "wall.acknowledge")) !== null;
    const answer = await database.transaction(
      async (tx) => {
        await write(tx, districtId, caller, { beat, now });
        const { upkeep } = await wallSetting.read(tx, districtId);
        const { revision } = await readScenes(tx, districtId);
        return { scenesRevision: revision, nextSeconds: upkeep.heartbeatSeconds };
      },
      { districtId },
    );
    return c.json({ serverTime: now.toISOString(), ...answer, mayAcknowledge }, 200);
  });
}
