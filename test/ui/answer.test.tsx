// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { Answer, type Asked } from "../../web/ui/answer.tsx";
import { LanguageContext } from "../../web/ui/language.ts";
import { Guard } from "../../web/ui/panel.tsx";

afterEach(cleanup);

const asked = (part: Partial<Asked<number[]>>): Asked<number[]> => ({
  data: undefined,
  error: null,
  isFetching: false,
  refetch: () => undefined,
  ...part,
});
const show = (to: Asked<number[]>) =>
  render(
    <LanguageContext value="en">
      <Answer to={to} isEmpty={(rows) => rows.length === 0} empty="Nothing here.">
        {(rows) => <p>{rows.length} rows</p>}
      </Answer>
    </LanguageContext>,
  );

describe("Answer", () => {
  it("says that it waits", () => {
    show(asked({ isFetching: true }));
    expect(screen.getByRole("status").textContent).toBe("Reading…");
  });

  it("says why it failed and asks again when told to", () => {
    let again = 0;
    show(asked({ error: new Error("No such district"), refetch: () => (again += 1) }));
    expect(screen.getByRole("alert").textContent).toContain("No such district");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(again).toBe(1);
  });

  it("says that there is nothing", () => {
    show(asked({ data: [] }));
    expect(screen.getByText("Nothing here.")).toBeTruthy();
  });

  it("keeps an older answer while a newer one is awaited, and marks it", () => {
    const { container } = show(asked({ data: [1, 2], isFetching: true }));
    expect(screen.getByText("2 rows")).toBeTruthy();
    expect(container.querySelector("[data-stale]")?.getAttribute("aria-busy")).toBe("true");
  });

  it("keeps an older answer when the newer one failed", () => {
    show(asked({ data: [1], error: new Error("offline") }));
    expect(screen.getByText("1 rows")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("Guard", () => {
  it("keeps one broken part from taking the others along", () => {
    const Broken = () => {
      throw new Error("planted");
    };
    const { error } = console;
    console.error = () => undefined; // React reports the planted fault, as it should
    render(
      <LanguageContext value="en">
        <Guard>
          <Broken />
        </Guard>
        <p>the map</p>
      </LanguageContext>,
    );
    console.error = error;
    expect(screen.getByRole("alert").textContent).toContain("the map goes on");
    expect(screen.getByText("the map")).toBeTruthy();
  });
});
