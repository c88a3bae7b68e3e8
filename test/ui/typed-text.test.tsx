// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useTypedText } from "../../web/ui/typed-text.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** A field over a link, with a way to change the link by itself. */
function Page({ settled }: { settled: string[] }) {
  const [link, setLink] = useState("");
  const [text, setText] = useTypedText(link, (now) => {
    settled.push(now);
    setLink(now);
  });
  return (
    <>
      <input aria-label="text" value={text} onChange={({ target }) => setText(target.value)} />
      <button type="button" onClick={() => setLink("")}>
        clear
      </button>
      <output>{link}</output>
    </>
  );
}
const open = () => {
  const settled: string[] = [];
  render(<Page settled={settled} />);
  return settled;
};
const field = () => screen.getByLabelText<HTMLInputElement>("text");
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const pause = () => act(() => vi.advanceTimersByTime(1_000));

it("a filter's text is in the link once one pauses, and not letter by letter", () => {
  const settled = open();
  for (const text of ["a", "ab", "abc "]) type(text);
  expect(settled).toEqual([]);
  pause();
  expect(settled).toEqual(["abc"]);
  expect(field().value).toBe("abc "); // nothing is taken from under one's fingers
});

it("a filter's text that is cleared elsewhere stays cleared", () => {
  const settled = open();
  type("abc");
  pause();
  fireEvent.click(screen.getByRole("button"));
  expect(field().value).toBe("");
  pause();
  expect(settled).toEqual(["abc"]);
  expect(screen.getByRole("status").textContent).toBe("");
});
