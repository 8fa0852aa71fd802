/** The command line as people run it: a process of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../../main/cli.ts', import.meta.url));

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end. */
export function run(...arguments_: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [script, ...arguments_],
      { maxBuffer: 64 * 1024 ** 2 },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

/** Runs a command with --json that must succeed, and holds it to one JSON object on stdout and nothing else. */
export async function json<Result>(...arguments_: string[]): Promise<Result> {
  const { code, stdout, stderr } = await run(...arguments_, '--json');
  if (code !== 0) throw new Error(`Exit code ${code}: ${stderr}`);
  if (stdout.trim().split('\n').length !== 1) throw new Error(`More than one line on standard output: ${stdout}`);
  return JSON.parse(stdout) as Result;
}

/** Starts a command and leaves it running. */
export function start(...arguments_: string[]): ChildProcess {
  return spawn(process.execPath, [script, ...arguments_], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a line of shell, in which $TWINLENS stands for the command line. */
export function shell(line: string): Promise<Ended> {
  return new Promise((resolve) => {
    const command = `"${process.execPath}" "${script}"`;
    const child = execFile(
      'bash',
      ['-o', 'pipefail', '-c', line.replaceAll('$TWINLENS', command)],
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
