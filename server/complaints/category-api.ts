import type { z } from "@hono/zod-openapi";
import {
  type Category,
  type CategoryGroup,
  categoryGroups,
  type DistrictCategories,
} from "../../data/complaint-categories.ts";
import { callerOf } from "../http/caller.ts";
import { body, json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { endpoint } from "../http/endpoint.ts";
import { conflict, failure, failures } from "../http/problem.ts";
import { createRouter } from "../http/router.ts";
import type { Database, Queryable } from "../store/database.ts";
import { changeSetting } from "../store/setting.ts";
import { type CategoryAnswer, CategorySettings, OwnCategories } from "./category-schema.ts";
import { CATEGORIES_SETTING, readOwnCategories } from "./category-settings.ts";

const PATH = "/api/districts/{districtId}/complaint-categories";
const settings = { 200: { description: "The categories", ...json(CategorySettings) }, ...failures };

const getCategories = endpoint({
  access: { permission: "complaints.read", within: "area" },
  method: "get",
  path: PATH,
  operationId: "getCategorySettings",
  tags: ["complaints"],
  summary: "Categories of complaints: presets with their codes, the district's own, and what holds",
  request: { params: inDistrict },
  responses: settings,
});
const putCategories = endpoint({
  access: { permission: "settings.edit", within: "district" },
  method: "put",
  path: PATH,
  operationId: "setCategorySettings",
  tags: ["complaints"],
  summary: "Add categories, call presets otherwise, retire what is used no more",
  request: { params: inDistrict, body: body(OwnCategories) },
  responses: {
    200: settings[200],
    ...failures,
    409: failure("Complaints have a category that would be gone: `category-used`"),
  },
});

/** A category as it is answered. */
export const categoryAnswer = ({
  codes,
  ...category
}: Category): z.infer<typeof CategoryAnswer> => ({
  ...category,
  codes: codes.map(({ standard, kind, code }) => ({ standard, kind, code })),
});

const groupAnswer = ({ id, title, isConfidential, categories }: CategoryGroup) => ({
  ...{ id, title, isConfidential, categories: categories.map(categoryAnswer) },
});

const NOTHING: DistrictCategories = { added: [], renamed: [], retired: [] };

/** How many complaints have each of the district's own categories. */
async function countUsed(
  tx: Queryable,
  districtId: string,
  { added }: DistrictCategories,
): Promise<Record<string, number>> {
  const rows = await tx.query<{ category: string; count: number }>(
    `select category, count(*)::int as count from complaint
     where district_id = $1 and category = any ($2) group by category`,
    [districtId, added.map(({ id }) => id)],
  );
  return Object.fromEntries(rows.map(({ category, count }) => [category, count]));
}

/** The categories of a district: data that it keeps itself. */
export function categoryApi({ database }: { database: Database }) {
  const within = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
    database.transaction(work, { districtId });
  const settingsOf = async (
    tx: Queryable,
    districtId: string,
  ): Promise<z.infer<typeof CategorySettings>> => {
    const own = (await readOwnCategories(tx, districtId)) ?? NOTHING;
    return {
      ...{ districtId, own, presets: categoryGroups(null).map(groupAnswer) },
      groups: categoryGroups(own).map(groupAnswer),
      used: await countUsed(tx, districtId, own),
    };
  };

  return createRouter()
    .openapi(getCategories, async (c) => {
      const { districtId } = c.req.valid("param");
      return c.json(await within(districtId, (tx) => settingsOf(tx, districtId)), 200);
    })
    .openapi(putCategories, async (c) => {
      const { districtId } = c.req.valid("param");
      const after = c.req.valid("json");
      const actor = callerOf(c);
      const answer = await within(districtId, async (tx) => {
        const before = (await readOwnCategories(tx, districtId)) ?? NOTHING;
        const used = await countUsed(tx, districtId, before);
        const lost = Object.keys(used).find((id) => after.added.every((own) => own.id !== id));
        if (lost)
          throw conflict(
            "category-used",
            `${used[lost]} complaints have ${lost}: retire it, and they keep it`,
          );
        await changeSetting(tx, districtId, actor, { key: CATEGORIES_SETTING, before, after });
        return settingsOf(tx, districtId);
      });
      return c.json(answer, 200);
    });
}
