// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConfirmPage } from "../../web/cleaning/confirm-page.tsx";
import { keepIn } from "../../web/cleaning/confirm-session.ts";
import { RoundsPanel } from "../../web/cleaning/round-panel.tsx";
import { memoryStorage } from "../../web/ui/device-storage.ts";
import { openPage, TODAY } from "../worlds/opened-page.tsx";

const NONE = {
  ...{ done: 0, could_not: 0, not_done: 0, not_recorded: 0 },
  ...{ open: 0, upcoming: 0, suspended: 0 },
};
const stop = (facilityId: string, state: string, more: object = {}) => ({
  ...{ facilityId, state, kind: "bin", name: `箱${facilityId}`, nameEn: `Bin ${facilityId}` },
  ...{ code: `L-${facilityId}`, position: [25, 60], reason: null, evidence: [], emptiedAt: null },
  ...{ vehicleId: null, plate: null, entryId: null, words: null, mayEnter: true },
  ...more,
});
const pass = (routeId: string, code: string) => ({
  ...{ passId: `${routeId}:${TODAY}:1`, routeId, orderId: null, code, name: "清运线" },
  ...{ nameEn: "Haulage", work: "collection", part: "whole", proof: "stops", team: "清运班" },
  ...{ day: TODAY, ordinal: 1, of: 1, suspension: null, heardShare: 0.95 },
  ...{ fromAt: `${TODAY}T02:00:00Z`, toAt: `${TODAY}T08:00:00Z` },
  vehicles: [{ vehicleId: "v1", plate: "演A1" }],
});
const EMPTIED = { evidence: ["positions"], emptiedAt: `${TODAY}T03:04:00Z`, plate: "演A1" };
const ROUND = {
  ...pass("c1", "C-1"),
  counts: { ...NONE, done: 1, not_done: 1, not_recorded: 1, could_not: 1 },
  stops: [
    stop("1", "done", EMPTIED),
    stop("2", "not_recorded", { reason: "silent" }),
    stop("3", "not_done", { reason: "not_stood" }),
    stop("4", "could_not", { words: "占道施工" }),
  ],
};
const LATER = {
  ...{ ...pass("c2", "C-2"), heardShare: null, counts: { ...NONE, upcoming: 1 } },
  stops: [stop("5", "upcoming")],
};
const ENTRY = {
  ...{ entryId: "e1", kind: "completed", routeId: "c1", work: "collection", day: TODAY },
  ...{ fromAt: `${TODAY}T02:00:00Z`, toAt: `${TODAY}T08:00:00Z`, reason: "x", note: "" },
  ...{ position: null, enteredAt: `${TODAY}T09:00:00Z`, enteredName: "甲", withdrawn: null },
  items: [{ subjectKind: "facility", subjectId: "3", outcome: "done", reason: null }],
  photographs: 0,
};

/** What the server has been asked, and how it answers; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = {
    isDown: false,
    sent: [] as { path: string; body: unknown }[],
    asked: [] as string[],
    answer: (_path: string): object => ({}),
  };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    const url = new URL(request.url);
    const path = url.pathname.split("/").slice(4).join("/") + url.search;
    state.asked.push(path);
    if (state.isDown)
      return Response.json({ code: "internal", title: "The server failed" }, { status: 500 });
    if (request.method !== "GET") {
      const text = await request.text();
      state.sent.push({ path, body: text === "" ? null : JSON.parse(text) });
    }
    return Response.json(state.answer(path));
  };
  return state;
});

let rounds: object[];
beforeEach(() => {
  rounds = [LATER, ROUND];
  keepIn(memoryStorage(({ key }) => key));
  Object.assign(server, { isDown: false, sent: [], asked: [] });
  server.answer = (path) => {
    if (path.startsWith("cleaning/rounds"))
      return {
        ...{ districtId: "north", asOf: `${TODAY}T09:00:00Z`, stand: { meters: 30, seconds: 90 } },
        ...{ day: /day=(.+)/.exec(path)?.[1] ?? TODAY, definition: { zh: "口径", en: "Defined" } },
        rounds,
      };
    if (path.startsWith("cleaning/suspensions")) return { districtId: "north", suspensions: [] };
    if (path.startsWith("cleaning/routes/")) return { edgeIds: [], stops: [] };
    if (path.startsWith("cleaning/compliance")) return { groups: [] };
    if (path.startsWith("cleaning/today/"))
      return {
        ...{ routeId: "c1", code: "C-1", name: "清运线", nameEn: "Haulage", team: "清运班" },
        ...{ work: "collection", day: TODAY, asOf: `${TODAY}T09:00:00Z`, passes: [] },
      };
    if (path === "cleaning/entries/e1/withdraw")
      return { ...ENTRY, withdrawn: { at: ENTRY.enteredAt, reason: null } };
    if (path === "cleaning/entries") return ENTRY;
    return { entries: [], isCut: false };
  };
});
afterEach(cleanup);

const open = (
  path = "/",
  {
    Page = RoundsPanel,
    ...asked
  }: Parameters<typeof openPage>[1] & { Page?: () => ReactNode } = {},
) => openPage(Page, { path, ...asked });

describe("the rounds of a day", () => {
  it("say first what was missed of what was due, apart what nobody can know, and what is to come", async () => {
    open();
    const head = await screen.findByRole("region", { name: "The day's rounds" });
    // four stops are over: one missed, one not recorded
    expect(head.textContent).toContain("1 stop missed25% of the 4 stops due");
    expect(head.textContent).toContain("Not recorded 1 · 25%");
    expect(head.textContent).toContain("not counted as missed");
    expect(within(head).getByText("1 to come")).toBeTruthy();
  });

  it("list the round with something missed first, with its vehicle and for how long that was heard", async () => {
    open();
    const rows = await screen.findAllByRole("button", { name: /Haulage/ });
    expect(rows.map((row) => row.textContent!.slice(0, 3))).toEqual(["C-1", "C-2"]);
    expect(rows[0]!.textContent).toContain("1 of 4 emptied · 1 missed · 1 not recorded");
    expect(rows[0]!.textContent).toContain("演A1 · vehicle heard 95%");
    expect(rows[1]!.textContent).not.toContain("heard");
  });

  it("go a day back and on, in the link, and come back to today", async () => {
    const { router } = open();
    fireEvent.click(await screen.findByRole("button", { name: "The day before" }));
    await waitFor(() => expect(server.asked).toContain("cleaning/rounds?day=2024-05-30"));
    expect(router.state.location.search).toEqual({ roundDay: "2024-05-30" });
    fireEvent.click(await screen.findByRole("button", { name: "Today" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("say that there are none, and why they cannot be told", async () => {
    rounds = [];
    open("/", { language: "zh-CN" });
    expect(await screen.findByText(/这一天没有应收运的班次/)).toBeTruthy();
    cleanup();
    server.isDown = true;
    open();
    expect((await screen.findByRole("alert")).textContent).toContain("The server failed");
  });

  it("go to paper with the stops that were missed, labelled as what they are", async () => {
    open("/", { language: "zh-CN" });
    await screen.findByRole("region", { name: "收运概况" });
    act(() => void dispatchEvent(new Event("beforeprint")));
    const paper = document.querySelector(".rnd-paper")!;
    expect(paper.querySelector("header")!.textContent).toContain("演示数据");
    const missed = [...paper.querySelectorAll("h2")].find(({ textContent }) =>
      textContent?.startsWith("漏收站点"),
    );
    expect(missed!.nextElementSibling!.textContent).toContain("箱3");
    expect(missed!.nextElementSibling!.textContent).not.toContain("箱2"); // nobody knows of that one
    act(() => void dispatchEvent(new Event("afterprint")));
    expect(paper.textContent).toBe("");
  });
});

describe("a round that is open", () => {
  const rowsOf = async () =>
    (await screen.findAllByRole("button", { name: /^\d/ })).map(({ textContent }) => textContent!);

  it("tells its stops in order with sign, word, evidence and why not; or those first that were missed", async () => {
    open("/?round=c1:1");
    const rows = await rowsOf();
    expect(rows.map((text) => text[0])).toEqual(["1", "2", "3", "4"]);
    expect(rows[0]).toContain("emptied 06:04演A1◉Positions");
    expect(rows[1]).toContain("Not recorded");
    expect(rows[1]).toContain("nobody can know");
    expect(rows[2]).toContain("did not stand by it");
    expect(rows[3]).toContain("Why not: 占道施工");
    fireEvent.click(screen.getByRole("button", { name: "Missed first" }));
    await waitFor(async () =>
      expect((await rowsOf()).map((text) => text[0])).toEqual(["3", "2", "4", "1"]),
    );
  });

  it("opens the record of a stop, and its vehicle among those of the fleet", async () => {
    const { changes } = open("/?round=c1:1");
    fireEvent.click((await screen.findAllByRole("button", { name: /^3/ }))[0]!);
    expect(changes).toEqual([{ selection: { layerId: "bins", id: "3" } }]);
    const link = screen.getByRole("link", { name: "演A1" }).getAttribute("href")!;
    expect(link).toMatch(/^\/fleet\?/);
    expect(new URLSearchParams(link.split("?")[1]).get("select")).toContain("vehicles:v1");
  });

  it("lets whoever may enter what became of one stop, and take it back", async () => {
    open("/?round=c1:1");
    expect(await screen.findByRole("button", { name: "Enter Bin 3" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Enter Bin 1" })).toBeNull(); // it is emptied
    fireEvent.click(screen.getByRole("button", { name: "Enter Bin 3" }));
    const dialog = await screen.findByRole("dialog");
    fireEvent.submit(dialog.querySelector("form")!);
    expect((await within(dialog).findByRole("alert")).textContent).toBe("Say why.");
    fireEvent.click(within(dialog).getByRole("button", { name: /Terminal failed/ }));
    fireEvent.submit(dialog.querySelector("form")!);
    fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(server.sent.at(-1)?.path).toBe("cleaning/entries/e1/withdraw"));
    expect(server.sent[0]).toMatchObject({
      path: "cleaning/entries",
      body: { kind: "completed", passId: `c1:${TODAY}:1`, facilityIds: ["3"] },
    });
  });

  it("is confirmed whole, but for what is excepted", async () => {
    open("/?round=c1:1");
    fireEvent.click(await screen.findByRole("button", { name: "Confirm the whole round" }));
    const dialog = await screen.findByRole("dialog");
    fireEvent.click(within(dialog).getByRole("button", { name: /Bin 4/ }));
    const exception = screen.getAllByRole("dialog").at(-1)!;
    fireEvent.click(within(exception).getByRole("button", { name: "Road works" }));
    fireEvent.submit(exception.querySelector("form")!);
    expect(within(dialog).getByRole("button", { name: /3 as emptied · 1 exception/ })).toBeTruthy();
    fireEvent.submit(dialog.querySelector("form")!);
    await waitFor(() => expect(server.sent).toHaveLength(1));
    expect(server.sent[0]!.body).toMatchObject({
      kind: "confirmed",
      exceptions: [{ facilityId: "4", reason: "Road works" }],
    });
  });

  it("is only read by whoever may not say anything", async () => {
    open("/?round=c1:1", { may: ["district.read"] });
    await rowsOf();
    expect(screen.queryByRole("button", { name: /Confirm|Enter/ })).toBeNull();
  });

  it("is not there on a day on which it is not due, which is said", async () => {
    open("/?round=gone:1");
    expect(await screen.findByText("This round is not due on this day.")).toBeTruthy();
  });
});

describe("where it is confirmed on a telephone", () => {
  it("finds the team and the route of a round, and confirms all of its stops with one press", async () => {
    open("/", { Page: ConfirmPage, may: ["district.read", "cleaning.confirm"] });
    const team = await screen.findByRole("button", { name: /清运班/ });
    expect(team.textContent).toContain("1 of 5 stops emptied · 1 stops to confirm");
    fireEvent.click(team);
    fireEvent.click((await screen.findAllByRole("button", { name: /Haulage/ }))[1]!); // C-1, after C-2
    expect(
      await screen.findByRole("button", { name: /Bin 1.*演A1 stood by at 06:04/ }),
    ).toBeTruthy();
    fireEvent.click(await screen.findByRole("button", { name: /^Confirm as done ?4 stops/ }));
    await waitFor(() => expect(server.sent).toHaveLength(1));
    expect(server.sent[0]!.body).toMatchObject({ kind: "confirmed", exceptions: [] });
  });
});
