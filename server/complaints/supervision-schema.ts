import { z } from "@hono/zod-openapi";
import {
  COMPLAINT_IMPORTANCES,
  COMPLAINT_KINDS,
  COMPLAINT_STATES,
} from "../../data/complaint-life.ts";
import { Day } from "../http/day.ts";
import { PROPOSAL_REASONS } from "./supervision-proposal.ts";

const instant = z.iso.datetime({ offset: true });
const STATUSES = ["open", "late", "answered", "lapsed"] as const;

/** Which supervisions. */
export const SupervisionQuery = z.object({
  status: z.enum(STATUSES).optional(),
  year: z.coerce.number().int().min(2000).max(2200).optional(),
});
export type SupervisionQuery = z.infer<typeof SupervisionQuery>;

const ofComplaint = {
  complaintId: z.string(),
  complaintNumber: z.string(),
  kind: z.enum(COMPLAINT_KINDS),
  state: z.enum(COMPLAINT_STATES),
  category: z.string().nullable(),
  importance: z.enum(COMPLAINT_IMPORTANCES),
  address: z.string().nullable(),
  street: z.string().nullable(),
  unit: z.string().nullable(),
  isConfidential: z.boolean(),
};

/** Supervisions that were issued. */
export const SupervisionList = z
  .object({
    districtId: z.string(),
    status: z.enum(STATUSES).nullable(),
    year: z.number().int().nullable(),
    today: z.string().describe("The local day by which they are open or late"),
    counts: z.record(z.enum(STATUSES), z.number().int()),
    supervisions: z.array(
      z.object({
        number: z.string().describe("督办〔2026〕3号: of the local year, without gaps"),
        status: z.enum(STATUSES).describe("lapsed: merged into another complaint"),
        term: z.string().describe("Local day by which it is answered"),
        words: z.string().describe("Masked"),
        issuedBy: z.string(),
        issuedAt: instant,
        answeredBy: z.string().nullable(),
        answeredAt: instant.nullable(),
        answer: z.string().nullable().describe("Masked"),
        ...ofComplaint,
      }),
    ),
  })
  .openapi("SupervisionList");
export type SupervisionList = z.infer<typeof SupervisionList>;

/** Complaints that supervision is proposed for. */
export const SupervisionProposals = z
  .object({
    districtId: z.string(),
    at: instant,
    total: z.number().int().describe("All of them; the list has no more than 200"),
    proposals: z.array(
      z.object({
        ...ofComplaint,
        reasons: z
          .array(z.enum(PROPOSAL_REASONS))
          .describe("Gravest first. reopened: twice or more"),
        dueStep: z.string().nullable(),
        dueFrom: instant.nullable(),
        dueAt: instant.nullable(),
        reopened: z.number().int(),
      }),
    ),
  })
  .openapi("SupervisionProposals");
export type SupervisionProposals = z.infer<typeof SupervisionProposals>;

export const SupervisionDraft = z
  .strictObject({
    complaintIds: z.array(z.string().min(1).max(200)).min(1).max(100),
    term: Day.describe("Local day by which each is answered"),
    words: z
      .string()
      .trim()
      .min(1, "at least one character")
      .max(4000)
      .regex(/^[^\0]*$/),
  })
  .openapi("SupervisionDraft");
export type SupervisionDraft = z.infer<typeof SupervisionDraft>;

export const SupervisionsIssued = z
  .object({ complaintNumbers: z.array(z.string()) })
  .openapi("SupervisionsIssued");
