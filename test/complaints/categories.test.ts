import { beforeAll, describe, expect, it } from "vitest";
import {
  categoriesIn,
  categoryGroup,
  DistrictCategories,
  isCategoryId,
} from "../../data/complaint-categories.ts";
import { COMPLAINT_CATEGORIES, COMPLAINT_GROUPS } from "../../data/standards.ts";
import { complaintDesk } from "../worlds/complaint-desk.ts";
import { servedNorth } from "../worlds/served.ts";

const SNOW = { id: "cleaning.snow", title: { zh: "积雪未清", en: "Snow left" }, codes: [] };

describe("a district's own categories", () => {
  it("belong to the group that their id begins with, and presets to theirs", () => {
    expect(categoryGroup(SNOW.id)?.id).toBe("cleaning");
    for (const { id, categories } of COMPLAINT_GROUPS)
      for (const category of categories) expect(categoryGroup(category.id)?.id).toBe(id);
    expect([isCategoryId("nothing.snow"), isCategoryId("snow"), isCategoryId("cleaning.")]).toEqual(
      [...[false, false, false]],
    );
  });

  it("stand after the presets of their group; others are called otherwise or retired", () => {
    const [first, second] = COMPLAINT_GROUPS[0]!.categories;
    const own = DistrictCategories.parse({
      added: [SNOW],
      renamed: [{ id: first!.id, title: { zh: "路脏", en: "Grimy street" } }],
      retired: [second!.id],
    });
    const categories = categoriesIn(own);
    expect(categories).toHaveLength(COMPLAINT_CATEGORIES.length + 1);
    const called = (id: string) => categories.find((category) => category.id === id);
    expect(called(first!.id)).toMatchObject({ title: { zh: "路脏" }, codes: first!.codes });
    expect(called(second!.id)).toMatchObject({ isRetired: true, title: second!.title });
    expect(called(SNOW.id)).toMatchObject({ isOwn: true, isRetired: false });
    const place = COMPLAINT_GROUPS[0]!.categories.length;
    expect(categories[place]!.id).toBe(SNOW.id);
  });

  it.each([
    ["a group there is not", { added: [{ ...SNOW, id: "sky.snow" }] }],
    ["an id twice", { added: [SNOW, { ...SNOW, title: { zh: "雪", en: "Snow" } }] }],
    ["a title twice", { added: [{ ...SNOW, title: COMPLAINT_CATEGORIES[0]!.title }] }],
    ["no title", { added: [{ ...SNOW, title: { zh: " ", en: "x" } }] }],
    ["another name for what is no preset", { renamed: [{ id: SNOW.id, title: SNOW.title }] }],
    ["what is not there retired", { retired: [SNOW.id] }],
  ])("are refused with %s", (_, own) => {
    expect(DistrictCategories.safeParse(own).success).toBe(false);
  });
});

describe("categories of a district that it keeps itself", () => {
  const world = servedNorth();
  let desk: Awaited<ReturnType<typeof complaintDesk>>;
  beforeAll(async () => {
    desk = await complaintDesk(world.database(), world.send);
  });
  const put = (own: object) => desk.sent(desk.manager, "PUT", "/complaint-categories", own);
  const here = { position: [25.003, 60.005] };
  const draft = { channel: "telephone", text: "雪没扫", category: SNOW.id, ...here };
  const titlesIn = (body: { groups: { categories: { id: string; title: object }[] }[] }) =>
    new Map(body.groups.flatMap(({ categories }) => categories).map((one) => [one.id, one.title]));

  it("are not taken before they are there, and by nobody without settings", async () => {
    const early = await desk.sent(desk.duty, "POST", "/complaints", draft, {
      "Idempotency-Key": "early-snow",
    });
    expect([early.status, early.body.faults?.[0]?.rule]).toEqual([400, "category-unknown"]);
    const duty = await desk.sent(desk.duty, "PUT", "/complaint-categories", { added: [SNOW] });
    expect(duty.status).toBe(403);
  });

  it("are taken down, told in the life, the list, its file, the map and to the public", async () => {
    expect((await put({ added: [SNOW] })).status).toBe(200);
    const taken = await desk.taken(desk.duty, draft);
    expect(taken).toMatchObject({ category: SNOW.id, kind: "direct" });
    expect(titlesIn(await desk.asked(desk.duty, "/complaint-life")).get(SNOW.id)).toEqual(
      SNOW.title,
    );
    const compared = await desk.asked(desk.duty, "/complaints/comparison?by=category");
    expect(JSON.stringify(compared.groups)).toContain("积雪未清");
    const file = await world.send(desk.duty, "GET", "/api/districts/north/complaints?format=csv");
    expect(await file.text()).toContain("积雪未清");
    const services = await desk.asked(desk.duty, "/public-services");
    expect(JSON.stringify(services.groups)).toContain("积雪未清");
    const open311 = await world.send(desk.duty, "GET", "/open311/v2/districts/north/services.json");
    expect(await open311.text()).toContain("积雪未清");
    const layers = JSON.stringify(await desk.asked(desk.duty, "/layers"));
    expect(layers).toContain("积雪未清");
  });

  it("are called otherwise from then on, everywhere", async () => {
    const title = { zh: "积雪结冰", en: "Snow and ice" };
    await put({ added: [{ ...SNOW, title }] });
    const file = await world.send(desk.duty, "GET", "/api/districts/north/complaints?format=csv");
    expect(await file.text()).toContain("积雪结冰");
    const layers = JSON.stringify(await desk.asked(desk.duty, "/layers"));
    expect([layers.includes("积雪结冰"), layers.includes("积雪未清")]).toEqual([true, false]);
  });

  it("are retired and not removed once a complaint has them", async () => {
    expect((await put({})).body).toMatchObject({ rule: "category-used" });
    const retired = await put({ added: [SNOW], retired: [SNOW.id] });
    expect([retired.status, retired.body.used]).toEqual([200, { [SNOW.id]: 1 }]);
    const late = await desk.sent(desk.duty, "POST", "/complaints", draft, {
      "Idempotency-Key": "late-snow",
    });
    expect([late.status, late.body.faults?.[0]?.rule]).toEqual([400, "category-retired"]);
    const services = await desk.asked(desk.duty, "/public-services");
    expect(JSON.stringify(services.groups)).not.toContain("积雪未清");
    const file = await world.send(desk.duty, "GET", "/api/districts/north/complaints?format=csv");
    expect(await file.text()).toContain("积雪未清");
  });
});
