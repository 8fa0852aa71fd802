/** Runs a program, and says what it took with all that it started: on Linux, by /proc. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

export interface Measured {
  output: string;
  seconds: number;
  /** Of all its processes together, at most: megabytes; NaN where the system does not say. */
  peakMegabytes: number;
  /** Seconds of processor time of all its processes. */
  cpuSeconds: number;
}

const lookEvery = 50; // ms
/** What /proc counts processor time in, on every Linux that runs today. */
const ticksASecond = 100;
const pageBytes = 4096;

/** @throws Error when it fails. */
export async function runMeasured(command: string, options: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const cpu = new Map<number, number>();
  let [peak, isKnown] = [0, false];
  const look = () => {
    const all = processes();
    if (all === null || child.pid === undefined) return;
    isKnown = true;
    let bytes = 0;
    for (const { id, ticks, resident } of withChildren(all, child.pid)) {
      bytes += resident;
      cpu.set(id, ticks);
    }
    peak = Math.max(peak, bytes);
  };
  const timer = setInterval(look, lookEvery);
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [output, code] = await Promise.all([text(child.stdout), ended]);
    if (code !== 0) throw new Error(`${command} ended with ${String(code)}.`);
    const ticks = [...cpu.values()].reduce((sum, one) => sum + one, 0);
    return {
      output,
      seconds: (performance.now() - started) / 1000,
      peakMegabytes: isKnown ? peak / 1e6 : NaN,
      cpuSeconds: isKnown ? ticks / ticksASecond : NaN,
    };
  } finally {
    clearInterval(timer);
  }
}

interface Process {
  id: number;
  parent: number;
  ticks: number;
  resident: number;
}

function processes(): Process[] | null {
  try {
    return readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return [];
      try {
        // Behind the name, which may hold anything: state, parent, …, user and system time, …, resident pages.
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
        const [parent, user, system, pages] = [1, 11, 12, 21].map((at) => Number(fields[at]));
        if (parent === undefined || user === undefined || system === undefined || pages === undefined) return [];
        return [{ id: Number(name), parent, ticks: user + system, resident: pages * pageBytes }];
      } catch {
        // It has ended since it was listed.
        return [];
      }
    });
  } catch {
    return null;
  }
}

function withChildren(all: readonly Process[], root: number): Process[] {
  const wanted = new Set([root]);
  // Processes are listed in the order of their numbers, which may begin anew: until nothing is added.
  for (let before = 0; before < wanted.size;) {
    before = wanted.size;
    for (const { id, parent } of all) if (wanted.has(parent)) wanted.add(id);
  }
  return all.filter(({ id }) => wanted.has(id));
}
