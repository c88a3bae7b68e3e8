// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pressedEdge } from "../../web/cleaning/route-click.ts";
import { RoutesPanel } from "../../web/cleaning/route-panel.tsx";
import { editingNow, setEditing } from "../../web/cleaning/route-session.ts";
import { RouteSheet } from "../../web/cleaning/route-sheet.tsx";
import type { Language } from "../../web/ui/language.ts";
import { openPage } from "../worlds/opened-page.tsx";

const ROUTE = {
  ...{ routeId: "r1", code: "R-1", name: "中街普扫", nameEn: "Middle Street", work: "full_sweep" },
  ...{ part: "whole", season: "all", proof: "positions", turn: "none", team: "一班" },
  ...{ vehicleKind: "sweeper", vehicles: [{ vehicleId: "v1", plate: "演A1" }] },
  ...{ shifts: [{ from: "04:30", to: "07:00" }], passes: 1, period: "day", note: "" },
  ...{ validFrom: "2024-01-01", validTo: null, revision: 4, lengthMeters: 1_000 },
  ...{ weightedKilometers: 1.5, passesADay: 1, edgeIds: ["a"], stopIds: [] },
};
const OTHER = {
  ...{ ...ROUTE, routeId: "r2", code: "R-2", name: "横街普扫", nameEn: "Side Street" },
  ...{ edgeIds: ["b"], lengthMeters: 500, weightedKilometers: 0.5 },
};
const street = (streetId: string, name: string, nameEn: string) => ({ streetId, name, nameEn });
const edge = (
  edgeId: string,
  streetId: string,
  nodes: number[],
  lengthMeters: number,
  weight: number,
) => ({
  ...{ edgeId, streetId, nodes, lengthMeters, weight, grade: 1, isMain: false, oneway: "no" },
  ...{ isDrivable: true, isWalkable: true, path: nodes.map((node) => [25 + node / 100, 60]) },
});
const VERSION = { routeId: "r1", name: "中街普扫", validFrom: "2024-01-01", validTo: null };
const PAGE = {
  ...{ ...ROUTE, districtId: "north", today: "2024-05-31", stops: [], canTakeBack: false },
  versions: [{ ...VERSION, madeOn: null, madeBy: null }],
  runs: [
    {
      ...{
        streetId: "s",
        name: "中街",
        nameEn: "Middle Street",
        first: 0,
        last: 0,
        isBreak: false,
      },
      ...{ lengthMeters: 1_000, weightedKilometers: 1.5, grades: [1], isMain: true },
      ...{ from: [], to: [street("t", "横街", "Side Street")] },
    },
  ],
};
const ANSWERS: Readonly<Record<string, object>> = {
  network: {
    districtId: "north",
    edges: [edge("a", "s", [1, 2], 1_000, 1.5), edge("b", "t", [2, 3], 500, 1)],
    streets: [street("s", "中街", "Middle Street"), street("t", "横街", "Side Street")],
  },
  "routes-overview": {
    ...{ districtId: "north", day: "2024-05-31", gradedMeters: 2_000 },
    overlaps: [
      {
        ...{ work: "full_sweep", part: "whole", edgeIds: ["a"], lengthMeters: 1_000 },
        routes: [ROUTE, OTHER].map(({ routeId, code, name, nameEn }) => ({
          routeId,
          code,
          name,
          nameEn,
        })),
      },
    ],
    uncovered: [{ grade: 2, edgeIds: ["c"], lengthMeters: 500 }],
    teams: [{ team: "一班", routes: 2, kilometersADay: 1.5, weightedKilometersADay: 2 }],
  },
  vehicles: { districtId: "north", vehicles: [] },
  path: { districtId: "north", edgeIds: ["b"], lengthMeters: 500, streets: [], breaks: [] },
};

/** What the server has been asked, and how it answers; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = {
    routes: [] as object[],
    refusal: null as object | null,
    isDown: false,
    sent: [] as { method: string; path: string; ifMatch: string | null; body: unknown }[],
    answer: (_path: string): object => ({}),
  };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    const path = new URL(request.url).pathname.split("/").slice(4).join("/");
    if (state.isDown)
      return Response.json({ code: "internal", title: "The server failed" }, { status: 500 });
    if (request.method !== "GET") {
      const text = await request.text();
      const body = text === "" ? null : JSON.parse(text);
      state.sent.push({
        method: request.method,
        path,
        ifMatch: request.headers.get("if-match"),
        body,
      });
      if (state.refusal && !path.endsWith("path"))
        return Response.json(state.refusal, { status: 400 });
    }
    return Response.json(state.answer(path));
  };
  return state;
});

beforeEach(() => {
  Object.assign(server, { routes: [ROUTE, OTHER], refusal: null, isDown: false, sent: [] });
  server.answer = (path) => {
    if (path === "cleaning/routes")
      return {
        districtId: "north",
        day: "2024-05-31",
        code: null,
        upcoming: 1,
        routes: server.routes,
      };
    if (path.startsWith("cleaning/routes/")) return PAGE;
    return ANSWERS[path.replace("cleaning/", "")] ?? {};
  };
});
afterEach(() => {
  cleanup();
  act(() => setEditing(null));
});

const open = (
  path = "/",
  language: Language = "en",
  may = ["district.read", "cleaning.edit"],
  Page = RoutesPanel,
) => openPage(Page, { path, language, may }).router;

describe("the list of routes", () => {
  it("tells each by team with length and workload, and counts what is amiss", async () => {
    open();
    const row = await screen.findByRole("link", { name: /R-1 Middle Street/ });
    expect(row.textContent).toContain("1 km · 1.5 km×grade · 1 vehicles");
    expect(screen.getByText(/1 more versions to come/)).toBeTruthy();
    expect(await screen.findByText("1 sets · 1 km")).toBeTruthy();
    expect(screen.getByText("0.5 km · 25% of graded streets")).toBeTruthy(); // 500 m of 2,000 m
  });

  it("says that there is none, and offers whoever may to begin one", async () => {
    server.routes = [];
    open();
    expect(await screen.findByText(/Begin one and press its streets/)).toBeTruthy();
    cleanup();
    open("/", "zh-CN", ["district.read"]);
    expect(await screen.findByText("这一天没有生效的路线。")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "新建路线" })).toBeNull();
  });

  it("says why it failed", async () => {
    server.isDown = true;
    open();
    expect((await screen.findAllByRole("alert"))[0]!.textContent).toContain("The server failed");
  });
});

describe("a route that is open", () => {
  it("shows its streets with their crossings and is not edited by whoever only reads", async () => {
    open("/?route=r1", "en", ["district.read"]);
    expect(await screen.findByText("– → Side Street")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Route sheet" }).getAttribute("href")).toContain(
      "route=r1",
    );
    expect(screen.queryByRole("button", { name: "Edit" })).toBeNull();
  });

  it("gets a street, tells the workload beside the team's, goes back, and is saved from tomorrow", async () => {
    open("/?route=r1");
    fireEvent.click(await screen.findByRole("button", { name: "Edit" }));
    const load = await screen.findByTestId("workload");
    expect(load.textContent).toBe("1.5");
    expect(await screen.findByText(/other 1 routes average 0.5 a day/)).toBeTruthy();
    await act(() => pressedEdge("north", { id: "b", streetId: "t" }, false));
    expect(server.sent.at(-1)).toMatchObject({
      path: "cleaning/path",
      body: { going: "vehicle", after: ["a"], through: [{ edgeId: "b" }] },
    });
    expect(load.textContent).toBe("2"); // 1 km × 1.5 + 0.5 km × 1
    fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
    expect(load.textContent).toBe("1.5");
    fireEvent.keyDown(document.body, { key: "y", ctrlKey: true });
    expect(load.textContent).toBe("2");
    expect(
      screen.getByText(
        "The running version holds until May 31, 2024; the new one from Jun 1, 2024.",
      ),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(editingNow()).toBeNull());
    expect(server.sent.at(-1)).toMatchObject({
      ...{ method: "PUT", path: "cleaning/routes/r1", ifMatch: '"4"' },
      body: { validFrom: "2024-06-01", edgeIds: ["a", "b"], vehicleIds: ["v1"] },
    });
  });

  it("takes a street out where it is pressed again, and puts others in where one said", async () => {
    open("/?route=r1");
    fireEvent.click(await screen.findByRole("button", { name: "Edit" }));
    await screen.findByTestId("workload");
    fireEvent.click(screen.getByRole("button", { name: "Insert here" }));
    await act(() => pressedEdge("north", { id: "b", streetId: "t" }, false));
    // the way goes on to what comes after it, which is there already
    expect(server.sent.at(-1)?.body).toMatchObject({
      after: [],
      through: [{ edgeId: "b" }, { edgeId: "a" }],
    });
    await act(() => pressedEdge("north", { id: "a", streetId: "s" }, false));
    expect(editingNow()?.draft.edgeIds).toEqual([]);
  });

  it("says what is wrong, field by field, and asks before it is discarded", async () => {
    document.documentElement.lang = "zh-CN";
    open("/?route=r1", "zh-CN");
    fireEvent.click(await screen.findByRole("button", { name: "修改" }));
    fireEvent.change(await screen.findByLabelText("次数"), { target: { value: "0" } });
    server.refusal = {
      ...{
        type: "urn:huanwei:problem:body-invalid",
        title: "T",
        status: 400,
        code: "body-invalid",
      },
      faults: [
        { field: "passes", remedy: "more", rule: "too-small", limit: 0 },
        { field: "shifts", remedy: "no overlap", rule: "shifts-overlap" },
      ],
    };
    fireEvent.click(screen.getByRole("button", { name: "保存" }));
    const told = await screen.findByText("班次：班次时间互相重叠");
    expect(within(told.closest("div")!).getByText("有 2 处要改：")).toBeTruthy();
    HTMLDialogElement.prototype.showModal ??= () => undefined;
    fireEvent.click(screen.getAllByRole("button", { name: "放弃" })[0]!);
    expect(screen.getByText("放弃没有保存的改动？")).toBeTruthy();
    expect(editingNow()).not.toBeNull();
  });
});

describe("the route sheet", () => {
  it("is of paper: streets in order with crossings, lengths and grades, and marked as a demonstration", async () => {
    open("/?route=r1", "zh-CN", ["district.read"], RouteSheet);
    const table = await screen.findByRole("table");
    const cells = within(table).getAllByRole("row")[1]!;
    expect(cells.textContent).toBe("1中街–横街1,000主要 一级");
    expect(screen.getByText(/演示/)).toBeTruthy();
    await waitFor(() =>
      expect(document.querySelector(".rts-line")?.getAttribute("d")).toMatch(/^M/),
    );
  });

  it("says that no route is named", async () => {
    open("/", "en", ["district.read"], RouteSheet);
    expect(await screen.findByText(/No route is named/)).toBeTruthy();
  });
});
