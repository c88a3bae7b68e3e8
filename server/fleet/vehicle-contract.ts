import { z } from "@hono/zod-openapi";
import { json } from "../http/contract.ts";
import { inDistrict } from "../http/district.ts";
import { failure } from "../http/problem.ts";
import { Vehicle } from "./vehicle-schema.ts";

/** Who keeps vehicles and terminals. */
export const editing = { permission: "fleet.edit", within: "district" } as const;
export const ofVehicle = inDistrict.extend({ vehicleId: z.string() });
export const VEHICLE_PATH = "/api/districts/{districtId}/vehicles/{vehicleId}" as const;
export const oneVehicle = {
  description: "The vehicle; its ETag is the revision",
  ...json(Vehicle),
};
export const taken = { 409: failure("The plate or the number is taken") };
