// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Row, Rows } from "../../web/wall/rows.tsx";

const WIDTH = 400;
let fitting = 2;

/** Lays rows out as the style does: so many below each other, then beside. */
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(HTMLElement.prototype, "offsetLeft", "get").mockImplementation(function (
    this: HTMLElement,
  ) {
    const at = [...(this.parentElement?.children ?? [])].indexOf(this);
    return Math.floor(at / fitting) * WIDTH;
  });
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(WIDTH);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const list = (names: readonly string[], total?: number) => (
  <Rows {...(total === undefined ? {} : { total })}>
    {names.map((name) => (
      <Row key={name} title={name} />
    ))}
  </Rows>
);
const told = () => document.querySelector(".wall-page")?.textContent ?? null;
const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));

describe("rows of a panel", () => {
  it("say nothing more where all fit", () => {
    fitting = 3;
    render(list(["a", "b", "c"]));
    wait(30_000);
    expect(told()).toBeNull();
    expect(screen.getByRole("list").scrollLeft).toBe(0);
  });

  it("turn page by page, saying which of how many are in sight, and begin again", () => {
    fitting = 2;
    render(list(["a", "b", "c", "d", "e"]));
    expect(told()).toBe("1–2 / 5");
    wait(8_000);
    expect([told(), screen.getByRole("list").scrollLeft]).toEqual(["3–4 / 5", WIDTH]);
    wait(8_000);
    expect([told(), screen.getByRole("list").scrollLeft]).toEqual(["5–5 / 5", 2 * WIDTH]);
    wait(8_000);
    expect([told(), screen.getByRole("list").scrollLeft]).toEqual(["1–2 / 5", 0]);
  });

  it("say that there are more than are listed, and stay in range when there are fewer", () => {
    fitting = 2;
    const { rerender } = render(list(["a", "b", "c"], 80));
    expect(told()).toBe("1–2 / 80");
    wait(8_000);
    expect(told()).toBe("3–3 / 80");
    rerender(list(["a"], 80));
    expect(told()).toBe("1–1 / 80");
    rerender(list(["a"]));
    expect(told()).toBeNull();
  });
});
