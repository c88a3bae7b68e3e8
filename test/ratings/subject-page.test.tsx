// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SubjectPage } from "../../web/ratings/subject-page.tsx";
import { openPage } from "../worlds/opened-page.tsx";

const TITLE = { zh: "地面干净", en: "Floor clean" };
const RATING = {
  ...{ ratingId: "g1", stars: 4, isTrial: false, kind: "creation", validFrom: "2024-01-01" },
  ...{ validTo: "2025-01-01", reason: "三次检查均在 90 分以上", rubricId: "star-toilet" },
  ...{ rubricVersion: 2, score: 92.5, evidence: ["i1"], decidedAt: "2024-01-01T08:00:00Z" },
  decidedBy: "丙",
};
const TRIAL = {
  ...{ rubricVersion: 2, isApproved: true, from: "2024-03-03", to: "2024-05-31", n: 3, score: 84 },
  ...{ stars: 3, isSmall: false, leastInspections: 3, vetoes: [], cappedFrom: null },
  inspectionIds: ["i1"],
};
const SUBJECT = {
  ...{ subjectKind: "facility", subjectId: "t1", kind: "toilet", rubricId: "star-toilet" },
  ...{ code: "T1", name: "湖边公厕", nameEn: "Lake Toilet", position: [25, 60], areaId: "w" },
  ...{ areaName: "西街", areaNameEn: "West", manager: "一班", status: "open", isModel: false },
  ...{ lengthMeters: null, rating: RATING, trial: TRIAL, lastInspectedOn: "2024-05-20" },
  ...{ dueOn: "2024-06-19", openDefects: 1, openTasks: 0, redFlags: 0, rank: 2 },
  complaints: {
    ...{ n: 12, linked: 10, near: 2, perKm: null, from: "2023-12-03", to: "2024-05-31", days: 180 },
  },
  warnings: [{ kind: "score", value: 84, limit: 90, n: 3, isSmall: false, day: null, ids: [] }],
};
const FILE = {
  ...{ districtId: "north", date: "2024-05-31", subject: SUBJECT, nearMeters: 50 },
  complaintsDefinition: { zh: "口径", en: "Counted so" },
  ratings: [RATING],
  inspections: [{ inspectionId: "i1", isInWindow: true }],
  breakdown: [
    {
      ...{ groupId: "g", title: { zh: "保洁", en: "Cleanliness" } },
      items: [{ itemId: "floor", title: TITLE, of: 8, mean: 5, n: 3 }],
    },
  ],
  defects: [
    {
      itemId: "floor",
      title: TITLE,
      lost: 3,
      of: 8,
      note: "",
      inspectionId: "i1",
      day: "2024-05-20",
    },
  ],
  ...{ appeals: [], tasks: [], redFlags: [], photographs: 0 },
};
const INSPECTION = {
  inspectionId: "i1",
  subject: {
    ...{ kind: "facility", id: "t1", code: "T1", name: "湖边公厕", nameEn: null },
    facilityKind: "toilet",
  },
  ...{ rubricId: "star-toilet", rubricTitle: TITLE, rubricVersion: 2, isTrial: false },
  ...{ isVersionInForce: true, level: "section", inspectedAt: "2024-05-20T08:00:00Z" },
  ...{ receivedAt: "2024-05-20T09:00:00Z", inspector: "other", inspectorName: "丁", score: 84 },
  ...{ stars: 3, cappedFrom: null, vetoes: [], deductionCount: 1, photographCount: 0 },
  positionCheck: {
    ...{ state: "far", source: "device", distanceMeters: 420, accuracyMeters: 8, limitMeters: 150 },
  },
  ...{ reinspectionOf: null, taskId: null, isCorrected: false, isVoid: false, withdrawn: null },
  appeal: null,
};
const WHOLE = {
  ...{ ...INSPECTION, marks: [], foundVetoes: [], remark: "", position: null, isSigned: false },
  ...{ signature: null, mended: null, photographs: [], appeals: [], closesTasks: [] },
  deductions: [{ itemId: "floor", title: TITLE, lost: 3, of: 8, note: "积水" }],
  mayAppealUntil: "2024-06-10",
};
const APPEAL = {
  ...{ appealId: "a1", inspection: INSPECTION, raisedAt: "2024-05-21T08:00:00Z", raisedBy: "戊" },
  ...{ words: "当日停水", state: "accepted", isClosed: false, task: null },
  nextSteps: ["reinspection", "corrected", "voided", "rejected", "withdrawn"],
  trail: [
    {
      ...{ at: "2024-05-21T08:00:00Z", step: "raised", actorName: "戊", words: "当日停水" },
      corrections: null,
    },
  ],
};

/** What the server has been asked; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = {
    sent: [] as { path: string; body: unknown }[],
    file: {} as object,
    appeals: [] as object[],
    answer: (_path: string): object => ({}),
  };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    const path = new URL(request.url).pathname.split("/").slice(5).join("/");
    if (request.method !== "GET") state.sent.push({ path, body: JSON.parse(await request.text()) });
    return Response.json(state.answer(path));
  };
  return state;
});

vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<object>()),
  useParams: () => ({ kind: "facility", subjectId: "t1" }),
}));

beforeEach(() => {
  Object.assign(server, { sent: [], file: FILE, appeals: [] });
  server.answer = (path) => {
    if (path === "subjects/facility/t1") return server.file;
    if (path === "inspections") return { total: 1, inspections: [INSPECTION], next: null };
    if (path === "inspections/i1") return WHOLE;
    if (path === "appeals") return { total: server.appeals.length, appeals: server.appeals };
    if (path === "rubrics") return { rubrics: [] };
    return { inspectors: [] };
  };
});
afterEach(cleanup);

const open = (may: readonly string[] = ["district.read"], path = "/?starInspection=i1") =>
  openPage(SubjectPage, { language: "en", may, path });
const withTrial = (change: object, rating: object | null = RATING) => {
  server.file = { ...FILE, subject: { ...SUBJECT, rating, trial: { ...TRIAL, ...change } } };
};

describe("the file of a subject", () => {
  it("says which star is in force, why, until when and under which version", async () => {
    open();
    expect((await screen.findAllByText("三次检查均在 90 分以上")).length).toBeGreaterThan(0);
    expect(
      screen.getByText(/by version 2 of the rubric · rests on 1 inspections · mean 92.5/),
    ).toBeTruthy();
    expect(screen.getByText("Mean 84, below 90 (n=3)")).toBeTruthy();
    expect(screen.getByText("as much as 3 stars")).toBeTruthy();
    expect(screen.getByText("5 / 8")).toBeTruthy();
    expect(screen.getByText("10 about it, 2 nearest to it within 50 m")).toBeTruthy();
  });

  it("opens the inspection that the link names, with what it found and that nobody stood there", async () => {
    open();
    expect(await screen.findByText("积水")).toBeTruthy();
    expect(screen.getByText("420 m away: not on the spot")).toBeTruthy();
    expect(screen.getByText("Appeals until Jun 10, 2024")).toBeTruthy();
    for (const name of ["Appeal", "Order a re-inspection", "Take back"])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });

  it("says of a small sample that it is one, with n", async () => {
    withTrial({ n: 1, isSmall: true });
    open();
    expect(await screen.findByText("Small sample: n=1, 3 asked for")).toBeTruthy();
  });
});

describe("a decision", () => {
  const dialog = async () => {
    fireEvent.click(await screen.findByRole("button", { name: "Review, lower, remove" }));
    return within(await screen.findByRole("dialog"));
  };

  it("lowers a star to no more than inspections give, with a reason, once it is confirmed", async () => {
    open(["district.read", "ratings.decide"]);
    const inside = await dialog();
    fireEvent.click(inside.getByRole("button", { name: "Lower" }));
    expect(inside.queryByRole("button", { name: "4 stars" })).toBeNull();
    fireEvent.click(inside.getByRole("button", { name: "2 stars" }));
    expect(inside.getByText(/4 stars → 2 stars/)).toBeTruthy();
    const decide = inside.getByRole("button", { name: "Decide" }) as HTMLButtonElement;
    expect(decide.disabled).toBe(true);
    fireEvent.change(inside.getByRole("textbox", { name: "Reason" }), {
      target: { value: "均分下降" },
    });
    fireEvent.click(decide);
    await waitFor(() =>
      expect(server.sent).toEqual([
        {
          path: "subjects/facility/t1/decisions",
          body: { kind: "lowering", stars: 2, validFrom: "2024-05-31", reason: "均分下降" },
        },
      ]),
    );
  });

  it("cannot be made while the rubric is only proposed, and leads to it", async () => {
    withTrial({ isApproved: false });
    open(["district.read", "ratings.decide"]);
    const inside = await dialog();
    expect(inside.getByText(/The rubric is not approved/)).toBeTruthy();
    expect(inside.getByRole("link", { name: "The rubric" })).toBeTruthy();
    expect((inside.getByRole("button", { name: "Decide" }) as HTMLButtonElement).disabled).toBe(
      true,
    );
  });

  it("is offered to nobody else", async () => {
    open(["district.read", "ratings.inspect"]);
    await screen.findAllByText("三次检查均在 90 分以上");
    expect(screen.queryByRole("button", { name: "Review, lower, remove" })).toBeNull();
  });
});

describe("an appeal", () => {
  it("is raised in words against an inspection of somebody else", async () => {
    open(["district.read", "ratings.appeal"]);
    fireEvent.click(await screen.findByRole("button", { name: "Appeal" }));
    const inside = within(await screen.findByRole("dialog"));
    fireEvent.change(inside.getByRole("textbox", { name: "Why" }), { target: { value: "停水" } });
    fireEvent.click(inside.getByRole("button", { name: "Appeal" }));
    await waitFor(() =>
      expect(server.sent).toEqual([
        { path: "appeals", body: { inspectionId: "i1", words: "停水" } },
      ]),
    );
  });

  it("is decided with its trail in sight; a correction takes no more points than there are", async () => {
    server.appeals = [APPEAL];
    open(["district.read", "ratings.decide"]);
    expect(await screen.findByText("当日停水")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Correct the score" }));
    const inside = within(await screen.findByRole("dialog"));
    fireEvent.change(inside.getByRole("textbox", { name: "Reason" }), {
      target: { value: "属实" },
    });
    const points = inside.getByRole("textbox", { name: /Floor clean/ });
    const correct = inside.getByRole("button", { name: "Correct the score" }) as HTMLButtonElement;
    fireEvent.change(points, { target: { value: "9" } });
    expect(correct.disabled).toBe(true);
    fireEvent.change(points, { target: { value: "8" } });
    fireEvent.click(correct);
    await waitFor(() =>
      expect(server.sent).toEqual([
        {
          path: "appeals/a1/steps",
          body: {
            ...{ step: "corrected", words: "属实" },
            corrections: [{ itemId: "floor", points: 8 }],
          },
        },
      ]),
    );
  });
});
