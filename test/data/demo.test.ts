import { createHash } from "node:crypto";
import { getResolution, isValidCell } from "h3-js";
import { describe, expect, it } from "vitest";
import { daysFrom } from "../../data/demo/days.ts";
import { isOfDocument } from "../../data/demo/document-names.ts";
import { generateDemo } from "../../data/demo/generate.ts";
import type { DemoRoute } from "../../data/demo/records.ts";
import truths from "../../data/demo/truths.json" with { type: "json" };
import { FacilityAttributes } from "../../data/facility.ts";
import { RUBRICS } from "../../data/rubric.ts";
import { scoreOf } from "../../data/rubric-score.ts";
import { COMPLAINT_CATEGORIES, COMPLAINT_CHANNELS } from "../../data/standards.ts";
import { evidenceOf } from "../../server/demo-ratings.ts";
import { anchor, demo, kilometers, meters } from "../worlds/demo.ts";
import { isInRing, outlineOf } from "../worlds/ring.ts";

const dayOf = (offset: number) =>
  new Date(anchor.getTime() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);

const groups = <T>(items: readonly T[], key: (item: T) => string) => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
};

const boundary = demo.areas.find(({ level }) => level === "district")!.boundary[0]![0]!;

describe("the demonstration district as a whole", () => {
  it("is the same district again for the same seed and anchor, on this machine and where it was made", () => {
    const again = generateDemo({ anchor });
    const hash = (value: unknown) =>
      createHash("sha256").update(JSON.stringify(value)).digest("hex");
    expect([hash(demo), hash(again)]).toEqual([truths.digest, truths.digest]);
  });

  it("has the size asked for", () => {
    const { facilities, complaints, ground, cells, routes } = demo;
    expect(groups(facilities, ({ kind }) => kind)).toMatchObject({
      transfer_station: 25,
      toilet: 60,
      bin: 2500,
    });
    expect(complaints).toHaveLength(30_000);
    expect(cells.reduce((sum, { residents }) => sum + residents, 0)).toBe(300_000);
    expect(kilometers(demo.edges)).toBeGreaterThan(235);
    expect(kilometers(demo.edges)).toBeLessThan(275);
    expect(groups(ground, ({ kind }) => kind).building).toBeGreaterThan(6_000);
    expect(groups(ground, ({ kind }) => kind).building).toBeLessThan(12_000);
    expect(routes.length).toBeGreaterThan(34);
    expect(routes.length).toBeLessThan(50);
  });

  it("lies about 6 by 5 kilometers around 26.89°N 112.57°E, longitude first", () => {
    const lngs = boundary.map(([lng]) => lng);
    const lats = boundary.map(([, lat]) => lat);
    const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
    const [south, north] = [Math.min(...lats), Math.max(...lats)];
    expect(Math.abs((west + east) / 2 - 112.57)).toBeLessThan(0.003);
    expect(Math.abs((south + north) / 2 - 26.89)).toBeLessThan(0.003);
    expect(Math.abs(meters([west, south], [east, south]) - 6_100)).toBeLessThan(200);
    expect(Math.abs(meters([west, south], [west, north]) - 5_000)).toBeLessThan(200);
  });

  it("keeps everything that has a place inside its border", () => {
    const places = [
      ...demo.facilities.map(({ facilityId, position }) => [facilityId, position] as const),
      ...demo.complaints.flatMap(({ complaintId, position }) =>
        position ? [[complaintId, position] as const] : [],
      ),
    ];
    expect(places.filter(([, position]) => !isInRing(position, boundary))).toEqual([]);
  });

  it("gives every record a key of its own", () => {
    const keys = [
      demo.areas.map(({ areaId }) => areaId),
      demo.facilities.map(({ facilityId }) => facilityId),
      demo.facilities.map(({ kind, code }) => kind + code),
      demo.streets.map(({ streetId }) => streetId),
      demo.streets.map(({ name }) => name),
      demo.streets.map(({ nameEn }) => nameEn),
      demo.edges.map(({ edgeId }) => edgeId),
      demo.cells.map(({ cell }) => cell),
      demo.ground.map(({ groundId }) => groundId),
      demo.complaints.map(({ number }) => number),
      demo.routes.map(({ code }) => code),
      demo.facilities.filter(({ kind }) => kind !== "bin").map(({ name }) => name),
    ];
    for (const list of keys) expect(new Set(list).size).toBe(list.length);
  });

  it("counts people in H3 cells of resolution 10 only", () => {
    expect(
      demo.cells.filter(({ cell }) => !isValidCell(cell) || getResolution(cell) !== 10),
    ).toEqual([]);
  });
});

describe("its areas", () => {
  const areaById = new Map(demo.areas.map((area) => [area.areaId, area]));

  it("are named by a parent one level up that holds as long as they do", () => {
    const above = {
      subdistrict: "district",
      community: "subdistrict",
      grid: "community",
      responsibility: "district",
      fee: "district",
    };
    for (const { level, parentId, validFrom, validTo } of demo.areas) {
      if (level === "district") continue;
      const parent = areaById.get(parentId!)!;
      expect(parent.level).toBe(above[level]);
      expect(parent.validFrom <= validFrom).toBe(true);
      expect(parent.validTo === null || (validTo !== null && validTo <= parent.validTo)).toBe(true);
    }
  });

  it("have codes of 6, 9, 12 and 15 digits that begin with their parent's", () => {
    const digits: Record<string, number> = { district: 6, subdistrict: 9, community: 12, grid: 15 };
    for (const { level, code, parentId } of demo.areas) {
      if (!(level in digits)) continue;
      expect(code).toMatch(new RegExp(`^430408\\d{${digits[level]! - 6}}$`));
      if (parentId) expect(code.startsWith(areaById.get(parentId)!.code)).toBe(true);
    }
  });

  it("hold one after the other under one code, and all three townships are there", () => {
    const versions = new Map<string, (typeof demo.areas)[number][]>();
    for (const area of demo.areas) {
      const key = area.level + area.code;
      versions.set(key, [...(versions.get(key) ?? []), area]);
    }
    for (const [first, second, ...more] of versions.values()) {
      expect(more).toEqual([]);
      if (second) expect(first!.validTo).toBe(second.validFrom);
    }
    const names = new Set(
      demo.areas.filter(({ level }) => level === "subdistrict").map(({ name }) => name),
    );
    for (const name of ["雨母山乡", "呆鹰岭镇", "长湖乡"]) expect(names).toContain(name);
    expect(demo.areas.filter(({ level }) => level === "fee")).toHaveLength(3);
  });

  it("change once: land goes from 长湖乡 to 南华街道, and both have a past", () => {
    const past = demo.areas.filter(
      ({ level, validTo }) => level === "subdistrict" && validTo !== null,
    );
    expect(past.map(({ name }) => name).sort()).toEqual(["南华街道", "长湖乡"]);
    expect(new Set(past.map(({ validTo }) => validTo)).size).toBe(1);
  });
});

describe("its facilities", () => {
  const yearAgo = dayOf(-365);
  const opened = (kind: string) =>
    demo.facilities.filter((f) => f.kind === kind && f.openedOn !== null && f.openedOn >= yearAgo);

  it("have attributes of their kind", () => {
    for (const { kind, attributes } of demo.facilities) {
      expect(FacilityAttributes.safeParse({ ...attributes, kind }).error?.issues ?? []).toEqual([]);
    }
  });

  it("carry the document's figures for the year: 4 stations, 2 toilets, 150 bins, 23 collection points", () => {
    expect(opened("transfer_station").map(({ name }) => name)).toEqual([
      "南华苑一号中转站",
      "南华苑二号中转站",
      "南华苑三号中转站",
      "衡钢西大门中转站",
    ]);
    expect(opened("toilet").map(({ name }) => name)).toEqual([
      "平湖公园一号公厕",
      "平湖公园二号公厕",
    ]);
    expect(opened("bin")).toHaveLength(150);
    expect(opened("collection_point")).toHaveLength(23);
    expect(opened("collection_point").every(({ owner }) => owner!.endsWith("人民政府"))).toBe(true);
  });

  it("stand in every status, some with another owner, some with nobody to run them", () => {
    const counts = groups(demo.facilities, ({ status }) => status);
    for (const status of ["planned", "building", "open", "closed", "repair"])
      expect(counts[status]).toBeGreaterThan(2);
    expect(
      demo.facilities.filter(({ kind, owner }) => kind === "toilet" && !owner!.includes("环境卫生"))
        .length,
    ).toBeGreaterThan(8);
    expect(demo.facilities.filter(({ manager }) => manager === "").length).toBeGreaterThan(4);
  });

  it("have six stars of each sort created in the year", () => {
    const created = demo.ratings;
    const kindOf = (id: string) =>
      demo.facilities.find(({ facilityId }) => facilityId === id)?.kind ?? "street";
    expect(groups(created, ({ subjectId }) => kindOf(subjectId))).toEqual({
      street: 6,
      transfer_station: 6,
      toilet: 6,
    });
    const years = new Set(created.map(({ validFrom }) => validFrom.slice(0, 4)));
    // a year that has only begun has none yet
    const { day } = daysFrom(anchor);
    expect([...years]).toEqual([day(-130).slice(0, 4)]);
    const names = created.map(({ subjectId }) => ratedName(subjectId));
    for (const name of ["解放大道", "红湘北路中转站", "冶金公厕"]) expect(names).toContain(name);
  });
});

const ratedName = (id: string) =>
  demo.facilities.find(({ facilityId }) => facilityId === id)?.name ??
  demo.streets.find(({ streetId }) => streetId === id)!.name;

describe("its inspections", () => {
  it("are some hundred, of all that is rated and most of the others, and before the anchor", () => {
    const { inspections, ratings } = demo;
    expect(inspections.length).toBeGreaterThan(900);
    expect(inspections.length).toBeLessThanOrEqual(1_500);
    const seen = new Set(inspections.map(({ subjectId }) => subjectId));
    for (const { subjectId } of ratings) expect(seen.has(subjectId)).toBe(true);
    expect(seen.size).toBeGreaterThan(300);
    expect(inspections.every(({ inspectedAt }) => inspectedAt < anchor)).toBe(true);
    expect(new Set(inspections.map(({ inspectionId }) => inspectionId)).size).toBe(
      inspections.length,
    );
  });

  it("find nothing wanting at any name of the document", () => {
    const scored = demo.inspections.map((one) => ({
      name: ratedName(one.subjectId),
      ...scoreOf(RUBRICS[one.rubricId]!, one),
    }));
    const ofDocument = scored.filter(({ name }) => isOfDocument(name));
    expect(ofDocument.length).toBeGreaterThan(20);
    for (const { score, vetoes } of ofDocument) expect([score, vetoes]).toEqual([100, []]);
    expect(scored.some(({ vetoes }) => vetoes.length > 0)).toBe(true);
  });

  it("give each star that was created, on no small sample", () => {
    for (const rating of demo.ratings) {
      const { stars, isSmall } = evidenceOf(rating, demo.inspections);
      expect([ratedName(rating.subjectId), isSmall]).toEqual([ratedName(rating.subjectId), false]);
      expect(stars).toBeGreaterThanOrEqual(rating.stars);
    }
  });

  it("were appealed against twice: one was right, one was not", () => {
    const ends = demo.appeals.map(({ trail }) => trail.at(-1)!.step);
    expect(ends).toEqual(["corrected", "rejected"]);
    for (const { trail } of demo.appeals) expect(trail.every(({ at }) => at < anchor)).toBe(true);
  });
});

describe("its cleaning routes", () => {
  it("ask of every main and model road three full sweeps, two fine sweeps and patrol from 04:30 to 22:30", () => {
    const top = new Set(
      demo.streets
        .filter(({ isMain, isModel }) => isMain || isModel)
        .map(({ streetId }) => streetId),
    );
    for (const season of ["summer", "other"])
      for (const part of season === "summer" ? ["slow_lane", "fast_lane"] : ["whole"])
        expectDue(top, (route) => inForce(route, season, part));
  });

  /** In a season, on a part of the road: what is not of a part is of each. */
  const inForce = (route: DemoRoute, season: string, part: string) =>
    [season, "all"].includes(route.season) && [part, "whole"].includes(route.part);

  function expectDue(top: ReadonlySet<string>, isIn: (route: DemoRoute) => boolean) {
    const due = new Map<string, Record<string, number>>();
    for (const { kind, passes, period, shifts, edgeIds } of demo.routes.filter(isIn)) {
      if (period !== "day" || kind === "collection") continue;
      if (kind === "patrol" && shifts[0]!.from !== "04:30") continue;
      for (const id of new Set(edgeIds)) due.set(id, { ...due.get(id), [kind]: passes });
      if (kind === "patrol") expect(shifts).toEqual([{ from: "04:30", to: "22:30" }]);
    }
    const edges = demo.edges.filter(({ streetId }) => streetId && top.has(streetId));
    expect(edges.length).toBeGreaterThan(100);
    for (const { edgeId } of edges)
      expect(due.get(edgeId)).toEqual({ full_sweep: 3, fine_sweep: 2, patrol: 1 });
  }

  it("wash one main road a day in turn", () => {
    const { value } = demo.settings.find(({ key }) => key === "washRotation")!;
    const { streetIds } = value as { streetIds: string[] }; // as generated
    const wash = demo.routes.filter(({ kind }) => kind === "wash");
    expect(wash).toHaveLength(1);
    expect(wash[0]!.period).toBe("month");
    expect(Math.abs(wash[0]!.passes * streetIds.length - 30)).toBeLessThan(0.2);
  });

  it("collect along streets that touch each other", () => {
    const edgeById = new Map(demo.edges.map((edge) => [edge.edgeId, edge]));
    const tours = demo.routes.filter(({ kind }) => kind === "collection");
    expect(tours).toHaveLength(5);
    for (const { edgeIds } of tours) {
      expect(edgeIds.length).toBeGreaterThan(10);
      edgeIds.slice(1).forEach((id, i) => {
        const [a, b] = [edgeById.get(edgeIds[i]!)!, edgeById.get(id)!];
        const touches = [a.fromNode, a.toNode].some(
          (node) => node === b.fromNode || node === b.toNode,
        );
        expect([edgeIds[i], id, touches]).toEqual([edgeIds[i], id, true]);
      });
    }
  });
});

describe("its complaints", () => {
  it("lie in three years before the anchor, each at an instant of its own local day", () => {
    for (const { occurredOn, occurredAt } of demo.complaints) {
      expect(new Date(occurredAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)).toBe(
        occurredOn,
      );
      expect(occurredOn < dayOf(0) && occurredOn >= dayOf(-1_092)).toBe(true);
    }
  });

  it("use the categories and channels of the presets; a few have no place or no category", () => {
    const categories = new Set(COMPLAINT_CATEGORIES.map(({ id }) => id));
    const channels = new Set(COMPLAINT_CHANNELS.map(({ id }) => id));
    expect(
      demo.complaints.filter(({ category }) => category !== null && !categories.has(category)),
    ).toEqual([]);
    expect(demo.complaints.filter(({ channel }) => !channels.has(channel))).toEqual([]);
    for (const unknown of [
      demo.complaints.filter((c) => c.position === null),
      demo.complaints.filter((c) => c.category === null),
    ]) {
      expect(unknown.length).toBeGreaterThan(300);
      expect(unknown.length).toBeLessThan(1_500);
    }
  });

  it("do not come from the river or a pond", () => {
    const rings = demo.ground
      .filter(({ kind }) => kind === "water")
      .map(({ shape }) => outlineOf(shape));
    const wet = demo.complaints.filter(
      ({ position }) => position && rings.some((ring) => isInRing(position, ring)),
    );
    expect(wet.map(({ complaintId }) => complaintId)).toEqual([]);
  });

  it("refer to streets and facilities that exist, and come close to the facility they name", () => {
    const streets = new Set(demo.streets.map(({ streetId }) => streetId));
    const facilities = new Map(demo.facilities.map((facility) => [facility.facilityId, facility]));
    for (const { streetId, facilityId, position } of demo.complaints) {
      if (streetId) expect(streets.has(streetId)).toBe(true);
      if (facilityId)
        expect(meters(facilities.get(facilityId)!.position, position!)).toBeLessThan(30);
    }
  });
});
