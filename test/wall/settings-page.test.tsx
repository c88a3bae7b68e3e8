// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WALL, WALL_BASES } from "../../data/wall.ts";
import { WallSettingsPage } from "../../web/wall/settings-page.tsx";
import { openPage } from "../worlds/opened-page.tsx";

/** What the server has been sent, and how it answers; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = {
    sent: [] as unknown[],
    refusal: null as object | null,
    settings: (_own: object): object => ({}),
  };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    if (request.method === "GET") return Response.json(state.settings({}));
    const body = JSON.parse(await request.text());
    state.sent.push(body);
    if (state.refusal) return Response.json(state.refusal, { status: 400 });
    return Response.json(state.settings(body));
  };
  return state;
});

beforeEach(() => {
  Object.assign(server, { sent: [], refusal: null });
  server.settings = (own) => ({
    ...{ districtId: "north", presets: WALL, bases: WALL_BASES, notUnderstood: [] },
    ...{ own, merged: { ...WALL, ...own } },
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** What makes sounds in a browser, as far as it is used; each tone that starts is told. */
function contextOf(start: () => void) {
  const quiet = {
    setValueAtTime() {},
    linearRampToValueAtTime() {},
    exponentialRampToValueAtTime() {},
  };
  const node = { connect: () => node, gain: quiet, frequency: { value: 0 }, start, stop() {} };
  return class extends EventTarget {
    state = "running";
    currentTime = 0;
    resume = async () => {};
    close = async () => {};
    createOscillator = () => node;
    createGain = () => node;
  };
}

const open = async (may: readonly string[]) => {
  openPage(WallSettingsPage, { language: "en", may });
  await screen.findByRole("heading", { name: /^Sounds/ });
};
const choose = (name: string, value: string) =>
  fireEvent.change(screen.getByRole("combobox", { name }), { target: { value } });
const type = (name: string, value: string) =>
  fireEvent.change(screen.getByRole("textbox", { name }), { target: { value } });
const save = () => fireEvent.click(screen.getByRole("button", { name: "Save" }));

describe("for whoever may change the settings", () => {
  beforeEach(() => open(["district.read", "settings.edit"]));

  it("a severity and a sound are changed, counted, and sent with nothing else", async () => {
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    choose("Late complaints", "critical");
    choose("Late complaints · Night", "soft");
    expect(screen.getByText("2 not saved")).toBeTruthy();
    expect(screen.getByText("Late complaints · Night: None → Soft")).toBeTruthy();
    save();
    await screen.findByText("Saved: walls go by the new values.");
    expect(server.sent).toEqual([
      {
        severities: { ...WALL.severities, "late-case": "critical" },
        sounds: {
          ...WALL.sounds,
          "late-case": { day: "soft", evening: "soft", night: "soft" },
        },
      },
    ]);
    expect(screen.getByText(/^2 of the district's own/)).toBeTruthy();
    fireEvent.click(
      screen.getByRole("button", { name: "Late complaints · Night: back to the preset" }),
    );
    expect(screen.getByText("Late complaints · Night: Soft → None")).toBeTruthy();
  });

  it("what cannot be set is said beside its field and not sent", async () => {
    type("It loads itself anew", "25:00");
    type("It stays for", "601");
    expect(screen.getAllByRole("alert").map(({ textContent }) => textContent)).toEqual([
      "At most 600",
      "A time, for example 08:00",
    ]);
    save();
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "It stays for" }));
    expect(server.sent).toEqual([]);
  });

  it("what the server refuses is said beside the field it is about", async () => {
    server.refusal = {
      ...{ code: "query-invalid", status: 400, title: "It does not make sense", detail: "no" },
      faults: [{ field: "feeds.positions.silentMinutes", remedy: "Too short for a tunnel" }],
    };
    type("Vehicle positions · Silent after", "5");
    save();
    const alert = await screen.findByText("Too short for a tunnel");
    expect(within(alert.closest("td")!).getByRole("textbox")).toHaveProperty("value", "5");
  });

  it("a sound is heard as it is chosen, not as it is saved, and none not at all", async () => {
    const button = (sound: string) =>
      screen.getByRole<HTMLButtonElement>("button", {
        name: `Listen to Star lost · Day: ${sound}`,
      });
    expect(button("None").disabled).toBe(true);
    const tones = vi.fn();
    vi.stubGlobal("AudioContext", contextOf(tones));
    choose("Star lost · Day", "urgent");
    fireEvent.click(button("Urgent"));
    await waitFor(() => expect(tones).toHaveBeenCalledTimes(6)); // three times two
    fireEvent.click(screen.getByRole("button", { name: /Late complaints · Day: Soft$/ }));
    await waitFor(() => expect(tones).toHaveBeenCalledTimes(7));
    expect(server.sent).toEqual([]);
  });

  it("kinds of facilities are turned on and off", async () => {
    const bins = screen.getByRole("button", { name: "Litter bins" });
    expect(bins.getAttribute("aria-pressed")).toBe("false");
    fireEvent.click(bins);
    save();
    await waitFor(() =>
      expect(server.sent).toEqual([
        { closedKinds: ["transfer_station", "toilet", "bin", "rest_stop"] },
      ]),
    );
  });
});

it("whoever may only read sees every value, may listen, and changes nothing", async () => {
  await open(["district.read"]);
  expect(screen.getByText(/Changing them needs the permission/)).toBeTruthy();
  for (const role of ["combobox", "textbox"]) expect(screen.queryAllByRole(role)).toEqual([]);
  expect(screen.queryByRole("button", { name: /back to the preset/ })).toBeNull();
  const cell = screen.getByLabelText("Feed silent · Day", { exact: true, selector: "output" });
  expect(cell.textContent).toBe("Urgent");
  expect(screen.getByRole("button", { name: "Listen to Feed silent · Day: Urgent" })).toBeTruthy();
});
