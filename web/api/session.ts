import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { api, unwrap } from "./client.ts";
import type { components } from "./schema.gen.ts";

/** What one can be allowed to do in a district; the server's list is data/roles.ts. */
export type Permission =
  | "district.read"
  | "facilities.edit"
  | "facilities.close"
  | "facilities.remove"
  | "facilities.verify"
  | "facilities.photograph"
  | "complaints.read"
  | "complaints.all"
  | "complaints.take"
  | "complaints.assign"
  | "complaints.handle"
  | "complaints.feedback"
  | "complaints.settle"
  | "complaints.waive"
  | "complaints.lead"
  | "complaints.petitions"
  | "complaints.supervise"
  | "complaints.reporters"
  | "complaints.release"
  | "duty.manage"
  | "duty.handover"
  | "coverage.edit"
  | "cleaning.confirm"
  | "cleaning.edit"
  | "fleet.edit"
  | "fleet.acknowledge"
  | "quality.repair"
  | "ratings.inspect"
  | "ratings.plan"
  | "ratings.appeal"
  | "ratings.edit"
  | "ratings.decide"
  | "reports.record"
  | "reports.publish"
  | "displays.manage"
  | "wall.read"
  | "wall.acknowledge"
  | "settings.edit"
  | "accounts.manage"
  | "audit.read";

/** Who one is to the server, and how one could sign in. */
type Known = components["schemas"]["SessionState"];
/**
 * With `isEnded` the account is who was signed in: the session ended under their hands, and what they were doing stays
 * on the screen until they sign in again or leave it.
 */
export type Session = Known & { readonly isEnded?: true };
/** Whoever is signed in, or was. */
export type SessionAccount = NonNullable<Session["account"]>;

/** How far a permission goes: the whole district, or the areas it is limited to. */
type Extent = { readonly isWhole: boolean; readonly areaIds: readonly string[] };

const SESSION = ["accounts", "session"];

/**
 * Who one is once the server has said who it knows: whoever was signed in and is unknown now stays, as ended.
 *
 * @param held  what the page believed; undefined before the first answer.
 */
export const believed = (held: Session | undefined, now: Session): Session =>
  held?.account && !now.account ? { ...held, isEnded: true } : now;

/** The session that a refused request has shown to be over; null where nobody was signed in. */
export function endedOf(client: QueryClient): Session | null {
  const held = client.getQueryData<Session>(SESSION);
  return held?.account ? believed(held, { ...held, account: null }) : null;
}

/** Who one is now, for the page that opens without a line: it is never somebody who has signed out. */
async function keepFor(now: Known) {
  const isKept = await globalThis.caches?.has("inspect-answers");
  if (isKept) await (await caches.open("inspect-answers")).put("/api/session", Response.json(now));
}

/** Who is signed in. It is asked again when one comes back to the window: a session can be ended from elsewhere. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: SESSION,
    queryFn: async ({ client, signal }): Promise<Session> => {
      const now = await unwrap(api.GET("/api/session", { signal }));
      void keepFor(now).catch(() => {}); // a browser that keeps nothing has nothing to mend
      return believed(client.getQueryData<Session>(SESSION), now);
    },
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    meta: { kinds: ["role_grant"] },
  });

/** Who is signed in; undefined until the server has said. */
export const useSession = (): Session | undefined => useQuery(sessionQuery()).data;

/** The district one looks at, for what is granted there. */
export const CurrentDistrict = createContext<string | null>(null);

/**
 * How far one may do something in the district one looks at. The server decides; this is for not offering what it
 * would refuse.
 *
 * @returns null when one may not, and until the server has said who one is.
 */
export function useMay(permission: Permission): Extent | null {
  const districtId = useContext(CurrentDistrict);
  const account = useSession()?.account;
  if (!account || account.mustDo || districtId === null) return null;
  return extentIn(account, districtId, permission);
}

/** What one must do before the district one looks at grants anything; null when nothing, and for nobody. */
export function useMustDo(): SessionAccount["mustDo"] {
  const districtId = useContext(CurrentDistrict);
  const account = useSession()?.account;
  return account ? mustDoIn(account, districtId) : null;
}

/** What somebody must do before a district grants anything: one may ask for a second factor where others do not. */
export function mustDoIn(
  {
    mustDo,
    districts,
  }: Pick<SessionAccount, "mustDo"> & {
    readonly districts: readonly Pick<
      SessionAccount["districts"][number],
      "districtId" | "asksTotp"
    >[];
  },
  districtId: string | null,
): SessionAccount["mustDo"] {
  const isAsked = districts.some((one) => one.districtId === districtId && one.asksTotp);
  return mustDo ?? (isAsked ? "totp" : null);
}

/** How far somebody may do something in a district; null is not at all. */
function extentIn(
  account: SessionAccount,
  districtId: string,
  permission: Permission,
): Extent | null {
  const district = account.districts.find((each) => each.districtId === districtId);
  const granted = district?.permissions.find((each) => each.permission === permission);
  return granted ? { isWhole: granted.isWhole, areaIds: granted.areaIds } : null;
}
