import type { Context } from "hono";
import { cors } from "hono/cors";
import { administrationApi } from "./accounts/administration-api.ts";
import { accountsApi } from "./accounts/api.ts";
import { auditApi } from "./accounts/audit-api.ts";
import { networkOf, originOf } from "./accounts/connection.ts";
import { displaySessionApi } from "./accounts/display-session-api.ts";
import { displaysApi } from "./accounts/displays-api.ts";
import { identification } from "./accounts/identify.ts";
import { createOidc } from "./accounts/oidc.ts";
import { oidcApi } from "./accounts/oidc-api.ts";
import { ownTokensApi } from "./accounts/own-tokens-api.ts";
import { signInRulesApi } from "./accounts/sign-in-rules-api.ts";
import { createThrottle } from "./accounts/throttle.ts";
import { cleaningApi } from "./cleaning/api.ts";
import { createServiceDays } from "./cleaning/days.ts";
import { entryApi } from "./cleaning/entry-api.ts";
import { entryPhotographApi } from "./cleaning/entry-photograph-api.ts";
import { orderApi } from "./cleaning/order-api.ts";
import { routeApi } from "./cleaning/route-api.ts";
import { cleaningSection } from "./cleaning/section.ts";
import { serviceSection } from "./cleaning/service-section.ts";
import { cleaningSettingsApi } from "./cleaning/settings-api.ts";
import { complaintsApi } from "./complaints/api.ts";
import { assignmentApi } from "./complaints/assignment-api.ts";
import { caseApi } from "./complaints/case-api.ts";
import { caseBesideApi } from "./complaints/case-beside-api.ts";
import { caseListApi } from "./complaints/case-list-api.ts";
import { casePhotographApi } from "./complaints/case-photograph-api.ts";
import { type CaseRegisters, createCaseRegisters } from "./complaints/case-register.ts";
import { categoryApi } from "./complaints/category-api.ts";
import { deadlineSettingsApi } from "./complaints/deadline-settings-api.ts";
import { dutyApi } from "./complaints/duty-api.ts";
import { dutyHandoverApi } from "./complaints/duty-handover-api.ts";
import { erasureApi } from "./complaints/erasure-api.ts";
import { nearApi } from "./complaints/near-api.ts";
import { open311Api } from "./complaints/open311-api.ts";
import { open311KeysApi } from "./complaints/open311-keys-api.ts";
import { publicApi } from "./complaints/public-api.ts";
import { createPublicLimits } from "./complaints/public-limits.ts";
import { rateApi } from "./complaints/rate-api.ts";
import { reminderApi } from "./complaints/reminder-api.ts";
import { complaintSection } from "./complaints/section.ts";
import { supervisionApi } from "./complaints/supervision-api.ts";
import { unitApi } from "./complaints/unit-api.ts";
import { coverageApi } from "./coverage/api.ts";
import { closureApi } from "./coverage/closure-api.ts";
import { coverageAnswersApi } from "./coverage/coverage-api.ts";
import { lensApi } from "./coverage/lens-api.ts";
import { createCoverage } from "./coverage/material.ts";
import { scenarioApi } from "./coverage/scenario-api.ts";
import { scenarioFileApi } from "./coverage/scenario-file-api.ts";
import { scenarioTargetApi } from "./coverage/scenario-target-api.ts";
import { worksSection } from "./coverage/section.ts";
import { createWorlds } from "./coverage/world.ts";
import type { Environment } from "./env.ts";
import { facilitiesApi } from "./facilities/api.ts";
import { bulkApi } from "./facilities/bulk-api.ts";
import { editApi } from "./facilities/edit-api.ts";
import { facilityLayers } from "./facilities/layers.ts";
import { photographsApi } from "./facilities/photograph-api.ts";
import { fleetEventsApi } from "./fleet/events-api.ts";
import { createFleet, type Fleet } from "./fleet/fleet.ts";
import { liveApi } from "./fleet/live-api.ts";
import { fleetMetrics } from "./fleet/metrics.ts";
import { positionsApi } from "./fleet/positions-api.ts";
import { fleetSettingsApi } from "./fleet/settings-api.ts";
import { terminalApi } from "./fleet/terminal-api.ts";
import { tracksApi } from "./fleet/tracks-api.ts";
import { vehicleApi } from "./fleet/vehicle-api.ts";
import { vehicleImportApi } from "./fleet/vehicle-import-api.ts";
import { hotspotsApi } from "./hotspots/api.ts";
import { hotspotChoicesApi } from "./hotspots/choices-api.ts";
import { createHeavy } from "./hotspots/heavy.ts";
import { createMaterials } from "./hotspots/material.ts";
import { moreHotspotsApi } from "./hotspots/more-api.ts";
import { repeatApi } from "./hotspots/repeat-api.ts";
import { hotspotSettingsApi } from "./hotspots/settings-api.ts";
import { smallBodies } from "./http/body.ts";
import { configurationApi } from "./http/configuration.ts";
import { eventsApi } from "./http/events.ts";
import { type Logger, requestLog } from "./http/logging.ts";
import { createMetrics } from "./http/metrics.ts";
import { ownWrites } from "./http/own-writes.ts";
import { photographApi } from "./http/photograph-api.ts";
import { plainText } from "./http/plain-text.ts";
import { answerProblems } from "./http/problem-answers.ts";
import { createRouter, type HttpEnv } from "./http/router.ts";
import { securityHeaders } from "./http/security.ts";
import { webPages } from "./http/static.ts";
import { datumRepairApi } from "./imports/datum-repair-api.ts";
import { createExaminations } from "./imports/quality.ts";
import { qualityApi } from "./imports/quality-api.ts";
import { layerSources } from "./layer-sources.ts";
import { layersApi } from "./layers/api.ts";
import { featuresApi } from "./layers/features-api.ts";
import { ogcApi } from "./layers/ogc-api.ts";
import { plotApi } from "./layers/plot-api.ts";
import { photographSights } from "./photograph-sights.ts";
import { appealApi } from "./ratings/appeal-api.ts";
import { createBooks } from "./ratings/book-store.ts";
import { decisionApi } from "./ratings/decision-api.ts";
import { inspectionApi } from "./ratings/inspection-api.ts";
import { inspectionPhotographApi } from "./ratings/inspection-photograph-api.ts";
import { inspectionSection } from "./ratings/inspection-section.ts";
import { planApi } from "./ratings/plan-api.ts";
import { redFlagApi } from "./ratings/red-flag-api.ts";
import { rubricApi } from "./ratings/rubric-api.ts";
import { ratingSection } from "./ratings/section.ts";
import { ratingSettingsApi } from "./ratings/settings-api.ts";
import { subjectApi } from "./ratings/subject-api.ts";
import { wallStarsApi } from "./ratings/wall-api.ts";
import { reportDocumentApi } from "./reports/document-api.ts";
import { communityPhotographApi } from "./reports/photograph-api.ts";
import { reportRecordApi } from "./reports/record-api.ts";
import { reportSettingsApi } from "./reports/settings-api.ts";
import { sitingApi } from "./siting/api.ts";
import { createJobs } from "./siting/jobs.ts";
import { createSitings } from "./siting/material.ts";
import { changeReader } from "./store/changes.ts";
import type { Database } from "./store/database.ts";
import { photographReader } from "./store/photograph-read.ts";
import { createSnapshots, type Snapshots } from "./store/snapshots.ts";
import { wallAlarmApi } from "./wall/alarm-api.ts";
import { wallApi } from "./wall/api.ts";
import { heartbeatApi } from "./wall/heartbeat-api.ts";
import { wallSceneApi } from "./wall/scene-api.ts";
import { wallSettingsApi } from "./wall/settings-api.ts";

/** The program's version, as in package.json. */
export const VERSION = "0.1.0";

/** What the capabilities are wired to. */
export type Parts = {
  database: Database;
  environment: Environment;
  log: Logger;
  /** Aborts when the server closes, so that open event streams end. */
  closing: AbortSignal;
  /** The registers of complaints in memory; left out, they are made here. */
  registers?: CaseRegisters;
  /** What layers hold in memory; left out, it is made here. */
  snapshots?: Snapshots;
  /** How positions come in; left out, it is made here. */
  fleet?: Fleet;
};

/** Whether others than those on this machine may reach the server: then nobody enters the demonstration by one click. */
export const isPublic = ({ publicUrl, trustProxy }: Environment) =>
  publicUrl !== null || trustProxy !== "none";

/** Every endpoint with a contract, wired to its store. */
export function createApi(parts: Parts) {
  const { database, environment, log, closing } = parts;
  const registers = parts.registers ?? createCaseRegisters(database);
  const snapshots = parts.snapshots ?? createSnapshots(database, layerSources);
  closing.addEventListener("abort", () => void snapshots.close());

  const api = createRouter();
  const { publicUrl } = environment;
  const settings = {
    isSecure: environment.tls !== null || publicUrl?.startsWith("https:") === true,
    isProxyTrusted: environment.trustProxy === "loopback",
    isPublic: isPublic(environment),
    publicHost: publicUrl === null ? null : new URL(publicUrl).host,
    signOnTitle: environment.oidc?.title ?? null,
  };
  // the settings take a provider only where they say the server's own address
  const oidc =
    environment.oidc && publicUrl !== null
      ? createOidc(environment.oidc, new URL("/api/session/oidc/callback", publicUrl).href)
      : null;
  const changes = changeReader(database);
  const { heard } = snapshots;
  api.use(plainText());
  api.use(ownWrites({ readVersion: changes.readVersion, heard }));
  api.use(identification({ database, snapshots, ...settings }));
  const throttle = createThrottle();
  api.route("/", accountsApi({ database, settings, throttle }));
  api.route("/", oidcApi({ database, oidc, settings, throttle, log }));
  api.route("/", ownTokensApi(database));
  api.route("/", administrationApi({ database, snapshots }));
  api.route("/", displaysApi(database));
  api.route("/", displaySessionApi({ database, settings }));
  api.route("/", signInRulesApi(database));
  api.route(
    "/",
    auditApi(
      database,
      facilityLayers.flatMap(({ columns }) => columns),
    ),
  );
  api.route("/", configurationApi(environment.basemap, VERSION));
  const layers = layersApi({ database, snapshots });
  api.route("/", layers);
  api.route("/", featuresApi({ database, snapshots }));
  api.route("/", plotApi({ database }));
  api.route("/", complaintsApi({ snapshots }));
  api.route("/", caseListApi({ database, registers }));
  // before single complaints, which answer to any name
  api.route("/", reminderApi({ database, snapshots }));
  api.route("/", supervisionApi({ database, snapshots }));
  api.route("/", erasureApi({ database, snapshots }));
  api.route("/", categoryApi({ database }));
  api.route("/", deadlineSettingsApi({ database, snapshots }));
  api.route("/", rateApi({ database, snapshots }));
  api.route("/", nearApi({ database, snapshots })); // before the pages of single complaints: its paths look like theirs
  api.route("/", caseApi({ database, snapshots }));
  api.route("/", dutyApi({ database, snapshots }));
  api.route("/", dutyHandoverApi({ database, snapshots }));
  const limits = createPublicLimits();
  api.route("/", open311Api({ database, snapshots, limits }));
  api.route("/", open311KeysApi(database));
  const networkOfCaller = (c: Context<HttpEnv>) => {
    const { address, isHidden } = originOf(c, settings);
    return isHidden ? null : networkOf(address);
  };
  api.route("/", publicApi({ database, snapshots, limits, networkOf: networkOfCaller }));
  api.route("/", caseBesideApi({ database, snapshots }));
  api.route("/", casePhotographApi({ database, snapshots }));
  api.route("/", unitApi({ database, snapshots }));
  api.route("/", assignmentApi({ database, snapshots }));
  const heavy = createHeavy();
  closing.addEventListener("abort", () => void heavy.close());
  const read = createMaterials({ registers, snapshots });
  api.route("/", hotspotChoicesApi(database));
  api.route("/", hotspotsApi({ read, heavy }));
  api.route("/", hotspotSettingsApi({ database }));
  api.route("/", repeatApi({ read }));
  api.route("/", moreHotspotsApi({ database, snapshots, read, heavy }));
  const days = createServiceDays(database);
  api.route("/", cleaningApi({ database, days }));
  api.route("/", entryApi({ database, days }));
  api.route("/", entryPhotographApi({ database, days }));
  api.route("/", orderApi({ database, days }));
  api.route("/", routeApi({ database, days }));
  api.route("/", cleaningSettingsApi({ database }));
  const books = createBooks(database);
  api.route("/", rubricApi({ database, books }));
  api.route("/", subjectApi({ database, books }));
  api.route("/", wallStarsApi({ books }));
  api.route("/", decisionApi({ database }));
  api.route("/", redFlagApi({ database, books }));
  api.route("/", ratingSettingsApi({ database }));
  api.route("/", inspectionApi({ database }));
  api.route("/", inspectionPhotographApi({ database }));
  api.route("/", planApi({ database }));
  api.route("/", appealApi({ database }));
  api.route("/", reportRecordApi({ database }));
  api.route("/", communityPhotographApi({ database }));
  api.route("/", reportDocumentApi({ database }));
  api.route("/", reportSettingsApi({ database }));
  const examine = createExaminations(database);
  api.route("/", datumRepairApi({ database, examine }));
  api.route("/", qualityApi({ database, examine }));
  api.route("/", bulkApi({ database, snapshots }));
  api.route("/", editApi({ database, snapshots }));
  api.route("/", photographsApi({ database, snapshots }));
  api.route("/", photographApi(photographReader(database, photographSights)));
  api.route(
    "/",
    facilitiesApi({
      ...{ database, snapshots },
      // what pages say, in order
      sections: [
        ...[ratingSection(books), inspectionSection(books), complaintSection],
        ...[cleaningSection, serviceSection, worksSection],
      ],
    }),
  );
  api.route(
    "/",
    coverageApi({
      database,
      hasDistrict: async (districtId) => (await snapshots.get(districtId, "areas")) !== null,
    }),
  );
  const { positionRetentionDays: retentionDays } = environment;
  const fleet = parts.fleet ?? createFleet({ database, retentionDays });
  closing.addEventListener("abort", () => void fleet.close());
  api.route("/", positionsApi({ database, ...fleet }));
  api.route("/", vehicleImportApi({ database })); // before single vehicles: its path looks like theirs
  api.route("/", vehicleApi({ database }));
  api.route("/", terminalApi({ database }));
  api.route("/", liveApi({ database, live: fleet.live, closing }));
  api.route("/", tracksApi({ database }));
  api.route("/", fleetEventsApi({ database }));
  api.route("/", fleetSettingsApi({ database }));
  const worlds = createWorlds(database);
  const coverage = createCoverage({ database, snapshots, registers, worlds });
  api.route("/", coverageAnswersApi(coverage));
  api.route("/", closureApi(coverage));
  api.route("/", lensApi({ database, snapshots, worlds }));
  api.route("/", scenarioFileApi({ database, snapshots, read: coverage }));
  api.route("/", scenarioApi({ database, snapshots, read: coverage }));
  api.route("/", scenarioTargetApi({ database, snapshots }));
  const jobs = createJobs({
    onFailure: (err) => log.error({ err }, "a question of siting failed"),
  });
  closing.addEventListener("abort", () => jobs.close());
  api.route("/", sitingApi({ jobs, read: createSitings({ database, snapshots, coverage }) }));
  api.route("/", wallApi({ database }));
  api.route("/", wallAlarmApi({ database }));
  api.route("/", wallSceneApi({ database }));
  api.route("/", wallSettingsApi({ database }));
  api.route("/", heartbeatApi({ database }));
  api.route("/", ogcApi({ database, snapshots, layers, publicUrl, version: VERSION }));
  api.route(
    "/",
    eventsApi({
      ...changes,
      // a page that is told of a change asks at once, and must not be answered with what was before it
      follow: (districtId, after, hear) =>
        changes.follow(districtId, after, async (change) => {
          await heard(districtId, change.version);
          hear(change);
        }),
      closing,
    }),
  );
  return api;
}

/**
 * The whole server but its socket.
 *
 * @param webRoot  Absolute folder of the built web application.
 */
export function createApp(parts: Parts, webRoot: string) {
  const { environment, log, database } = parts;
  const metrics = createMetrics();
  if (parts.fleet) fleetMetrics(metrics.registry, parts.fleet.metrics);
  const app = createRouter();

  app.use(requestLog(log, metrics.observe));
  app.use(securityHeaders(environment.basemap.url && new URL(environment.basemap.url).origin));
  app.use(smallBodies());
  app.use("/ogc/*", cors({ origin: "*", allowMethods: ["GET", "HEAD"] }));

  app.get("/healthz", (c) => c.json({ status: "alive" }));
  app.get("/readyz", async (c) => {
    await database.query("select 1");
    return c.json({ status: "ready", engine: database.engine });
  });
  app.get("/metrics", async (c) =>
    c.text(await metrics.registry.metrics(), 200, { "Content-Type": metrics.registry.contentType }),
  );
  app.route("/", createApi(parts));
  app.route("/", webPages(webRoot));

  answerProblems(app, log);
  return app;
}
