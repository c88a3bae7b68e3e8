import { expect, it } from "vitest";
import { oneAtATime } from "../../web/wall/one-at-a-time.ts";

/** Work that ends when it is told to. */
function workshop() {
  const waiting: (() => void)[] = [];
  let most = 0;
  let begun = 0;
  const wish = oneAtATime(async () => {
    begun += 1;
    most = Math.max(most, waiting.length + 1);
    await new Promise<void>((resolve) => waiting.push(resolve));
  });
  const finish = async () => {
    waiting.shift()!();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { wish, finish, begun: () => begun, most: () => most };
}

it("begins at once, and does what is wished for meanwhile once, afterwards", async () => {
  const work = workshop();
  work.wish();
  expect(work.begun()).toBe(1);
  for (let i = 0; i < 300; i++) work.wish();
  expect(work.begun()).toBe(1);
  await work.finish();
  expect(work.begun()).toBe(2);
  await work.finish();
  expect(work.begun()).toBe(2);
  expect(work.most()).toBe(1);
});

it("goes on after a failure", async () => {
  let begun = 0;
  const wish = oneAtATime(async () => {
    begun += 1;
    throw new Error("the server went away");
  });
  wish();
  await new Promise((resolve) => setTimeout(resolve, 0));
  wish();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(begun).toBe(2);
});
