import { DistrictWall, WALL } from "../../data/wall.ts";
import type { Queryable } from "../store/database.ts";
import { ownSetting } from "../store/setting.ts";

/** A screen that shows the wall, as its heartbeats tell. */
export type Screen = {
  readonly screen: string;
  readonly heardAt: string;
  readonly silentSince: string | null;
  readonly beganAt: string;
  readonly sceneId: string | null;
  readonly appVersion: string;
  readonly uptimeSeconds: number;
  readonly lastError: string | null;
  readonly glContexts: number;
  readonly widthPixels: number | null;
  readonly heightPixels: number | null;
};

type Row = Omit<Screen, "heardAt" | "silentSince" | "beganAt"> & {
  holder: "display" | "account";
  holderId: string;
  holderName: string;
  at: Date;
  beganAt: Date;
};

/** What somebody signed in showed is of interest for a day. */
const ACCOUNTS_MS = 86_400_000;

const wall = ownSetting({ key: "wall", schema: DistrictWall, presets: WALL });

/** The screens of a district. One that was not heard for longer than its settings allow is silent since then. */
export async function readScreens(tx: Queryable, districtId: string, now: Date) {
  const { upkeep } = await wall.read(tx, districtId);
  const rows = await tx.query<Row>(
    `select holder, holder_id as "holderId", holder_name as "holderName", screen, at, began_at as "beganAt",
       scene_id as "sceneId", app_version as "appVersion", uptime_seconds as "uptimeSeconds", last_error as "lastError",
       gl_contexts as "glContexts", width_pixels as "widthPixels", height_pixels as "heightPixels"
     from wall_heartbeat where district_id = $1 order by at desc, screen`,
    [districtId],
  );
  const screenOf = ({ holder: _, holderId: __, holderName: ___, at, beganAt, ...row }: Row) => ({
    ...row,
    ...{ heardAt: at.toISOString(), beganAt: beganAt.toISOString() },
    silentSince: +now - +at > upkeep.lostSeconds * 1000 ? at.toISOString() : null,
  });
  return {
    ofDisplay: (tokenId: string): Screen[] =>
      rows
        .filter(({ holder, holderId }) => holder === "display" && holderId === tokenId)
        .toSorted((a, b) => (a.screen < b.screen ? -1 : 1))
        .map(screenOf),
    ofAccounts: (): (Screen & { name: string })[] =>
      rows
        .filter(({ holder, at }) => holder === "account" && +now - +at < ACCOUNTS_MS)
        .map((row) => ({ ...screenOf(row), name: row.holderName })),
  };
}
