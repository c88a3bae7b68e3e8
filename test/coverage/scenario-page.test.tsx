// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CurrentDistrict, type Session } from "../../web/api/session.ts";
import { questionOf } from "../../web/coverage/params.ts";
import type { CoverageAnswer } from "../../web/coverage/queries.ts";
import { ScenarioPage } from "../../web/coverage/scenario-page.tsx";
import type { ComparisonColumn, Figures, Scenario } from "../../web/coverage/scenario-queries.ts";
import { Scenarios } from "../../web/coverage/scenario-section.tsx";
import { type View, ViewContext } from "../../web/map/view.ts";
import { LanguageContext } from "../../web/ui/language.ts";

type Sent = { method: string; path: string; body: unknown; ifMatch: string | null };

/** What the server has been sent, and how it answers a path; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = { sent: [] as Sent[], answer: (_: Sent): unknown => ({}) };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    const sent: Sent = {
      method: request.method,
      path: new URL(request.url).pathname.replace("/api/districts/north/coverage", ""),
      body: request.method === "GET" ? null : await request.json().catch(() => null),
      ifMatch: request.headers.get("if-match"),
    };
    state.sent.push(sent);
    return Response.json(state.answer(sent));
  };
  return state;
});

const figures = (served: number): Figures => ({
  ...{ at: "2024-05-01T09:00:00Z", radiusMeters: 300, backedUp: 0, straight: 0 },
  totals: { demand: 1000, served, withoutRoom: 0, outside: 1000 - served, rejected: 0 },
  streets: { meters: 2000, servedMeters: 500 },
  distances: { reached: 1000, meanMeters: 100, quantiles: [] },
  compliance: null,
  stars: { sum: 9, rated: 2 },
  sites: { count: 3, added: 1, moved: 0, closed: 0 },
  gaps: { count: 2, largest: 4 },
  cost: { yuan: 0, known: 0, unknown: 1 },
});
const question = {
  ...questionOf({}),
  ...{ radiusMeters: 250 },
  edits: { added: [{ id: "new-1", position: [25.1, 60.1] }], moved: [], closed: [], barriers: [] },
};
const scenario: Scenario = {
  ...{ scenarioId: "a", revision: 4, name: "西片", note: null, costs: {}, targets: 0 },
  ...{ question, figures: figures(400), createdBy: "甲", updatedBy: "甲" },
  ...{ createdAt: "2024-05-01T09:00:00Z", updatedAt: "2024-05-01T09:00:00Z" },
};
const column = (more: Partial<ComparisonColumn>): ComparisonColumn => ({
  ...{ scenarioId: null, name: null, baseline: 0, asked: null, failure: null },
  ...{ now: figures(300), saved: null, differs: [], areas: [], tried: [], sites: [], gaps: [] },
  ...more,
});
const comparison = {
  ...{ districtId: "north", at: "2024-05-31T09:00:00Z", today: "2024-05-31" },
  ...{ areas: [], outlines: [] },
  columns: [
    column({}),
    column({
      ...{ scenarioId: "a", name: "西片", now: figures(420), saved: figures(400) },
      differs: ["served", "outside"],
    }),
  ],
};
const target = {
  ...{ targetId: "t", revision: 2, kind: "toilet", name: "西片 公厕 1", position: null },
  ...{ plannedFor: "2024-01-01", state: "building", statedState: "planned", costYuan: null },
  facility: { facilityId: "f", name: "北厕", nameEn: null, status: "building" },
  ...{ note: null, scenario: { scenarioId: "a", name: "西片" }, isLate: true },
  ...{ updatedBy: "甲", updatedAt: "2024-05-01T09:00:00Z" },
};
const progress = {
  ...{ kind: "toilet", all: 2, planned: 1, approved: 0, building: 1, done: 0, dropped: 0 },
  ...{ late: 1, costYuan: 0, costKnown: 0 },
};
const targets = { districtId: "north", progress: [progress], targets: [target] };

beforeEach(() => {
  server.sent.length = 0;
  server.answer = ({ method, path }) => {
    if (path === "/scenarios/compare") return comparison;
    if (path.startsWith("/targets") || path.endsWith("/targets")) return targets;
    return method === "GET" || method === "DELETE"
      ? { districtId: "north", most: 200, scenarios: [scenario] }
      : scenario;
  };
});
afterEach(cleanup);

const view: View = {
  district: {
    ...{ districtId: "north", name: "北区", nameEn: "North", timeZone: "Europe/Helsinki" },
    ...{ isDemo: false, bbox: null, center: null, today: "2024-05-31", attributions: [] },
  },
  date: "2024-05-31",
  period: { from: "2024-05-04", to: "2024-05-31" },
  ...{ layers: null, selection: null, camera: null },
};
const sessionOf = (permission: string) =>
  ({
    account: {
      ...{ accountId: "a1", displayName: "甲", mustDo: null },
      districts: [
        { districtId: "north", permissions: [{ permission, isWhole: true, areaIds: [] }] },
      ],
    },
  }) as unknown as Session; // what the page asks of it

/** A page under a link. @returns what the link holds now. */
function open(Page: () => React.ReactNode, search: string, permission = "coverage.edit") {
  document.documentElement.lang = "zh-CN";
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(["accounts", "session"], sessionOf(permission));
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <LanguageContext value="zh-CN">
          <CurrentDistrict value="north">
            <ViewContext value={{ view, change: () => {} }}>
              <Page />
            </ViewContext>
          </CurrentDistrict>
        </LanguageContext>
      ),
    }),
    history: createMemoryHistory({ initialEntries: [`/${search}`] }),
  });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return () => router.state.location.search as Record<string, unknown>;
}
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const written = () => server.sent.filter(({ method }) => method !== "GET");

// the section reads sites alone
const coverage = { sites: [] } as unknown as CoverageAnswer;
const InPanel = () => <Scenarios coverage={coverage} />;

describe("scenarios in the panel", () => {
  it("save what is tried under a name, with its cost, and open it", async () => {
    const link = open(InPanel, "?tries=new-1@25.100000,60.100000");
    await screen.findByText("西片");
    fireEvent.change(screen.getByLabelText("方案名称"), { target: { value: " 东片 " } });
    fireEvent.change(screen.getByLabelText("新增 1 的费用"), { target: { value: "三" } });
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "保存" }).disabled).toBe(true);
    fireEvent.change(screen.getByLabelText("新增 1 的费用"), { target: { value: "350000" } });
    press("保存");
    await waitFor(() => expect(link().scenario).toBe("a"));
    expect(written()).toMatchObject([
      {
        ...{ method: "POST", path: "/scenarios", ifMatch: null },
        body: {
          ...{ name: "东片", note: null, costs: { "new-1": 350_000 } },
          question: { kind: "toilet", edits: { added: [{ id: "new-1", position: [25.1, 60.1] }] } },
        },
      },
    ]);
  });

  it("open with all they ask, say when something was changed, and are written anew", async () => {
    const link = open(InPanel, "?demand=daytime&site=t1");
    fireEvent.click(await screen.findByRole("button", { name: /^西片/ }));
    await waitFor(() => expect(link().scenario).toBe("a"));
    expect(link()).toMatchObject({ reach: "250", tries: "new-1@25.100000,60.100000" });
    expect([link().demand, link().site]).toEqual([undefined, undefined]);
    cleanup();
    open(InPanel, "?scenario=a&tries=new-1@25.100000,60.200000&reach=%22250%22");
    await screen.findByText("有改动");
    press("更新“西片”");
    await waitFor(() => expect(written()).toHaveLength(1));
    expect(written()[0]).toMatchObject({ method: "PUT", path: "/scenarios/a", ifMatch: '"4"' });
  });

  it("are asked for once more before they are deleted, and not offered to whoever may not", async () => {
    const link = open(InPanel, "?scenario=a&compare=a,b");
    await screen.findByText("西片");
    press("删除");
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("建设目标保留");
    expect(written()).toEqual([]);
    fireEvent.click(within(dialog).getByRole("button", { name: "删除" }));
    await waitFor(() => expect(link()).toMatchObject({ compare: "b" }));
    expect(link().scenario).toBeUndefined();
    cleanup();
    open(InPanel, "", "district.read");
    await screen.findByText("西片");
    expect(screen.queryByLabelText("方案名称")).toBeNull();
    expect(screen.queryByRole("button", { name: "删除" })).toBeNull();
  });
});

describe("the page of scenarios", () => {
  const rowOf = async (title: string | RegExp) =>
    (await screen.findByRole("rowheader", { name: title })).closest("tr")!.textContent;

  it("holds each against the register as it is, and says what has changed since it was saved", async () => {
    open(ScenarioPage, "?compare=a,gone");
    expect(await rowOf("已覆盖")).toBe(
      "已覆盖30030%，共 1,000 人420+12042%，共 1,000 人保存时 400",
    );
    expect(await rowOf("平均距离")).toBe("平均距离100 mn = 1,000 人100 mn = 1,000 人");
    expect(screen.getByText("保存后台账有变化：2 项数字不同")).toBeTruthy();
    expect(server.sent.find(({ path }) => path === "/scenarios/compare")).toBeTruthy();
    expect(screen.getByText(/不是达标率/)).toBeTruthy();
  });

  it("asks for nothing before one is chosen, and puts the choice into the link", async () => {
    const link = open(ScenarioPage, "");
    fireEvent.click(await screen.findByRole("checkbox"));
    await waitFor(() => expect(link().compare).toBe("a"));
  });

  it("makes targets of what a scenario adds", async () => {
    open(ScenarioPage, "");
    fireEvent.click(await screen.findByRole("button", { name: "转为建设目标" }));
    await waitFor(() => expect(written()).toHaveLength(1));
    expect(written()[0]).toMatchObject({ method: "POST", path: "/scenarios/a/targets" });
  });

  it("tells how far targets are, and writes what is changed of one", async () => {
    open(ScenarioPage, "");
    expect(await screen.findByText("0 / 2 建成")).toBeTruthy();
    expect(await rowOf(/^西片 公厕 1/)).toContain("在建随台账2024年1月1日逾期北厕");
    press("修改 西片 公厕 1");
    const dialog = await screen.findByRole("dialog");
    fireEvent.change(within(dialog).getByLabelText("状态"), { target: { value: "approved" } });
    fireEvent.change(within(dialog).getByLabelText("费用（元）"), { target: { value: "9" } });
    fireEvent.click(within(dialog).getByRole("button", { name: "取消对应" }));
    fireEvent.submit(within(dialog).getByLabelText("名称").closest("form")!);
    await waitFor(() => expect(written()).toHaveLength(1));
    expect(written()[0]).toMatchObject({
      ...{ method: "PUT", path: "/targets/t", ifMatch: '"2"' },
      body: { state: "approved", plannedFor: "2024-01-01", costYuan: 9, facilityId: null },
    });
  });
});
