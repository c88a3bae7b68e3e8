import { storm } from "../worlds/storm.ts";
import type { BenchResult } from "./run.ts";

const PRESSED = { officers: 8, citizens: 200, seconds: 60, kills: 4 };

/** Whether anything acknowledged is lost while the server is killed under load. */
export async function benchStorm(): Promise<BenchResult> {
  const { promised, refused, register } = await storm(PRESSED);
  const given = [...promised.values()].flatMap((numbers) => [...numbers]);
  const kept = new Set(register.numbers);
  const lost = given.filter((number) => !kept.has(number)).length;
  const twice = [...promised.values()].filter((numbers) => numbers.size > 1).length;
  const extra = register.numbers.length - new Set(given).size;
  const gaps = register.counts.reduce((sum, { count }) => sum + count, 0) - register.numbers.length;
  const { officers, citizens, seconds, kills } = PRESSED;
  return {
    report: `### Complaints acknowledged while the server is killed

${officers} officers without pause and ${citizens} citizens every 5 s send complaints for ${seconds} s; the embedded server is killed
(SIGKILL) ${kills} times and started again; each sender repeats under the same key until the answer has come.

| acknowledged | lost | numbered twice | written and never asked for | gaps in the day's numbers | torn (events missing) | told to wait (429) |
|---|---|---|---|---|---|---|
| ${given.length} | ${lost} | ${twice} | ${extra} | ${gaps} | ${register.torn.length} | ${refused} |`,
  };
}
