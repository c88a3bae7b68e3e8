import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { components } from "../api/schema.gen.ts";
import type { Period, RecordKind } from "./params.ts";

type Schemas = components["schemas"];
export type Overview = Schemas["ReportsOverview"];
export type ReportHead = Schemas["ReportHead"];
export type Report = Schemas["Report"];
export type BulletinContent = Schemas["BulletinContent"];
export type RankingContent = Schemas["RankingContent"];
export type RankedArea = Schemas["RankedArea"];
export type ReportArea = Schemas["ReportArea"];
export type MonthRanking = Schemas["MonthRanking"];
export type Records = Schemas["ReportRecords"];
export type Inspection = Schemas["CommunityInspection"];
export type Activity = Schemas["HygieneActivity"];
export type Exposure = Schemas["MediaExposure"];
export type Choices = Schemas["ReportChoices"];
export type InspectionDraft = Schemas["CommunityInspectionDraft"];

const PATH = "/api/districts/{districtId}/reports";
const pathOf = (districtId: string) => ({ path: { districtId } });
const KINDS = ["community_record", "report", "district_setting", "area"];

export const overviewQuery = (districtId: string, query: Period) =>
  queryOptions({
    queryKey: ["reports", "overview", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/overview`, { params: { ...pathOf(districtId), query }, signal })),
    meta: { kinds: KINDS },
    placeholderData: keepPreviousData,
  });

export const monthQuery = (districtId: string, month: string) =>
  queryOptions({
    queryKey: ["reports", "month", districtId, month],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/rankings/{month}`, { params: { path: { districtId, month } }, signal }),
      ),
    meta: { kinds: KINDS },
    retry: false,
  });

export const reportQuery = (districtId: string, reportId: string) =>
  queryOptions({
    queryKey: ["reports", "document", districtId, reportId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/documents/{reportId}`, {
          params: { path: { districtId, reportId } },
          signal,
        }),
      ),
    meta: { kinds: KINDS },
    retry: false,
  });

export const recordsQuery = (districtId: string, query: Period & { readonly areaId?: string }) =>
  queryOptions({
    queryKey: ["reports", "records", districtId, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/records`, { params: { ...pathOf(districtId), query }, signal })),
    meta: { kinds: [...KINDS, "photograph"] },
    placeholderData: keepPreviousData,
  });

export const choicesQuery = (districtId: string) =>
  queryOptions({
    queryKey: ["reports", "choices", districtId],
    queryFn: ({ signal }) =>
      unwrap(api.GET(`${PATH}/choices`, { params: pathOf(districtId), signal })),
    meta: { kinds: ["district_setting", "area"] },
  });

export const photographsQuery = (districtId: string, inspectionId: string) =>
  queryOptions({
    queryKey: ["reports", "photographs", districtId, inspectionId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET(`${PATH}/inspections/{inspectionId}/photographs`, {
          params: { path: { districtId, inspectionId } },
          signal,
        }),
      ),
    meta: { kinds: ["photograph"] },
  });

/** Where a bulletin or ranking is fetched from as a file. */
export const fileUrl = (
  districtId: string,
  reportId: string,
  asked: { readonly format: string; readonly lang: string },
) =>
  `/api/districts/${encodeURIComponent(districtId)}/reports/documents/${encodeURIComponent(reportId)}/file?${new URLSearchParams(asked)}`;

export const enterInspection = (districtId: string, body: InspectionDraft) =>
  unwrap(api.POST(`${PATH}/inspections`, { params: pathOf(districtId), body }));
export const enterActivity = (districtId: string, body: Schemas["HygieneActivityDraft"]) =>
  unwrap(api.POST(`${PATH}/activities`, { params: pathOf(districtId), body }));
export const enterExposure = (districtId: string, body: Schemas["MediaExposureDraft"]) =>
  unwrap(api.POST(`${PATH}/exposures`, { params: pathOf(districtId), body }));

/** Adds a photograph to an inspection; one that is there already is no second one. @throws {ApiError} */
export const sendPhotograph = (districtId: string, inspectionId: string, file: Blob) =>
  unwrap(
    api.POST(`${PATH}/inspections/{inspectionId}/photographs`, {
      params: { path: { districtId, inspectionId } },
      headers: { "Content-Type": file.type || "application/octet-stream" },
      // the contract's binary body is a text to the generator
      body: file as unknown as string,
      bodySerializer: (sent: unknown) => sent as BodyInit,
    }),
  );

/** Takes a record back. */
export async function withdrawRecord(
  districtId: string,
  kind: RecordKind,
  id: string,
  reason: string,
): Promise<void> {
  const body = { reason };
  if (kind === "inspection")
    await unwrap(
      api.POST(`${PATH}/inspections/{inspectionId}/withdraw`, {
        params: { path: { districtId, inspectionId: id } },
        body,
      }),
    );
  else if (kind === "activity")
    await unwrap(
      api.POST(`${PATH}/activities/{activityId}/withdraw`, {
        params: { path: { districtId, activityId: id } },
        body,
      }),
    );
  else
    await unwrap(
      api.POST(`${PATH}/exposures/{exposureId}/withdraw`, {
        params: { path: { districtId, exposureId: id } },
        body,
      }),
    );
}

export const judgeExposure = (
  districtId: string,
  exposureId: string,
  body: Schemas["MediaExposureJudgement"],
) =>
  unwrap(
    api.POST(`${PATH}/exposures/{exposureId}/judge`, {
      params: { path: { districtId, exposureId } },
      body,
    }),
  );

export const compose = (districtId: string, body: Schemas["ReportComposing"]) =>
  unwrap(api.POST(`${PATH}/documents`, { params: pathOf(districtId), body }));

const ofReport = (districtId: string, reportId: string) => ({
  params: { path: { districtId, reportId } },
});
export const saveRemarks = (districtId: string, reportId: string, body: Schemas["ReportRemarks"]) =>
  unwrap(
    api.PUT(`${PATH}/documents/{reportId}/remarks`, { ...ofReport(districtId, reportId), body }),
  );
export const recompose = (districtId: string, reportId: string) =>
  unwrap(api.POST(`${PATH}/documents/{reportId}/recompose`, ofReport(districtId, reportId)));
export const publish = (districtId: string, reportId: string, revision: number) =>
  unwrap(
    api.POST(`${PATH}/documents/{reportId}/publish`, {
      ...ofReport(districtId, reportId),
      body: { revision },
    }),
  );
export const drop = (districtId: string, reportId: string) =>
  unwrap(api.DELETE(`${PATH}/documents/{reportId}`, ofReport(districtId, reportId)));
