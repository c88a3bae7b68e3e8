import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import { unitsQuery } from "./case-queries.ts";

type Schemas = components["schemas"];
export type Rule = Schemas["ComplaintAssignment"]["rules"][number];
export type Area = Schemas["ComplaintAssignment"]["areas"][number];
export type Trial = Schemas["ComplaintAssignmentTrial"];

/** Which unit complaints go to by themselves. */
export const assignmentQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "assignment", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/complaint-assignment", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds: ["district_setting", "area"] },
  });

/** Who belongs to which unit. */
export const membersQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["complaints", "members", districtId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/districts/{districtId}/unit-members", {
          params: { path: { districtId } },
          signal,
        }),
      ),
    meta: { kinds: ["unit", "role_grant"] },
  });

/** What is done to units. */
export type UnitWrite =
  | { readonly act: "create"; readonly name: string }
  | { readonly act: "rename"; readonly unitId: string; readonly name: string }
  | { readonly act: "work"; readonly unitId: string; readonly isActive: boolean }
  | { readonly act: "members"; readonly unitId: string; readonly accountIds: string[] };

function writeUnit(districtId: string, write: UnitWrite): Promise<unknown> {
  const params = { path: { districtId } };
  switch (write.act) {
    case "create":
      return unwrap(
        api.POST("/api/districts/{districtId}/units", {
          params,
          body: { name: write.name, nameEn: null },
        }),
      );
    case "members": {
      const { unitId, accountIds } = write;
      return unwrap(
        api.PUT("/api/districts/{districtId}/units/{unitId}/members", {
          params: { path: { districtId, unitId } },
          body: { accountIds },
        }),
      );
    }
    default: {
      const body = write.act === "rename" ? { name: write.name } : { isActive: write.isActive };
      return unwrap(
        api.PATCH("/api/districts/{districtId}/units/{unitId}", {
          params: { path: { districtId, unitId: write.unitId } },
          body,
        }),
      );
    }
  }
}

/** Writes to units; whoever shows them asks again. */
export function useWriteUnit(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (write: UnitWrite) => writeUnit(districtId, write),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: unitsQuery(districtId).queryKey }),
        client.invalidateQueries({ queryKey: membersQuery(districtId).queryKey }),
      ]),
  });
}

/** Puts rules in force. */
export function useSetRules(districtId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rules: Rule[]) =>
      unwrap(
        api.PUT("/api/districts/{districtId}/complaint-assignment", {
          params: { path: { districtId } },
          body: { rules },
        }),
      ),
    onSuccess: (known) => client.setQueryData(assignmentQuery(districtId).queryKey, known),
  });
}

/** What rules would have done; nothing is written. */
export const useTrial = (districtId: string) =>
  useMutation({
    mutationFn: (body: { rules: Rule[]; days: number }) =>
      unwrap(
        api.POST("/api/districts/{districtId}/complaint-assignment/trial", {
          params: { path: { districtId } },
          body,
        }),
      ),
  });
