import { Agent, get } from "node:http";

/** How a server stood a load. */
export type LoadResult = {
  readonly requests: number;
  readonly perSecond: number;
  readonly medianMilliseconds: number;
  readonly p99Milliseconds: number;
  readonly bytes: number;
};

/** How hard to ask, and the value of Accept-Encoding. */
export type LoadOptions = {
  readonly clients: number;
  readonly seconds: number;
  readonly encoding: string;
};

function fetchOnce(agent: Agent, url: string, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { "Accept-Encoding": encoding } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on("end", () =>
        answer.statusCode === 200 || answer.statusCode === 204
          ? resolve(bytes)
          : reject(new Error(`${url}: ${answer.statusCode}`)),
      );
      answer.on("error", reject);
    }).on("error", reject);
  });
}

/**
 * Asks for addresses with some clients at once, each asking for the next when it has an answer, until the time is over.
 *
 * @param urls  Taken in order, again from the first when they are used up.
 */
export async function load(
  urls: readonly string[],
  { clients, seconds, encoding }: LoadOptions,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const latencies: number[] = [];
  let next = 0;
  let bytes = 0;
  const begun = performance.now();
  const client = async () => {
    while (performance.now() - begun < 1000 * seconds) {
      const url = urls[next++ % urls.length]!;
      const asked = performance.now();
      const size = await fetchOnce(agent, url, encoding);
      bytes += size; // not in one statement with await: it would read the sum before others add to it
      latencies.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = (performance.now() - begun) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))]!;
  return {
    requests: latencies.length,
    perSecond: latencies.length / elapsed,
    medianMilliseconds: at(0.5),
    p99Milliseconds: at(0.99),
    bytes,
  };
}
