import { spawn } from "node:child_process";

const node = (...args: string[]) => spawn(process.execPath, args, { stdio: "inherit" });

/** The server, restarted on change, and Vite in front of it with hot reload. */
const children = [
  node("--import", "tsx", "--watch", "--watch-preserve-output", "server/main.ts"),
  node("node_modules/vite/bin/vite.js"),
];
const stop = () => {
  for (const child of children) child.kill("SIGTERM");
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
for (const child of children) child.once("exit", stop);
