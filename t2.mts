import { loadDemo } from "./server/demo.ts";
import { openTestDatabase } from "./test/worlds/database.ts";
const { database, drop } = await openTestDatabase();
let last=performance.now(), name='start';
await loadDemo(database,{anchor:new Date("2026-03-01T16:00:00Z"),log:(m)=>{const n=performance.now();console.log(name,Math.round(n-last));last=n;name=m}});
console.log(name,Math.round(performance.now()-last));
await drop();
