import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommand } from "../worlds/command.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  if (world.database.engine === "embedded") await world.database.close(); // the command opens it
});
afterAll(() => world?.drop());

const run = (...args: string[]) => runCommand("account", args, world.where);

it("makes an operator, resets the password, and lists who there is", async () => {
  const made = await run("create-operator", "Li.Ming");
  expect(made.exitCode).toBe(0);
  expect(made.answer.loginName).toBe("li.ming");
  const reset = await run("reset-password", "li.ming");
  expect(reset.answer).toMatchObject({ sessionsEnded: 0, tokensRevoked: 0, isUnlinked: false });
  expect(reset.answer.oneTimePassword).not.toBe(made.answer.oneTimePassword);
  const { exitCode, answer } = await run("list");
  expect(exitCode).toBe(0);
  expect(answer.accounts).toMatchObject([
    { loginName: "li.ming", isOperator: true, isDisabled: false, signsInBy: ["password"] },
  ]);
}, 60_000);

it("refuses names that are taken, of the demonstration, or that nobody has", async () => {
  expect((await run("create-operator", "li.ming")).exitCode).toBe(2);
  expect((await run("create-operator", "demo.planner")).exitCode).toBe(2);
  expect((await run("reset-password", "nobody")).answer.failure).toContain("nobody");
}, 60_000);
