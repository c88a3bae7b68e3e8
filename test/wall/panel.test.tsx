// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type View, ViewContext } from "../../web/map/view.ts";
import { forgetServerTime, noteServerTime } from "../../web/wall/clock.ts";
import { type Told, WallPanel } from "../../web/wall/panel.tsx";
import { stateQuery, type WallFeed } from "../../web/wall/queries.ts";

// nothing answers: what a panel shows is given to it
vi.hoisted(() => {
  globalThis.fetch = () => new Promise(() => {});
});

const NOON = Date.parse("2026-03-02T04:00:00Z"); // 12:00 in the district
const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  forgetServerTime();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const view = {
  district: { districtId: "north", timeZone: "Asia/Shanghai", name: "北区", nameEn: null },
} as unknown as View; // all that is read of it

const feed = (change: Partial<WallFeed>): WallFeed => ({
  ...{ feed: "positions", asOf: null, isExpected: true, isSilent: false, silentSince: null },
  silentMinutes: 10,
  ...change,
});

/** A panel about counting to `n`, asked each ten seconds. @param minutesAgo  when its data were so. */
function show(to: Partial<Told<{ n: number }>>, minutesAgo = 0, own: WallFeed[] = []) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(stateQuery("north").queryKey, { feeds: own } as never);
  return render(
    <QueryClientProvider client={client}>
      <ViewContext value={{ view, change: () => {} }}>
        <WallPanel
          title="车辆"
          to={{ data: undefined, error: null, dataUpdatedAt: NOON, ...to }}
          asOf={() => new Date(NOON - minutesAgo * MINUTE).toISOString()}
          everyMs={10_000}
          feed="positions"
          isEmpty={({ n }) => n === 0}
          empty="没有车辆"
        >
          {({ n }) => <b>{n} 辆</b>}
        </WallPanel>
      </ViewContext>
    </QueryClientProvider>,
  );
}
const heard = () =>
  noteServerTime(new Date(NOON).toISOString(), performance.now(), performance.now());
const panel = () => screen.getByRole("region", { name: "车辆" });

it("waits, fails, is empty and answers", () => {
  show({});
  expect(screen.getByRole("status").textContent).toBe("正在读取…");
  cleanup();
  show({ error: new Error("连不上") });
  expect(screen.getByRole("alert").textContent).toContain("没有读到连不上");
  cleanup();
  show({ data: { n: 0 } });
  expect(panel().textContent).toContain("没有车辆");
  cleanup();
  show({ data: { n: 7 } });
  expect(panel().textContent).toContain("7 辆");
});

it("says no age before the server has said its time", () => {
  show({ data: { n: 7 } });
  expect(panel().querySelector(".wall-age")!.textContent).toBe("—");
});

it("says how old its data are by the server's clock, and goes on with it", () => {
  heard();
  show({ data: { n: 7 } });
  expect(panel().querySelector(".wall-age")!.textContent).toBe("刚刚");
  act(() => void vi.advanceTimersByTime(20_000));
  expect(panel().querySelector(".wall-age")!.textContent).toBe("20 秒前");
  expect(panel().hasAttribute("data-dead")).toBe(false);
});

it("is grey and says since when once nothing has come for ten times its interval", () => {
  heard();
  show({ data: { n: 7 } }, 4);
  expect(panel().hasAttribute("data-dead")).toBe(true);
  expect(panel().textContent).toContain("自 11:56 起没有更新");
  expect(panel().textContent).toContain("7 辆");
});

it("is grey while its feed is silent, though it was answered just now", () => {
  heard();
  const silentSince = "2026-03-02T01:12:00Z";
  show({ data: { n: 7 } }, 0, [feed({ isSilent: true, silentSince })]);
  expect(panel().hasAttribute("data-dead")).toBe(true);
  expect(panel().textContent).toContain("车辆定位自 09:12 起中断");
});
