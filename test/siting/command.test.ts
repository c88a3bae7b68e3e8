import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../worlds/command.ts";

const folder = mkdtempSync(join(tmpdir(), "siting-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `npm run -s siting` on a file with this text; its stdout must be one JSON object. */
async function siting(name: string, content: string, ...options: readonly string[]) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return runCommand("siting", [path, ...options], { dataDir: folder });
}

/** A street 1–2–3–4–5 of lengths 3, 1.5, 0.5 and 4, as untidily as files come: the first edge is listed twice. */
const STREET =
  "\ufeff 5  6\t1\r\n1 2 99\r\n2 1 3e0\r\n2\t3 1.5\r\n4 3 .5 \r\n4 5 4\r\n3 3 7\r\n\r\n";

const POINTS = "\ufeffx,y,demand\r\n0,0,1\r\n-3e0, 4,2\r\n10,0,0\r\n10,0,4\r\n10,6,8\r\n\r\n";

describe("npm run siting", () => {
  it("answers a p-median of a graph with vertices from 1", async () => {
    const { exitCode, answer } = await siting("street.txt", STREET);
    expect(exitCode).toBe(0);
    const { seconds, ...rest } = answer;
    // from vertex 3: 4.5 + 1.5 + 0 + 0.5 + 4.5
    const median = { problem: "pmedian", status: "optimal", objective: 11, bound: 11, gap: 0 };
    expect(rest).toEqual({ ...median, sites: [3] });
    expect(seconds).toBeGreaterThan(0);
  });

  it("answers a p-centre with as many sites as --p says", async () => {
    const { answer } = await siting("street.txt", STREET, "--problem", "pcenter", "--p", "2");
    // one of 1, 2, 3 and one of 3, 4, 5: vertex 2 is 3 from 1, and 2 from 4; vertex 5 is itself
    expect(answer).toMatchObject({ problem: "pcenter", status: "optimal", objective: 3, gap: 0 });
    expect(answer.sites).toContain(5);
  });

  it("opens every vertex when more are asked for than there are", async () => {
    const { answer } = await siting("street.txt", STREET, "--p", "9");
    expect(answer).toMatchObject({ objective: 0, gap: 0, sites: [1, 2, 3, 4, 5] });
  });

  it("answers covering of points, the radius included, with rows from 1", async () => {
    const most = ["--problem", "mclp", "--radius", "6", "--sites", "1"];
    const { answer } = await siting("points.csv", POINTS, ...most);
    expect(answer).toMatchObject({ problem: "mclp", status: "optimal", objective: 12 });
    const all = ["--problem", "lscp", "--radius", "5"];
    const { answer: fewest, exitCode } = await siting("points.csv", POINTS, ...all);
    expect({ ...fewest, exitCode }).toMatchObject({ objective: 3, bound: 3, gap: 0, exitCode: 0 });
    expect(fewest.sites).toHaveLength(3);
  });

  it("ends with 3 and says why when so few sites cannot reach everything", async () => {
    const { exitCode, answer } = await siting("parts.txt", "4 2 1\n1 2 1\n3 4 1\n");
    expect(exitCode).toBe(3);
    expect(answer).toMatchObject({ problem: "pmedian", status: "infeasible", sites: [] });
    expect(answer.reason).toContain("at least 2");
  });

  it("ends with 2 and names the line of a bad graph", async () => {
    const { exitCode, answer } = await siting("bad.txt", "3 2 1\n1 2 3\n\n1 4 1");
    expect(exitCode).toBe(2);
    expect(answer.failure).toContain('bad.txt, line 4: the second vertex is "4"');
  });

  it.each([
    ["x,y\n1,2", ["--problem", "lscp", "--radius", "1"], '"demand"'],
    ["x,y,demand\n1,2,-1", ["--problem", "lscp", "--radius", "1"], "row 2, demand"],
    ["x,y,demand\n1,2,1", ["--problem", "mclp", "--radius", "1"], "--sites"],
    ["x,y,demand\n1,2,1", [], "--problem"],
  ])("ends with 2 and names what is wrong of points: %j %j", async (content, options, named) => {
    const { exitCode, answer } = await siting("bad.csv", content, ...options);
    expect(exitCode).toBe(2);
    expect(answer.failure).toContain(named);
  });
});
