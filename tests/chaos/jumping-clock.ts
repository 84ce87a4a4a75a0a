// Loaded into a backend by NODE_OPTIONS: its wall clock is as many milliseconds off as the file says that CLOCK_OFFSET_FILE
// names. Timers and performance.now() go on as ever, as they do when somebody sets the clock of a machine.
import { readFileSync } from 'node:fs';

const file = process.env['CLOCK_OFFSET_FILE'] ?? '';
const LOOK_MS = 50;

let offsetMs = 0;
const look = (): void => {
  try {
    offsetMs = Number(readFileSync(file, 'utf8'));
  } catch {
    offsetMs = 0;
  }
};
look();
setInterval(look, LOOK_MS).unref();

const RealDate = Date;
const now = (): number => RealDate.now() + offsetMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)) as unknown,
});
