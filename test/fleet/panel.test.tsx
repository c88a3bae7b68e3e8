// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FLEET } from "../../data/fleet.ts";
import { CurrentDistrict, type Session } from "../../web/api/session.ts";
import { FleetPanel } from "../../web/fleet/panel.tsx";
import { type View, ViewContext } from "../../web/map/view.ts";
import { type Language, LanguageContext } from "../../web/ui/language.ts";

const NOW = Date.parse("2026-03-02T04:00:00Z");
const { basis, ...values } = FLEET;

const position = (secondsAgo: number, speedKmh: number, isWorking: boolean | null = null) => ({
  at: new Date(NOW - secondsAgo * 1000).toISOString(),
  receivedAt: new Date(NOW - secondsAgo * 1000).toISOString(),
  ...{ position: [25, 60], speedKmh, headingDegrees: 0, isWorking, source: "http" },
});
const vehicle = (vehicleId: string, more: object) => ({
  ...{ vehicleId, plate: `P${vehicleId}`, name: null, kind: "sweeper", team: null, note: "" },
  ...{ boughtOn: null, overhaulDueOn: null, safetyCheckDueOn: null, status: "in_service" },
  ...{ statusReason: null, statusSince: null, ageYears: null, dueSoon: [], terminal: null },
  ...{ last: null, revision: 1 },
  ...more,
});
const FLEET_OF_FIVE = [
  vehicle("1", { team: "甲班", last: position(12, 8, true) }),
  vehicle("2", { team: "甲班", last: position(30, 25, false) }),
  vehicle("3", { team: "乙班", last: position(11 * 60, 25, true) }),
  vehicle("4", { team: "乙班" }),
  vehicle("5", { status: "retired", statusReason: "old" }),
];

const server = vi.hoisted(() => {
  const state = { vehicles: [] as object[], isBroken: false };
  globalThis.fetch = async (input) => {
    const { url } = input as Request; // openapi-fetch gives whole requests
    if (state.isBroken)
      return Response.json(
        { type: "about:blank", title: "No", status: 500, code: "internal" },
        { status: 500 },
      );
    if (url.endsWith("/vehicles"))
      return Response.json({
        districtId: "north",
        at: "2026-03-02T04:00:00Z",
        vehicles: state.vehicles,
      });
    if (url.includes("/fleet/settings"))
      return Response.json((state as { settings?: object }).settings);
    return Response.json({
      from: "2026-03-02T03:50:00Z",
      to: "2026-03-02T04:00:00Z",
      points: 0,
      tracks: [],
    });
  };
  return state as typeof state & { settings?: object };
});

/** A line to the server that the test holds the other end of. */
class Line extends EventTarget {
  static readonly CLOSED = 2;
  static last: Line | null = null;
  readyState = 1;
  onerror: (() => void) | null = null;
  constructor() {
    super();
    Line.last = this;
  }
  tell(kind: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }));
  }
  close() {
    this.readyState = 2;
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date", "setInterval", "clearInterval"] });
  vi.stubGlobal("EventSource", Line);
  Object.assign(server, { vehicles: FLEET_OF_FIVE, isBroken: false });
  server.settings = {
    ...{ districtId: "north", presets: values, basis, own: null, notUnderstood: [] },
    merged: values,
  };
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const view: View = {
  district: {
    ...{ districtId: "north", name: "北区", nameEn: "North", timeZone: "Europe/Helsinki" },
    ...{ isDemo: false, bbox: null, center: null, today: "2026-03-02", attributions: [] },
  },
  date: "2026-03-02",
  period: { from: "2026-02-03", to: "2026-03-02" },
  ...{ layers: null, selection: null, camera: null },
};
const sessionOf = (permissions: readonly string[]) =>
  ({
    account: {
      ...{ accountId: "a1", displayName: "甲", mustDo: null },
      districts: [
        {
          districtId: "north",
          permissions: permissions.map((permission) => ({
            ...{ permission, isWhole: true, areaIds: [] },
          })),
        },
      ],
    },
  }) as unknown as Session; // what the page asks of it

const change = vi.fn();

function open({ link = "", mayEdit = true, language = "zh-CN" as Language } = {}) {
  change.mockReset();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(
    ["accounts", "session"],
    sessionOf(mayEdit ? ["district.read", "fleet.edit"] : ["district.read"]),
  );
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <LanguageContext value={language}>
          <CurrentDistrict value="north">
            <ViewContext value={{ view, change }}>
              <FleetPanel />
            </ViewContext>
          </CurrentDistrict>
        </LanguageContext>
      ),
      notFoundComponent: () => null,
    }),
    history: createMemoryHistory({ initialEntries: [`/fleet?${link}`] }),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

const list = () => screen.findByRole("group", { name: "车辆列表" });
const rows = async () => [...(await list()).querySelectorAll<HTMLElement>(".fleet-row")];
const states = () =>
  [...screen.getByRole("group", { name: "按状态筛选" }).querySelectorAll("button")].map(
    (button) => button.textContent,
  );

it("says that it reads, and then how many vehicles are in which state", async () => {
  open();
  await screen.findByRole("status");
  await list();
  expect(states()).toEqual(["1作业中", "1行驶", "0停着", "1离线", "1从未定位", "1报废"]);
  expect(screen.getByText("共 4 辆，另有报废 1 辆")).toBeTruthy();
});

it("lists them by team, each with how old what is known of it is, and no speed of one that is silent", async () => {
  open();
  const said = (await rows()).map((row) => row.textContent);
  expect(said).toEqual([
    "P1扫路车 · 作业中8 km/h12 秒前", // jiǎ before yǐ
    "P2扫路车 · 行驶25 km/h30 秒前",
    "P3扫路车 · 离线11 分钟前",
    "P4扫路车 · 从未定位未收到过定位",
  ]);
});

it("grows older by the second, and one becomes silent by time alone", async () => {
  open();
  await list();
  act(() => void vi.advanceTimersByTime(10_000));
  await waitFor(async () => expect((await rows())[0]!.textContent).toContain("22 秒前"));
  act(() => void vi.advanceTimersByTime(600_000));
  await waitFor(async () => expect((await rows())[0]!.textContent).toContain("离线"));
});

it("goes by the line: a vehicle moves when it is told, and positions that are older change nothing", async () => {
  open();
  await list();
  await waitFor(() => expect(Line.last).not.toBeNull());
  act(() => Line.last!.tell("moved", [{ vehicleId: "1", ...position(2, 33, false) }]));
  await waitFor(async () =>
    expect((await rows())[0]!.textContent).toBe("P1扫路车 · 行驶33 km/h2 秒前"),
  );
  act(() => Line.last!.tell("moved", [{ vehicleId: "1", ...position(60, 1, false) }]));
  expect((await rows())[0]!.textContent).toContain("33 km/h");
});

it("says when the line is down, and that it is up again", async () => {
  open();
  await list();
  act(() => Line.last!.onerror!());
  expect((await screen.findByRole("alert")).textContent).toContain("连接断了");
  act(() => Line.last!.tell("moved", []));
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});

it("takes a line that says nothing for dead, whatever the browser believes", async () => {
  open();
  await list();
  const first = Line.last;
  act(() => void vi.advanceTimersByTime(50_000));
  expect((await screen.findByRole("alert")).textContent).toContain("连接断了");
  expect(Line.last).not.toBe(first);
});

it("filters by a state that is pressed, and the link says so", async () => {
  const router = open();
  await list();
  fireEvent.click(screen.getByRole("button", { name: /离线/, pressed: false }));
  await waitFor(() =>
    expect(router.state.location.search).toMatchObject({ vehicleState: "silent" }),
  );
  expect((await rows()).map((row) => row.textContent?.slice(0, 2))).toEqual(["P3"]);
});

it("goes from row to row with arrows, and selects one", async () => {
  open();
  const [first, second] = await rows();
  first!.focus();
  fireEvent.keyDown(first!, { key: "ArrowDown" });
  expect(document.activeElement).toBe(second);
  fireEvent.click(second!);
  expect(change).toHaveBeenCalledWith({ selection: { layerId: "vehicles", id: "2" } }, true);
});

it("says where none is like that, and shows all again", async () => {
  const router = open({ link: "vehicleText=nowhere" });
  await screen.findByText("没有符合条件的车辆。");
  fireEvent.click(screen.getByRole("button", { name: "显示全部" }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

it("says how there come to be vehicles where there are none, to whom may enter them and to whom not", async () => {
  server.vehicles = [];
  open();
  const empty = (await screen.findByText("还没有登记车辆")).closest<HTMLElement>(".answer-empty")!;
  expect(within(empty).getByRole("button", { name: "登记车辆" })).toBeTruthy();
  cleanup();
  open({ mayEdit: false });
  expect((await screen.findByText(/需要“管理车辆与终端”权限/)).textContent).toBeTruthy();
  expect(screen.queryByRole("button", { name: "登记车辆" })).toBeNull();
});

it("says that it could not be read, and asks again", async () => {
  server.isBroken = true;
  open();
  await screen.findByText("没有读到");
  server.isBroken = false;
  fireEvent.click(screen.getByRole("button", { name: "再试一次" }));
  expect(await rows()).toHaveLength(4);
});

it("is told in English", async () => {
  open({ language: "en" });
  const listed = await screen.findByRole("group", { name: "List of vehicles" });
  expect(listed.querySelector(".fleet-row")!.textContent).toMatch(/Sweeper · (Working|Offline)/);
});

it("says of a day without any position that there is none", async () => {
  open({ link: "replayDay=2026-03-01" });
  await screen.findByText("这个时段没有任何定位。");
});
