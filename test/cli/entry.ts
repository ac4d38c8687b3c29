// The command line as a process: what bin/corpusmith.js does, on the sources.
import { main } from '../../src/cli/main.ts';

process.exitCode = await main(process.argv.slice(2));
