/** A job's progress on stderr: a bar in a terminal, and a line now and then where stderr is a file or a pipe. */
import { SingleBar } from 'cli-progress';
import type { Job } from '../../app/contract/contract.ts';

const titles: Record<Job['phase'], string> = {
  looking: 'Looking',
  reading: 'Reading',
  comparing: 'Comparing',
  verifying: 'Verifying',
  proving: 'Proving',
  moving: 'Moving',
  restoring: 'Restoring',
  learning: 'Learning',
};
const lineEvery = 5000; // ms

export interface Progress {
  show: (job: Job) => void;
  end: () => void;
}

export const noProgress: Progress = { show: () => undefined, end: () => undefined };

export function progress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? barProgress(stream) : lineProgress(stream);
}

function barProgress(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({
    stream,
    clearOnComplete: true,
    hideCursor: true,
    format: '{title} {bar} {percentage}% · {value} of {total} · {pace}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
  });
  let phase: Job['phase'] | null = null;
  return {
    show: (job) => {
      const payload = { title: titles[job.phase].padEnd(9), pace: pace(job) };
      if (phase === null) bar.start(job.total, job.done, payload);
      else {
        bar.setTotal(job.total);
        bar.update(job.done, payload);
      }
      phase = job.phase;
    },
    end: () => bar.stop(),
  };
}

function lineProgress(stream: NodeJS.WriteStream): Progress {
  let last = performance.now();
  return {
    show: (job) => {
      if (performance.now() - last < lineEvery) return;
      last = performance.now();
      stream.write(`${titles[job.phase]}: ${job.done} of ${job.total} · ${pace(job)}\n`);
    },
    end: () => undefined,
  };
}

function pace({ phase, done, total, rate, secondsLeft }: Job): string {
  if (phase === 'looking') return `${done} photos found`;
  if (done >= total) return 'saving';
  return `${rate.toFixed(rate < 10 ? 1 : 0)} photos/s · ${secondsLeft === null ? 'estimating' : `${duration(secondsLeft)} left`}`;
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
