import { readdirSync, readFileSync } from "node:fs";
import { generateDemo, historyCases } from "./data/demo/generate.ts";
import { standingAt, caseTables, unitRows } from "./server/demo-cases.ts";
import { insertRows, tablesOf } from "./server/demo-tables.ts";
import { termsOf } from "./server/complaints/case-due.ts";
import { openTestDatabase } from "./test/worlds/database.ts";
const anchor = new Date("2026-03-01T16:00:00Z");
const { database, drop } = await openTestDatabase();
const kids=readdirSync("/proc").filter(n=>/^\d+$/.test(n)).filter(n=>{try{return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${n}/status`,"utf8"))?.[1])===process.pid}catch{return false}});
const cpu=()=>kids.reduce((s,k)=>{const f=readFileSync(`/proc/${k}/stat`,"utf8").split(") ")[1]!.split(" ");return s+(Number(f[11])+Number(f[12]))*10},0);
const d=generateDemo({anchor}); const terms=termsOf(null,"Asia/Shanghai"); const s=historyCases(d).map(x=>standingAt(x,terms,anchor));
const tables=tablesOf(d,{settings:[],complaints:[unitRows(),...caseTables(s)]});
for (const mode of process.argv.slice(2)) {
 try { await database.transaction(async tx=>{
  await tx.query("insert into district (district_id,name,time_zone) values ('zhengxiang','x','Asia/Shanghai')");
  if(mode==='replica') await tx.query("set local session_replication_role = replica");
  if(mode==='noindex') await tx.query("drop index complaint_event_at");
  for(const {table,columns} of tables){ const c=cpu(), m=process.cpuUsage().user/1e3; await insertRows(tx,'zhengxiang',table,columns); if(/complaint|reporter/.test(table)) console.log(mode,table,'db',cpu()-c,'main',Math.round(process.cpuUsage().user/1e3-m)); }
  const c=cpu(); await tx.query('set constraints all immediate'); console.log('constraints',cpu()-c);
  throw new Error('undo');
 },{districtId:'zhengxiang',asOwner:true}); } catch(e){ if(!/undo/.test(String(e))) console.log(e); }
}
await drop();
