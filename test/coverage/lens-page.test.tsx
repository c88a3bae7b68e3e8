// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LensAnswer as Told } from "../../server/coverage/lens-schema.ts";
import { lensesOf } from "../../server/coverage/lenses.ts";
import { lensesAnswer, standsOn } from "../../server/coverage/lenses-answer.ts";
import { choiceOf } from "../../web/coverage/lens-choice.ts";
import { CoveragePanel } from "../../web/coverage/panel.tsx";
import { type View, ViewContext } from "../../web/map/view.ts";
import { LanguageContext } from "../../web/ui/language.ts";

const server = vi.hoisted(() => {
  const state = {
    asked: [] as { path: string; body: unknown }[],
    answer: (_: string): object => ({}),
  };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    const path = new URL(request.url).pathname;
    const body = request.method === "POST" ? await request.json() : null;
    state.asked.push({ path, body });
    return Response.json(state.answer(path));
  };
  return state;
});
afterEach(cleanup);

const LENSES = lensesAnswer("north", { own: null, notUnderstood: [] });

function told(lensId: string, result: Told["result"]): Told {
  const lens = lensesOf(null).find(({ id }) => id === lensId)!;
  return {
    ...{ districtId: "north", at: "2026-03-01T08:00:00.000Z", today: "2026-03-01" },
    asked: {
      ...{ kind: lens.facilityKind, lensId, lensTitle: lens.title, isOwn: false },
      ...{ basis: standsOn(lens.basis, false), measure: lens.measure, statuses: ["open"] },
    },
    ...{ n: 4, leftOut: { status: 2 }, sites: { id: [], position: [] } },
    result,
  };
}

const street = (streetId: string, name: string, missing: number) => ({
  ...{ streetId, name, nameEn: null, missing, meters: 1000, servedMeters: 400 },
  position: [25, 60] as [number, number],
});
const SPACING: Told["result"] = {
  ...{ type: "spacing", noData: null, gaps: [], gapsLeftOut: { count: 0, meters: 0 } },
  totals: {
    ...{ meters: 2000, servedMeters: 800, unreachedMeters: 0, missing: 7 },
    greatestIntervalMeters: 640,
  },
  landUnknown: { meters: 300, lines: [] },
  streets: [street("s1", "中街", 4), street("s2", "北街", 3)],
  streetsLeftOut: 0,
  ...{ rejected: { noStreet: 1, otherStreet: 0, landUnknown: 0 }, rejects: [] },
};

const view: View = {
  district: {
    ...{ districtId: "north", name: "北区", nameEn: "North", timeZone: "Europe/Helsinki" },
    ...{ isDemo: false, bbox: null, center: null, today: "2026-03-01", attributions: [] },
  },
  date: "2026-03-01",
  period: { from: "2026-02-01", to: "2026-03-01" },
  ...{ layers: null, selection: null, camera: null },
};

/** The page, with an answer to what it asks. */
function open(query: string, answer: Told) {
  server.asked = [];
  server.answer = (path) => (path.endsWith("/lenses") ? LENSES : answer);
  const history = createMemoryHistory({ initialEntries: [`/?${query}`] });
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <LanguageContext value="zh-CN">
          <ViewContext value={{ view, change: () => {} }}>
            <CoveragePanel />
          </ViewContext>
        </LanguageContext>
      ),
    }),
    history,
  });
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return history;
}

describe("the picker of standards", () => {
  it("offers every lens of the kind that is on, and for bins begins with their spacing", () => {
    const { offered, first, chosen } = choiceOf({ serves: "bin" }, LENSES.lenses as never);
    expect(offered.map(({ id }) => id)).toEqual(["bin-commercial", "bin-main", "bin-branch"]);
    expect([first?.id, chosen?.id]).toEqual(["bin-main", "bin-main"]);
    expect(choiceOf({ serves: "bin", reach: "100" }, LENSES.lenses as never).chosen).toBe(null);
    const toilets = choiceOf({ lens: "toilet-class-1" }, LENSES.lenses as never);
    expect([toilets.first?.id, toilets.chosen?.id]).toEqual(["toilet-300", "toilet-class-1"]);
  });
});

describe("a lens that measures no radius", () => {
  it("shows what is missing with counts, the clause, and streets by what they miss", async () => {
    open("serves=bin", told("bin-main", SPACING));
    await screen.findByText("缺 7 只");
    const text = document.body.textContent!;
    for (const part of ["CJJ 27-2012 3.2", "非强制", "40%", "0.8 / 2 千米", "640 米", "2 座不计"])
      expect(text).toContain(part);
    expect(text).toContain("1 处附近没有道路");
    expect(screen.getByLabelText("标准").querySelectorAll("optgroup").length).toBe(1);
    // who is within a radius is not asked at all
    expect(server.asked.map(({ path }) => path)).not.toContain("/api/districts/north/coverage");
  });

  it("is gone through with the arrow keys, and a click is kept in the link", async () => {
    const history = open("serves=bin", told("bin-main", SPACING));
    const first = await screen.findByRole("button", { name: /中街/ });
    first.focus();
    fireEvent.keyDown(first, { key: "ArrowDown" });
    expect(document.activeElement?.textContent).toContain("北街");
    fireEvent.click(document.activeElement!);
    await waitFor(() => expect(history.location.search).toContain("s2"));
  });

  it("that nothing can be told of is neither fulfilled nor a gap", async () => {
    open(
      "serves=collection_point&lens=collection-point-compound",
      told("collection-point-compound", {
        ...{ type: "cannotTell", measure: "atLeast", reason: "compounds-not-recorded" },
      }),
    );
    await screen.findByText("台账无法判断");
    expect(document.body.textContent).toContain("台账没有小区");
    expect(document.body.textContent).toContain("强制性条文");
    expect(document.body.textContent).not.toContain("在范围内");
  });
});
