import { z } from "@hono/zod-openapi";
import { DomainError } from "./problem.ts";

/** The parameters of a path within a district. */
export const inDistrict = z.object({ districtId: z.string() });

/** What time it is in a district, by whoever keeps it. @throws {DomainError} `district-unknown`. */
export async function clockIn<T>(
  keeper: { clock(districtId: string): Promise<T | null> },
  districtId: string,
): Promise<T> {
  const clock = await keeper.clock(districtId);
  if (clock) return clock;
  throw new DomainError("district-unknown", `No district ${districtId}`);
}
