/** What is asked, as far as it decides who answers. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  /** Whether a page is opened. */
  readonly isPage: boolean;
};

/** The page that is kept. */
export const PAGE = "/inspect";

/** Answers without which no page can be drawn: who one is, and which districts there are. */
export const KEPT_ANSWERS = ["/api/session", "/api/districts"];

/**
 * Who answers a request.
 *
 * - `page`: the network, or what is kept where that does not answer in time.
 * - `file`: what is kept: its name changes with its content.
 * - `answer`: the network, and what it answered last where it is away.
 * - `network`: the browser as if nobody stood between.
 *
 * @param files  the paths that are kept, all of which are named by their content.
 */
export function whoAnswers(
  { method, path, isPage }: Asked,
  files: ReadonlySet<string>,
): "page" | "file" | "answer" | "network" {
  if (method !== "GET") return "network";
  if (isPage) return path === PAGE ? "page" : "network";
  if (files.has(path)) return "file";
  return KEPT_ANSWERS.includes(path) ? "answer" : "network";
}
