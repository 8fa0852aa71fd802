/** Ends the engine of one library at once, as a crash would. */
import { execFileSync } from 'node:child_process';

export function killEngine(library) {
  const engines = processes().filter(({ line }) => /[\\/]engine\.(js|ts)/.test(line) && line.includes(library));
  const [engine] = engines;
  if (engine === undefined || engines.length > 1) throw new Error(`There are ${engines.length} engines, not one.`);
  process.kill(engine.id, 'SIGKILL');
}

function processes() {
  if (process.platform === 'win32') {
    const query = 'Get-CimInstance Win32_Process | Select-Object ProcessId, CommandLine | ConvertTo-Json -Compress';
    const listed = execFileSync('powershell', ['-NoProfile', '-Command', query], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(listed).map(({ ProcessId, CommandLine }) => ({ id: ProcessId, line: CommandLine ?? '' }));
  }
  const listed = execFileSync('ps', ['-Awwo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return listed.split('\n').flatMap((row) => {
    const [, id, line] = /^\s*(\d+)\s+(.*)$/.exec(row) ?? [];
    return id === undefined ? [] : [{ id: Number(id), line }];
  });
}
