import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";

/** What one can be allowed to do in a district; the server's list is data/roles.ts. */
export type Permission =
  | "district.read"
  | "facilities.edit"
  | "facilities.close"
  | "facilities.remove"
  | "facilities.verify"
  | "facilities.photograph"
  | "quality.repair"
  | "displays.manage"
  | "wall.read"
  | "settings.edit"
  | "accounts.manage"
  | "audit.read";

/** How far a permission goes: the whole district, or the areas it is limited to. */
export type Extent = { readonly isWhole: boolean; readonly areaIds: readonly string[] };

/** What somebody may do in one district. */
export type SessionDistrict = {
  readonly districtId: string;
  readonly roles: readonly { readonly role: string; readonly areaIds: readonly string[] | null }[];
  readonly permissions: readonly (Extent & { readonly permission: string })[];
};

/** Whoever is signed in. */
export type SessionAccount = {
  readonly accountId: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly isOperator: boolean;
  readonly via: "password" | "oidc" | "demo";
  /** What they must do before anything else is granted. */
  readonly mustDo: "password" | "totp" | null;
  readonly hasTotp: boolean;
  readonly hasPassword: boolean;
  readonly districts: readonly SessionDistrict[];
};

/** Who one is to the server, and how one could sign in. */
export type Session = {
  readonly account: SessionAccount | null;
  /** Roles of the demonstration that one click signs in as, where that is allowed. */
  readonly demoRoles: readonly string[];
  readonly oidc: { readonly title: string } | null;
};

const NOBODY: Session = { account: null, demoRoles: [], oidc: null };

/** Who is signed in. It is asked again when one comes back to the window: a session can be ended from elsewhere. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ["accounts", "session"],
    queryFn: async ({ signal }): Promise<Session> => {
      const answer = await fetch("/api/session", { signal });
      if (answer.status === 404) return NOBODY;
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
      return answer.json();
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

/** How far somebody may do something in a district; null is not at all. */
export function extentIn(
  account: SessionAccount,
  districtId: string,
  permission: Permission,
): Extent | null {
  const district = account.districts.find((each) => each.districtId === districtId);
  const granted = district?.permissions.find((each) => each.permission === permission);
  return granted ? { isWhole: granted.isWhole, areaIds: granted.areaIds } : null;
}
