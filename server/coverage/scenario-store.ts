import type { Queryable } from "../store/database.ts";

/** A scenario as it is kept. What it asks may be of another version of the program. */
export type StoredScenario = {
  readonly scenarioId: string;
  readonly revision: number;
  readonly name: string;
  readonly note: string | null;
  readonly question: unknown;
  readonly costs: Readonly<Record<string, number>>;
  readonly figures: unknown;
  readonly targets: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedBy: string;
  readonly updatedAt: Date;
};

/** What is written of one. */
export type ScenarioFields = Pick<StoredScenario, "name" | "note" | "question" | "costs"> & {
  readonly figures: unknown;
  readonly by: string;
};

const READ = `
  select s.scenario_id as "scenarioId", s.revision, s.name, s.note, s.question, s.costs, s.figures,
    (select count(*)::int from construction_target t
      where t.district_id = s.district_id and t.scenario_id = s.scenario_id) as targets,
    s.created_by as "createdBy", s.created_at as "createdAt", s.updated_by as "updatedBy", s.updated_at as "updatedAt"
  from scenario s where s.district_id = $1`;

export const readScenarios = (tx: Queryable, districtId: string) =>
  tx.query<StoredScenario>(`${READ} order by s.name collate "C", s.scenario_id`, [districtId]);

/** null when there is none. */
export async function readScenario(
  tx: Queryable,
  districtId: string,
  scenarioId: string,
): Promise<StoredScenario | null> {
  const [row] = await tx.query<StoredScenario>(`${READ} and s.scenario_id = $2`, [
    districtId,
    scenarioId,
  ]);
  return row ?? null;
}

/** One that nobody else writes until the transaction ends; null when there is none. */
export async function lockScenario(tx: Queryable, districtId: string, scenarioId: string) {
  await tx.query("select 1 from scenario where district_id = $1 and scenario_id = $2 for update", [
    districtId,
    scenarioId,
  ]);
  return readScenario(tx, districtId, scenarioId);
}

/** @returns false where another has the name. */
export async function insertScenario(
  tx: Queryable,
  districtId: string,
  scenarioId: string,
  { name, note, question, costs, figures, by }: ScenarioFields,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into scenario (district_id, scenario_id, name, note, question, costs, figures, created_by, updated_by)
     values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8, $8)
     on conflict (district_id, name) do nothing returning 1`,
    [
      ...[districtId, scenarioId, name, note],
      ...[
        JSON.stringify(question),
        JSON.stringify(costs),
        figures === null ? null : JSON.stringify(figures),
        by,
      ],
    ],
  );
  return rows.length > 0;
}

/** Whether another scenario has the name. */
export async function isNameTaken(
  tx: Queryable,
  districtId: string,
  scenarioId: string,
  name: string,
): Promise<boolean> {
  const rows = await tx.query(
    "select 1 from scenario where district_id = $1 and name = $3 and scenario_id <> $2",
    [districtId, scenarioId, name],
  );
  return rows.length > 0;
}

export const updateScenario = (
  tx: Queryable,
  districtId: string,
  scenarioId: string,
  { name, note, question, costs, figures, by }: ScenarioFields,
) =>
  tx.query(
    `update scenario set name = $3, note = $4, question = $5::jsonb, costs = $6::jsonb, figures = $7::jsonb,
       updated_by = $8, updated_at = now(), revision = revision + 1
     where district_id = $1 and scenario_id = $2`,
    [
      ...[districtId, scenarioId, name, note],
      ...[
        JSON.stringify(question),
        JSON.stringify(costs),
        figures === null ? null : JSON.stringify(figures),
        by,
      ],
    ],
  );

export const deleteScenario = (tx: Queryable, districtId: string, scenarioId: string) =>
  tx.query("delete from scenario where district_id = $1 and scenario_id = $2", [
    districtId,
    scenarioId,
  ]);
