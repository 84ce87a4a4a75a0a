#!/usr/bin/env node
// Plain JavaScript that any Node.js understands: it has to explain itself where TypeScript cannot run.
const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `vigie: Node.js ${NEEDED} or newer is needed, this is ${process.versions.node}. ` +
      'In the checkout, run it as "npx vigie": npm puts the right one in front.\n'
  );
  process.exitCode = 1;
} else {
  const { main } = await import('../src/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
