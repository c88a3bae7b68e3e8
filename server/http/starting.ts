import { Hono } from "hono";
import { DomainError, problemOf } from "./problem.ts";

const PAGE = (step: string) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<title>环卫一张图 · 正在启动</title>
<style>body{font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;display:grid;place-items:center;
min-height:90vh;color:#2a3540;background:#f6f5f1}p{margin:4px 0}small{color:#5c6873}</style></head>
<body><main><p>环卫一张图正在启动…</p><p>Huanwei Atlas is starting…</p><small>${step}</small></main></body></html>`;

/**
 * What answers while the store opens: alive, not ready, and a page that reloads itself.
 *
 * @param step  Says what is being waited for, in words for the operator.
 */
export function startingApp(step: () => string) {
  const app = new Hono();
  app.get("/healthz", (c) => c.json({ status: "alive" }));
  app.all("*", (c) => {
    c.header("Retry-After", "1");
    if (c.req.header("accept")?.includes("text/html")) return c.html(PAGE(step()), 503);
    return c.json(problemOf(new DomainError("not-ready", step())), 503, {
      "Content-Type": "application/problem+json",
    });
  });
  return app;
}
