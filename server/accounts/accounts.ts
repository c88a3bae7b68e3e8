import { type Permission, ROLE_PERMISSIONS, type Role } from "../../data/roles.ts";

/** A role in a district. */
export type Grant = {
  readonly role: Role;
  /** Areas it is limited to; null is the whole district. */
  readonly areaIds: readonly string[] | null;
};

/**
 * How far a permission goes under some grants.
 *
 * @returns null when no grant has it; no `areaIds` when one has it for the whole district.
 */
export function extentOf(
  grants: readonly Grant[],
  permission: Permission,
): { isWhole: boolean; areaIds: string[] } | null {
  const having = grants.filter(({ role }) => ROLE_PERMISSIONS[role].includes(permission));
  if (having.length === 0) return null;
  if (having.some(({ areaIds }) => areaIds === null)) return { isWhole: true, areaIds: [] };
  return { isWhole: false, areaIds: [...new Set(having.flatMap(({ areaIds }) => areaIds ?? []))] };
}
