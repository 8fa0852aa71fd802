/**
 * Checks the types of the window's pages, with a planted error beside them: svelte-check has passed while it checked
 * nothing (letsrevel/revel-frontend#704). The planted error must be found, and must be the only one.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { toolScript } from './tools.mjs';

const planted = 'PlantedError.svelte';

export function checkPages(node) {
  const renderer = join(root, 'renderer');
  const canary = join(renderer, planted);
  const { atime, mtime } = statSync(renderer);
  writeFileSync(canary, '<script lang="ts">\n  const count: number = "not a number";\n</script>\n\n{count}\n');
  const { stdout, stderr } = spawnSync(
    node,
    [toolScript('svelte-check'), '--tsconfig', 'renderer/tsconfig.json', '--output', 'machine'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  rmSync(canary);
  // The pages are as old as they were: nothing needs building again.
  utimesSync(renderer, atime, mtime);

  const findings = stdout.split('\n').filter((line) => /^\d+ (ERROR|WARNING) /.test(line));
  const real = findings.filter((line) => !line.includes(planted));
  for (const finding of real) console.log(finding.replace(/^\d+ /, ''));
  if (real.length === findings.length)
    console.log(`svelte-check did not find the planted error: it checks nothing.\n${stdout}${stderr}`);
  return real.length === 0 && findings.length > 0;
}
