// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RubricPage } from "../../web/ratings/rubric-page.tsx";
import { openPage } from "../worlds/opened-page.tsx";

const BASIS = {
  ...{ standard: "the bureau's own", clause: "all", edition: "2026", confidence: "PROPOSAL" },
  ...{ source: "ours", isLaw: false },
};
const item = (itemId: string, zh: string, points: number) => ({
  ...{ itemId, title: { zh, en: "" }, points, weight: 1, neededFrom: null, mayNotApply: false },
  basis: "own",
});
const CONTENT = {
  title: { zh: "星级公厕", en: "Star toilet" },
  subject: { kind: "facility", facilityKind: "toilet" },
  groups: [
    {
      ...{ groupId: "clean", title: { zh: "保洁", en: "Cleanliness" }, note: null },
      items: [item("floor", "地面", 60), item("walls", "墙面", 40)],
    },
    {
      ...{ groupId: "seven", title: { zh: "七无六净", en: "Seven withouts" }, items: [] },
      note: { zh: "由本区录入", en: "For the district to enter" },
    },
  ],
  vetoes: [{ vetoId: "fee", title: { zh: "收费", en: "A fee" }, basis: "own" }],
  stars: [60, 70, 80, 90, 95].map((atLeast, at) => ({ stars: at + 1, atLeast })),
  validityMonths: 12,
  sampling: {
    ...{ intervalDays: 30, randomPerWeek: 4, riskPerWeek: 4, windowDays: 90, leastInspections: 3 },
  },
  bases: { own: BASIS },
};
const version = (number: number, state: string) => ({
  ...{ rubricId: "star-toilet", version: number, state, content: CONTENT, note: "" },
  ...{ effectiveFrom: "2024-05-01", proposedFrom: "2024-05-01", createdBy: "乙" },
  ...{ createdAt: "2024-05-01T08:00:00Z", decidedAt: null, decidedBy: null, decisionNote: null },
});
const rubrics = (lastVersion: number) => ({
  ...{ districtId: "north", day: "2024-05-31" },
  rubrics: [
    {
      ...{ rubricId: "star-toilet", inForce: null, scoredBy: 1, lastVersion },
      versions: [version(1, "proposal")],
    },
  ],
});
const subject = (subjectId: string, name: string, change: string, stars: number) => ({
  ...{ subjectKind: "facility", subjectId, kind: "toilet", rubricId: "star-toilet", code: null },
  ...{ name, nameEn: null, position: null, official: null, change },
  now: { stars: 4, score: 92, n: 3, isSmall: false },
  after: { stars, score: 92, n: 3, isSmall: false },
});
const PREVIEW = {
  ...{ districtId: "north", day: "2024-05-31", rubricId: "star-toilet", comparedWith: 1 },
  counts: { up: 0, down: 1, same: 1, unknown: 7 },
  notYetScored: [],
  subjects: [subject("t1", "湖边公厕", "down", 3), subject("t2", "桥头公厕", "same", 4)],
};

/** What the server has been asked; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = {
    sent: [] as { path: string; body: Record<string, never> }[],
    refusal: null as object | null,
    answer: (_path: string): object => ({}),
  };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    const path = new URL(request.url).pathname.split("/").slice(5).join("/");
    if (request.method !== "GET") {
      state.sent.push({ path, body: JSON.parse(await request.text()) });
      if (state.refusal && !path.endsWith("preview"))
        return Response.json(state.refusal, { status: 409 });
    }
    return Response.json(state.answer(path));
  };
  return state;
});

vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<object>()),
  useParams: () => ({ rubricId: "star-toilet" }),
}));

beforeEach(() => {
  Object.assign(server, { sent: [], refusal: null });
  server.answer = (path) => {
    if (path === "rubrics") return rubrics(1);
    if (path === "rubrics/preview") return PREVIEW;
    return rubrics(2).rubrics[0]!;
  };
});
afterEach(cleanup);

const ALL = ["district.read", "ratings.edit", "ratings.decide"];
const open = (may: readonly string[] = ALL) => openPage(RubricPage, { language: "en", may });
const edit = async () => {
  open();
  fireEvent.click(await screen.findByRole("button", { name: "Write a new version" }));
};
const type = (name: string, value: string) =>
  fireEvent.change(screen.getByRole("textbox", { name }), { target: { value } });
const total = () => screen.getByTestId("total-points").textContent;
const saved = () => server.sent.filter(({ path }) => path.endsWith("/versions"));

describe("a rubric that is read", () => {
  it("says that it is a proposal, what its points come to, and that its bases are not law", async () => {
    open(["district.read"]);
    expect(await screen.findByText("No version is approved: trial only")).toBeTruthy();
    expect(total()).toBe("100");
    expect(screen.getByText("Not law")).toBeTruthy();
    expect(screen.getByText(/For the district to enter/)).toBeTruthy();
    for (const name of ["Approve", "Write a new version", "Withdraw"])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });
});

describe("the editor", () => {
  it("counts points as one types, and takes steps back and forward", async () => {
    await edit();
    type("地面: Points", "50");
    expect(total()).toBe("90");
    type("地面: Weight", "2");
    expect(total()).toBe("140");
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(total()).toBe("90");
    fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
    expect(total()).toBe("100");
    fireEvent.keyDown(document.body, { key: "y", ctrlKey: true });
    expect(total()).toBe("90");
    fireEvent.click(screen.getByRole("button", { name: "Redo" }));
    expect(total()).toBe("140");
  });

  it("keeps what is no number in sight, says so, and does not save it", async () => {
    await edit();
    type("地面: Points", "many");
    expect((screen.getByRole("textbox", { name: "地面: Points" }) as HTMLInputElement).value).toBe(
      "many",
    );
    expect(screen.getByRole("alert").textContent).toContain(
      "地面: more than 0, at most 100 points",
    );
    fireEvent.click(screen.getByRole("button", { name: "Save as a proposal" }));
    expect(saved()).toEqual([]);
    type("地面: Points", "60");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("shows who goes down by a threshold before it is saved, and saves what was typed", async () => {
    await edit();
    type("4 stars", "93");
    expect((await screen.findByTestId("preview-down")).textContent).toBe("1");
    const fallen = screen.getByRole("link", { name: "湖边公厕" }).closest("li")!;
    expect(fallen.textContent).toContain("4 stars (92) → 3 stars (92)");
    expect(screen.getByTestId("preview-unknown").textContent).toBe("7");
    const asked = server.sent.find(({ path }) => path === "rubrics/preview")!;
    expect(asked.body).toMatchObject({ rubricId: "star-toilet" });
    fireEvent.change(screen.getByRole("textbox", { name: "Note" }), {
      target: { value: "stricter" },
    });
    fireEvent.click(screen.getByRole("button", { name: "Save as a proposal" }));
    await waitFor(() => expect(saved()).toHaveLength(1));
    expect(saved()[0]!.body).toMatchObject({
      ...{ lastVersion: 1, effectiveFrom: "2024-05-31", note: "stricter" },
      content: { stars: expect.arrayContaining([{ stars: 4, atLeast: 93 }]) },
    });
  });

  it("adds an item that must have a name, and takes it out again", async () => {
    await edit();
    const group = screen.getByRole("region", { name: "Seven withouts" });
    fireEvent.click(within(group).getByRole("button", { name: "Add an item" }));
    expect(screen.getByRole("alert").textContent).toContain("a Chinese name");
    fireEvent.change(within(group).getByRole("textbox", { name: "Item: Chinese" }), {
      target: { value: "无蝇蛆" },
    });
    expect(screen.queryByRole("alert")).toBeNull();
    expect(total()).toBe("105");
    fireEvent.click(within(group).getByRole("button", { name: "Remove: 无蝇蛆" }));
    expect(total()).toBe("100");
    expect(screen.getByText("No changes")).toBeTruthy();
  });

  it("says that somebody proposed another version meanwhile, and keeps what was written", async () => {
    await edit();
    server.refusal = { code: "stale", title: "Somebody was faster", status: 409 };
    type("4 stars", "93");
    fireEvent.click(screen.getByRole("button", { name: "Save as a proposal" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Somebody has just proposed");
    expect((screen.getByRole("textbox", { name: "4 stars" }) as HTMLInputElement).value).toBe("93");
  });
});

describe("a proposal", () => {
  it("is approved after one has seen what it does, from a day on", async () => {
    open();
    fireEvent.click(await screen.findByRole("button", { name: "Approve" }));
    const dialog = await screen.findByRole("dialog");
    expect((await within(dialog).findByTestId("preview-down")).textContent).toBe("1");
    expect(server.sent.some(({ path }) => path.endsWith("approve"))).toBe(false);
    fireEvent.click(within(dialog).getByRole("button", { name: "Approve" }));
    await waitFor(() =>
      expect(server.sent).toContainEqual({
        path: "rubrics/star-toilet/versions/1/approve",
        body: { effectiveFrom: "2024-05-31", note: "" },
      }),
    );
  });

  it("is withdrawn with a reason and not without", async () => {
    open();
    fireEvent.click(await screen.findByRole("button", { name: "Withdraw" }));
    const dialog = await screen.findByRole("dialog");
    const button = within(dialog).getByRole("button", { name: "Withdraw" }) as HTMLButtonElement;
    expect(button.disabled).toBe(true);
    fireEvent.change(within(dialog).getByRole("textbox", { name: "Reason" }), {
      target: { value: "twice" },
    });
    fireEvent.click(button);
    await waitFor(() => expect(server.sent.at(-1)!.body).toEqual({ note: "twice" }));
  });
});
