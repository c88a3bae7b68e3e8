// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { cleanup, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RecordPage } from "../../web/reports/record-page.tsx";
import { ReportsPage } from "../../web/reports/reports-page.tsx";
import { openPage, TODAY } from "../worlds/opened-page.tsx";

const AREA = {
  ...{ areaId: "w", level: "community", code: "11", name: "西社区", nameEn: "West" },
  parent: { name: "镇", nameEn: "Town" },
};
const HEAD = {
  ...{ reportId: "b1", kind: "bulletin", from: "2024-05-01", to: "2024-05-03" },
  ...{ isPublished: true, year: 2024, number: 7, records: 31, corrects: null, correctedBy: null },
  ...{ publishedAt: "2024-05-04T02:00:00Z", publishedBy: "甲", composedBy: "甲" },
  composedAt: "2024-05-04T01:00:00Z",
};
const ranked = (rank: number | null, count: number) => ({
  ...{ rank, area: AREA, score: rank === null ? null : 91.5 },
  inspections: { count, deducted: 4, score: rank === null ? null : 96 },
  hygiene: { days: 1, of: 2, score: 50 },
  media: { good: 0, bad: 1, open: 0, score: 60 },
});
const RANKING = {
  ...{ kind: "ranking", from: "2024-05-01", to: "2024-05-31", hygieneDays: 2 },
  ...{ weights: { inspections: 70, hygiene: 20, media: 10 }, leastInspections: 1 },
  groups: [
    { level: "subdistrict", areas: [ranked(1, 4), ranked(null, 0)] },
    { level: "community", areas: [] },
  ],
  records: { inspectionIds: ["i1"], activityIds: [], exposures: [] },
  definition: { zh: "口径", en: "Defined" },
};
const OVERVIEW = {
  ...{ districtId: "north", query: { from: "2023-06-01", to: "2024-05-30" }, intervalDays: 3 },
  ...{ since: "2023-01-01", due: { bulletins: 122, rankings: 12 } },
  ...{ issued: { bulletins: 48, rankings: 12, corrections: 1 }, drafts: [], rankings: [] },
  ...{ definition: { zh: "口径", en: "Defined" }, bulletins: [HEAD] },
  next: { from: "2024-05-29", to: TODAY, month: "2024-04" },
};
const RECORDS = {
  ...{ districtId: "north", query: { from: "2023-06-01", to: "2024-05-30" } },
  ...{ counts: { inspections: 1, activities: 0, exposures: 0 }, activities: [], exposures: [] },
  inspections: [
    {
      ...{ inspectionId: "i1", areaId: "w", level: "community", areaName: "西社区" },
      ...{ areaNameEn: "West", day: "2024-05-02", enteredAt: "2024-05-02T08:00:00Z" },
      ...{ enteredBy: "甲", withdrawn: null, deducted: 6, note: "", photographs: 0 },
      found: [{ itemId: "dead_corner", places: 2, points: 3 }],
    },
  ],
  greatestCount: 300,
};
const CHOICES = {
  ...{ districtId: "north", today: TODAY, deductionsCap: 40, hygieneWeekday: 5 },
  areas: [{ ...AREA, parent: undefined, parentId: null }],
  items: [
    { itemId: "dead_corner", title: { zh: "卫生死角", en: "Corner never cleaned" }, points: 3 },
  ],
};

/** What the server has been asked, and how it answers; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = {
    sent: [] as { path: string; body: unknown }[],
    answer: (_path: string): object => ({}),
  };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    const url = new URL(request.url);
    const path = url.pathname.split("/").slice(5).join("/");
    if (request.method !== "GET") {
      const text = await request.text();
      state.sent.push({ path, body: text === "" ? null : JSON.parse(text) });
    }
    return Response.json(state.answer(path), { status: request.method === "POST" ? 201 : 200 });
  };
  return state;
});

configure({ asyncUtilTimeout: 10_000 }); // the page comes in parts
beforeEach(() => {
  server.sent = [];
  server.answer = (path) => {
    if (path === "overview") return OVERVIEW;
    if (path.startsWith("rankings/"))
      return {
        districtId: "north",
        month: "2024-05",
        isOver: false,
        published: [],
        drafts: [],
        current: RANKING,
      };
    if (path === "records") return RECORDS;
    if (path === "choices") return CHOICES;
    if (path === "documents") return { ...HEAD, reportId: "new", isPublished: false };
    return RECORDS.inspections[0]!;
  };
});
afterEach(cleanup);

it("tells what was due and what was issued apart, and names what each was made of", async () => {
  openPage(ReportsPage, { may: ["district.read"] });
  const pair = (await screen.findByText("one every 3 days")).closest(".rep-pair")!;
  expect(pair.textContent).toContain("Due122");
  expect(pair.textContent).toContain("Issued48");
  expect(pair.textContent).toContain("74 not issued; none is made up");
  expect(screen.getByText("and 1 corrections")).toBeTruthy();
  const bulletin = await screen.findByRole("link", { name: /2024 no. 7/ });
  expect(bulletin.textContent).toContain("31 records");
  expect(bulletin.getAttribute("href")).toContain("/reports/bulletins/b1");
  // who may only read records nothing and composes nothing
  expect(screen.queryByRole("button", { name: "Compose a bulletin" })).toBeNull();
  expect(screen.queryByRole("link", { name: "Record an inspection" })).toBeNull();
});

it("shows the weights beside the ranking, n beside each score, and no rank without data", async () => {
  openPage(ReportsPage, { may: ["district.read"] });
  const month = await screen.findByRole("region", { name: "2024-05 so far" });
  expect(await within(month).findByText(/Weights: inspections 70/)).toBeTruthy();
  expect(month.textContent).toContain("(proposal)");
  expect(month.textContent).toContain("n 4, −4");
  expect(month.textContent).toContain("1 areas were inspected too seldom");
});

it("composes the days after the last bulletin, for whoever may publish", async () => {
  const { router } = openPage(ReportsPage, { may: ["district.read", "reports.publish"] });
  fireEvent.click(await screen.findByRole("button", { name: "Compose a bulletin" }));
  const dialog = await screen.findByRole("dialog");
  fireEvent.submit(dialog.querySelector("form")!);
  await waitFor(() => expect(server.sent).toHaveLength(1));
  expect(server.sent[0]).toEqual({
    path: "documents",
    body: { kind: "bulletin", from: "2024-05-29", to: TODAY },
  });
  await waitFor(() => expect(router.state.location.pathname).toBe("/reports/bulletins/new"));
});

it("enters an inspection in a few presses, says what is missing, and takes it back", async () => {
  openPage(RecordPage, { may: ["district.read", "reports.record"] });
  fireEvent.click(await screen.findByRole("button", { name: "Save the inspection" }));
  expect((await screen.findByRole("alert")).textContent).toBe("Choose an area.");
  const field = screen.getByLabelText("Community, township or sub-district");
  fireEvent.change(field, { target: { value: "wes" } });
  fireEvent.keyDown(field, { key: "Enter" });
  const [more] = screen.getAllByRole("button", { name: "Corner never cleaned: one place more" });
  fireEvent.click(more!);
  fireEvent.click(more!);
  expect(screen.getByText("6 points off, 94 left")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Save the inspection" }));
  expect(await screen.findByText("Saved: West")).toBeTruthy();
  expect(server.sent[0]).toMatchObject({
    path: "inspections",
    body: { areaId: "w", day: TODAY, found: [{ itemId: "dead_corner", places: 2 }] },
  });
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(server.sent.at(-1)!.path).toMatch(/^inspections\/.*\/withdraw$/));
  expect(await screen.findByText("Undone: it counts no more.")).toBeTruthy();
});
