// node duckdb.ts FOLDER ROWS: groups rows of a 64-bit hash and a 32-bit document in DuckDB, which FOLDER has installed,
// and joins each row to the first document of its hash: the edges of clusters, without following them. Printed in the
// form of measure.py. A document has 14 rows; one row in ten has a hash that others may have too.

import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Connection {
  run(sql: string): Promise<{ getRows(): Promise<unknown[][]> }>;
}
interface Package {
  DuckDBInstance: { create(path: string, options: object): Promise<{ connect(): Promise<Connection> }> };
  version(): string;
}

const BANDS = 14;

const [folder = '', count = '0'] = process.argv.slice(2);
const rows = Number(count);
const require = createRequire(join(folder, 'package.json'));
const { DuckDBInstance, version } = require('@duckdb/node-api') as Package;
const database = await DuckDBInstance.create(':memory:', { threads: '1' });
const sql = await database.connect();
await sql.run('select setseed(0.5)');
await sql.run(`create table band as
  select case when random() < 0.1 then hash((random() * ${rows / 20})::int) else hash(i + 1e9::bigint) end as h,
         (i // ${BANDS})::uinteger as d
  from range(${rows}) t(i)`);

const cpu = process.cpuUsage();
const began = performance.now();
await sql.run('create temp table first as select h, min(d) as m from band group by h having count(*) > 1');
await sql.run('create temp table edge as select b.d, f.m from band b join first f using (h) where b.d <> f.m');
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
const [[edges]] = (await (await sql.run('select count(*) from edge')).getRows()) as [[bigint]];
const result = {
  version: version(),
  rows,
  edges: Number(edges),
  seconds,
  cpuSeconds: (user + system) / 1e6,
  peakMegabytes: process.resourceUsage().maxRSS / 1000,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
