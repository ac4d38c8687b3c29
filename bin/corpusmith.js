#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`error E_NODE: corpusmith needs Node.js 22.12 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}

const { main } = await import('../dist/cli/main.js').catch(error => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes('dist/cli/main.js')) throw error;
  process.stderr.write('error: corpusmith is not built yet. Run `npm run build` first.\n');
  process.exit(2);
});
process.exitCode = await main(process.argv.slice(2));
