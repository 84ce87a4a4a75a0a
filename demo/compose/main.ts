// The service `demo` of docker compose: connects the simulators with the product's own command, makes what Grafana needs and an account
// of one company, and prints where everything is. Doing it again changes nothing.
import { setUp } from './set-up.ts';

try {
  const lines = await setUp(process.env);
  console.log(`\n${lines.join('\n')}\n`);
} catch (error) {
  console.error(`demo: ${(error as Error).message}`);
  process.exitCode = 1;
}
