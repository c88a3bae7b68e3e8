import { type Caller, callerOf } from "../http/caller.ts";
import { answers } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint, granted } from "../http/endpoint.ts";
import { conflict, DomainError, failure } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import { recordAudit } from "../store/audit.ts";
import { recordChange } from "../store/changes.ts";
import type { Database, Queryable } from "../store/database.ts";
import { alarmsAnswer } from "./alarm-answer.ts";
import { AlarmsQuery, WallAlarm, WallAlarmHistory, WallAlarms } from "./alarm-schema.ts";
import {
  type AlarmActor,
  acknowledgeAlarm,
  addAlarmEvent,
  readAlarm,
  readAlarmEvents,
  readAlarms,
  readLookedAt,
} from "./alarm-store.ts";

const tags = ["wall"];
const path = "/api/districts/{districtId}/wall/alarms";
const ofAlarm = inDistrict.extend({ alarmId: WallAlarm.shape.alarmId });

const getAlarms = endpoint({
  ...{ access: granted("wall.read"), method: "get", path, tags },
  operationId: "getWallAlarms",
  summary: "What a wall is told of",
  request: { params: inDistrict, query: AlarmsQuery },
  responses: answers("The alarms", WallAlarms),
});
const getAlarm = endpoint({
  ...{ access: granted("wall.read"), method: "get", tags },
  path: `${path}/{alarmId}` as const,
  operationId: "getWallAlarm",
  summary: "An alarm with what happened to it: who acknowledged it, and when",
  request: { params: ofAlarm },
  responses: answers("The alarm", WallAlarmHistory),
});
const acknowledged = {
  ...answers("The alarm", WallAlarm),
  409: failure("Acknowledged or cleared before"),
};
const postAcknowledge = endpoint({
  access: granted("wall.acknowledge"),
  isForDisplays: true,
  ...{ method: "post", tags },
  path: `${path}/{alarmId}/acknowledge` as const,
  operationId: "acknowledgeWallAlarm",
  summary: "Say that somebody has seen an alarm; the first to do so stays",
  request: { params: ofAlarm },
  responses: acknowledged,
});

/** A display acknowledges in its own name: nobody has signed in at its keyboard. */
const actorOf = (caller: Caller): AlarmActor =>
  caller.displayId === null
    ? { id: caller.accountId, name: caller.name, via: caller.via }
    : { id: caller.displayId, name: caller.name, via: "display" };

async function inAnswer(tx: Queryable, districtId: string, alarmId: string) {
  const found = await readAlarm(tx, districtId, alarmId, { isLocked: false });
  if (!found) throw new DomainError("record-unknown", `No alarm ${alarmId}`);
  const [alarm] = await alarmsAnswer(tx, districtId, [found]);
  return alarm!; // one for one
}

async function acknowledge(tx: Queryable, districtId: string, alarmId: string, caller: Caller) {
  const alarm = await readAlarm(tx, districtId, alarmId, { isLocked: true });
  if (!alarm) throw new DomainError("record-unknown", `No alarm ${alarmId}`);
  if (alarm.acknowledgedAt) throw conflict("alarm-acknowledged", "Somebody was first");
  if (alarm.clearedAt) throw conflict("alarm-cleared", "It is over");
  const [actor, at] = [actorOf(caller), new Date()];
  await acknowledgeAlarm(tx, districtId, alarmId, { actor, at });
  await addAlarmEvent(tx, districtId, alarmId, { action: "acknowledge", at, actor });
  await recordAudit(tx, districtId, {
    ...{ actor: caller, action: "wall_alarm.acknowledge", record: "wall_alarm" },
    ...{ recordId: alarmId, before: { isAcknowledged: false } },
    after: { isAcknowledged: true, alarm: alarm.kind, display: caller.displayId },
  });
  await recordChange(tx, districtId, "wall_alarm", [alarmId]);
  return inAnswer(tx, districtId, alarmId);
}

/** What a wall is told of, and who has seen it. */
export function wallAlarmApi({ database }: { database: Database }) {
  return createRouter()
    .openapi(getAlarms, async (c) => {
      const { districtId } = c.req.valid("param");
      const asOf = new Date().toISOString();
      const answer = await database.transaction(
        async (tx) => {
          const { n, alarms } = await readAlarms(tx, districtId, c.req.valid("query"));
          const lookedAt = (await readLookedAt(tx, districtId))?.toISOString() ?? null;
          const shown = await alarmsAnswer(tx, districtId, alarms);
          return { districtId, asOf, lookedAt, n, alarms: shown };
        },
        { districtId },
      );
      return c.json(answer, 200);
    })
    .openapi(getAlarm, async (c) => {
      const { districtId, alarmId } = c.req.valid("param");
      const answer = await database.transaction(
        async (tx) => {
          const alarm = await inAnswer(tx, districtId, alarmId);
          const events = await readAlarmEvents(tx, districtId, alarmId);
          return {
            alarm,
            events: events.map(({ data, at, ...event }) => ({
              ...event,
              ...{ at: at.toISOString(), count: data.count ?? null },
            })),
          };
        },
        { districtId },
      );
      return c.json(answer, 200);
    })
    .openapi(postAcknowledge, async (c) => {
      const { districtId, alarmId } = c.req.valid("param");
      const answer = await database.transaction(
        (tx) => acknowledge(tx, districtId, alarmId, callerOf(c)),
        { districtId },
      );
      return c.json(answer, 200);
    });
}
