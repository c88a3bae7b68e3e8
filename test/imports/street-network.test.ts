import { describe, expect, it } from "vitest";
import { readGeojson } from "../../server/imports/geojson.ts";
import { prepareTable } from "../../server/imports/plan.ts";
import { importing } from "../worlds/importing.ts";

const store = importing();
const { read, run, undo } = store;

describe("a street network drawn anew", () => {
  const network = (middle: number[][], source = "file") => {
    const text = JSON.stringify({
      type: "FeatureCollection",
      features: [
        {
          type: "Feature",
          properties: { code: "1", name: "解放大道" },
          geometry: { type: "LineString", coordinates: [[25, 60], ...middle, [25.02, 60]] },
        },
        {
          type: "Feature",
          properties: { code: "2", name: "小巷" },
          geometry: {
            type: "LineString",
            coordinates: [
              [25.01, 60],
              [25.01, 60.01],
            ],
          },
        },
      ],
    });
    const options = {
      fileName: "t",
      crs: null,
      map: {},
      source,
      timeZone: "Asia/Shanghai",
      level: null,
    };
    return prepareTable(readGeojson(Buffer.from(text), {}), {
      ...options,
      format: "geojson",
      kind: "street",
    });
  };
  const lengths = () =>
    read<{ n: number; meters: number }>(
      "drawn",
      "select count(*) as n, sum(length_meters) as meters from street_edge",
    );

  it("does not lie twice where a street was split, and comes back whole", async () => {
    await run("drawn", network([]));
    const before = await lengths();
    expect(before[0]!.n).toBe(2);
    const second = await run("drawn", network([[25.01, 60]]));
    expect(second).toMatchObject({ withdrawn: 1, keptForRoutes: 0 });
    const [after] = await lengths();
    expect(after!.n).toBe(3);
    expect(after!.meters).toBeCloseTo(before[0]!.meters, 3);
    await undo("drawn", second.importId);
    expect(await lengths()).toEqual(before);
  });

  it("keeps an edge that a cleaning route uses, and says so", async () => {
    await read(
      "drawn",
      `with route as (
         insert into cleaning_route (district_id, route_id, code, name, kind, passes, valid_from)
         values ('drawn', 'r', 'r', 'r', 'wash', 1, '2026-01-01') returning route_id
       ) select 1 from route`,
    );
    await read(
      "drawn",
      `insert into cleaning_route_edge (district_id, route_id, sequence, edge_id)
       select 'drawn', 'r', row_number() over (), edge_id from street_edge`,
    );
    const outcome = await run("drawn", network([[25.01, 60]]));
    expect(outcome).toMatchObject({ withdrawn: 0, keptForRoutes: 1 });
  });
});
