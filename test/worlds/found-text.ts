import type { Database } from "../../server/store/database.ts";

/** Where a text is found: every table and text column of the store, as the owner sees it. */
export function tablesWith(database: Database, text: string): Promise<string[]> {
  return database.transaction(
    async (tx) => {
      const tables = await tx.query<{ name: string }>(
        "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'spatial_ref_sys'",
      );
      const where: string[] = [];
      for (const { name } of tables) {
        const rows = await tx.query(`select 1 from "${name}" t where t::text like $1 limit 1`, [
          `%${text}%`,
        ]);
        if (rows.length > 0) where.push(name);
      }
      return where;
    },
    { asOwner: true },
  );
}
