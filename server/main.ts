import { once, setMaxListeners } from "node:events";
import { createServer as createTlsServer } from "node:https";
import { isIPv6 } from "node:net";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { endDemoSessions } from "./accounts/demo-roles.ts";
import { ensureAdministrator } from "./accounts/first-administrator.ts";
import { createApp, isPublic } from "./app.ts";
import { type CaseRegisters, createCaseRegisters } from "./complaints/case-register.ts";
import { runWatch } from "./complaints/reminder-clock.ts";
import { laterCasesAside } from "./demo-days.ts";
import { runFleetDemo } from "./demo-fleet.ts";
import { lookBack } from "./demo-hotspots.ts";
import { runLive } from "./demo-live.ts";
import { startDemo } from "./demo-start.ts";
import { type Environment, EnvironmentError, readEnvironment } from "./env.ts";
import { createFleet, type Fleet, runPositionDays } from "./fleet/fleet.ts";
import { type Jt808Server, startJt808 } from "./fleet/jt808-server.ts";
import { runMatching } from "./fleet/matching.ts";
import { createMatchingThread } from "./fleet/matching-thread.ts";
import { createWatch, runWatchOfVehicles } from "./fleet/watch.ts";
import { runRuleClock } from "./hotspots/rule-clock.ts";
import { createLogger, type Logger } from "./http/logging.ts";
import { startingApp } from "./http/starting.ts";
import { layerSources } from "./layer-sources.ts";
import type { Database } from "./store/database.ts";
import { openDatabase } from "./store/open.ts";
import { createSnapshots } from "./store/snapshots.ts";
import { runAlarms } from "./wall/watch.ts";

const WEB_ROOT = fileURLToPath(new URL("../dist/web", import.meta.url));
const CLOSE_MILLISECONDS = 5000;
/** What goes on by itself hears of the closing, some of it more than once. */
const LISTENERS = 64;

type Answering = {
  /** @param connection  What the socket is known by: addresses, ports. */
  fetch: (request: Request, connection?: object) => Response | Promise<Response>;
};

const say = (sentence: string) => process.stdout.write(`${sentence}\n`);

/** Listens at once, answers "starting" until the store is open, then serves until SIGINT or SIGTERM. */
async function run(environment: Environment, log: Logger) {
  let step = "";
  let answering: Answering = startingApp(() => step);
  const server = listen(environment, (request, connection) => answering.fetch(request, connection));
  await once(server, "listening");

  const progress = (sentence: string) => {
    step = sentence;
    say(sentence);
  };
  const database = await openDatabase({
    databaseUrl: environment.databaseUrl ?? undefined,
    adminUrl: environment.databaseAdminUrl ?? undefined,
    dataDir: environment.dataDir,
    log: progress,
  });
  await startDemo(database, environment, progress);
  await ensureAdministrator(database, say);
  if (isPublic(environment)) await endDemoSessions(database);
  if (environment.publicUrl !== null && environment.trustProxy === "none") say(PROXY_HINT);

  const closing = new AbortController();
  setMaxListeners(LISTENERS, closing.signal);
  const registers = createCaseRegisters(database);
  const snapshots = createSnapshots(database, layerSources);
  const { positionRetentionDays: retentionDays } = environment;
  const fleet = createFleet({ database, retentionDays });
  const app = createApp(
    { database, environment, log, closing: closing.signal, registers, snapshots, fleet },
    WEB_ROOT,
  );
  answering = app;
  const terminals = await listenForTerminals(environment, fleet, log);
  const watch = createWatch({ database });
  const running = [
    runWatch({ database, log, closing: closing.signal }),
    runPositionDays({ database, retentionDays, log, closing: closing.signal }),
    runMatching({
      ...{ database, thread: createMatchingThread(), log, closing: closing.signal },
      found: watch.found,
    }),
    runWatchOfVehicles({ watch, database, log, closing: closing.signal }),
  ];
  const stop = () => void close(server, database, { closing, running, terminals }, log);
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  say(`环卫一张图 · Huanwei Atlas: ${addressOf(environment, server)}`);
  const enliven = async () => {
    await warmUp(app, registers, closing.signal);
    const rules = runRuleClock({
      ...{ database, registers, snapshots, log, closing: closing.signal },
      first: lookBack,
    });
    const parts = { database, casesOfDays: laterCasesAside, closing: closing.signal };
    const stands = (error: unknown) =>
      log.error(`The demonstration stands still: ${explain(error)}`);
    const living = [
      rules,
      driveDemo(environment, { database, server, app, terminals }, closing.signal, stands),
    ];
    const alarms = () => runAlarms({ database, log, closing: closing.signal });
    if (environment.isDemoLive && !closing.signal.aborted) {
      // what the demonstration makes up for at a start is no news
      const live = new Promise<void>((caughtUp) =>
        living.push(runLive({ ...parts, caughtUp }, stands)),
      );
      living.push(live.then(alarms));
    } else living.push(alarms());
    await Promise.all(living);
  };
  running.push(enliven());
  await Promise.all(running);
}

/** The demonstration's vehicles send to the server from outside, as others do; behind TLS, past the certificate. */
function driveDemo(
  { demo, isDemoLive: isLive, tls, jt808, positionRetentionDays: retentionDays }: Environment,
  {
    database,
    server,
    app,
    terminals,
  }: {
    readonly database: Database;
    readonly server: ReturnType<typeof serve>;
    readonly app: ReturnType<typeof createApp>;
    readonly terminals: Jt808Server | null;
  },
  closing: AbortSignal,
  log: (error: unknown) => void,
): Promise<void> {
  if (demo === "off") return Promise.resolve();
  const localOf = (host: string) => (["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host);
  const address = server.address();
  const origin =
    typeof address === "object" && address
      ? new URL(
          `http://${isIPv6(localOf(address.address)) ? `[${address.address}]` : localOf(address.address)}:${address.port}`,
        )
      : null;
  const doors = {
    request: async (path: string, init: RequestInit) =>
      tls || !origin ? app.request(path, init) : fetch(new URL(path, origin), init),
    jt808: terminals && jt808 ? { host: localOf(jt808.host), port: terminals.port } : null,
  };
  return runFleetDemo({ database, doors, isLive, retentionDays, closing, tell: say }, log);
}

const PROXY_HINT =
  "PUBLIC_URL is set and TRUST_PROXY is not: behind a proxy on this host set TRUST_PROXY=loopback, or the trail shows the proxy's address for everybody.";

/** Loads the layers and the complaints of the district that the map opens on, so that its first reader does not wait. */
async function warmUp(
  app: ReturnType<typeof createApp>,
  registers: CaseRegisters,
  closing: AbortSignal,
) {
  const { districts } = await (await app.request("/api/districts")).json();
  if (!districts?.[0]) return;
  const { districtId } = districts[0];
  if (!closing.aborted) await app.request(`/api/districts/${districtId}/layers`);
  if (!closing.aborted) await registers.read(districtId, async () => {});
}

/** Terminals of vehicles speak JT/T 808 on a port of their own; null where none is wanted. */
async function listenForTerminals(
  { jt808 }: Environment,
  { terminals: directory, take: intake, metrics }: Fleet,
  log: Logger,
): Promise<Jt808Server | null> {
  if (!jt808) return null;
  try {
    const server = await startJt808({ ...jt808, log, directory, intake, metrics });
    say(`JT/T 808: ${jt808.host}:${server.port}`);
    return server;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EnvironmentError(
      `JT808_PORT: ${jt808.host}:${jt808.port} cannot be listened on (${reason}); set another port, or 0 for none`,
      { cause },
    );
  }
}

function listen({ host, port, tls }: Environment, fetch: Answering["fetch"]) {
  const secure = tls ? { createServer: createTlsServer, serverOptions: tls } : {};
  return serve({ fetch, hostname: host, port, ...secure });
}

function addressOf(environment: Environment, server: ReturnType<typeof serve>) {
  if (environment.publicUrl) return environment.publicUrl;
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : environment.port;
  return `${environment.tls ? "https" : "http"}://${environment.host}:${port}`;
}

/** Lets open requests finish, ends event streams, and closes the store last. */
async function close(
  server: ReturnType<typeof serve>,
  database: Database,
  {
    closing,
    running,
    terminals,
  }: {
    closing: AbortController;
    running: readonly Promise<void>[];
    terminals: Jt808Server | null;
  },
  log: Logger,
) {
  log.info("closing");
  closing.abort();
  await terminals?.close();
  const closed = once(server, "close");
  server.close();
  const hurry = setTimeout(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
  }, CLOSE_MILLISECONDS);
  if ("closeIdleConnections" in server) server.closeIdleConnections();
  await closed;
  clearTimeout(hurry);
  await Promise.all(running); // what goes on by itself ends before its store does
  await database.close();
  process.exit(0);
}

/** What to tell an operator: a sentence where the cause is theirs to mend, the stack where it is ours. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isTheirs = error instanceof EnvironmentError || "code" in error;
  return (isTheirs ? error.message : error.stack) ?? error.message;
}

try {
  const environment = readEnvironment();
  await run(environment, createLogger(environment.logLevel));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(error instanceof EnvironmentError ? 2 : 1);
}
