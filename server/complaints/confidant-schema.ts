import { z } from "@hono/zod-openapi";

const account = { accountId: z.string(), displayName: z.string() };

/** Who may read a confidential complaint. */
export const Confidants = z
  .object({
    complaintId: z.string(),
    confidants: z.array(
      z.object({ ...account, namedBy: z.string(), namedAt: z.iso.datetime({ offset: true }) }),
    ),
    others: z.array(z.object(account)).describe("Who else could be named"),
  })
  .openapi("ComplaintConfidants");
export type Confidants = z.infer<typeof Confidants>;

export const ConfidantChosen = z
  .strictObject({ accountId: z.string().min(1).max(200) })
  .openapi("ComplaintConfidantChosen");
