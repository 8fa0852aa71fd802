/** npm start [-- FOLDER… --demo --library DIR --port NUMBER]: opens the window, in Electron or else in the browser. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterElectron } from './after-electron.mjs';
import { runChild } from './child.mjs';
import { dependencies } from './dependencies.mjs';
import { electron } from './electron.mjs';
import { startOptions } from './options.mjs';
import { pages } from './pages.mjs';
import { personFolder, root } from './root.mjs';
import { main, Problem, say } from './say.mjs';

await main(async (commandLine) => {
  const options = startOptions(commandLine, personFolder);
  const node = dependencies();
  pages(node);
  const { library, folders } = options.demo ? demo(node, options.library) : options;
  const passedOn = [...(library ? ['--library', library] : []), ...folders];

  // A port is the browser window's: whoever names one wants that.
  const program = options.port === undefined ? electronOrNull(node) : null;
  if (program !== null) {
    const started = performance.now();
    const exitCode = await runChild(program, [root, ...passedOn], { environment: { TWINLENS_NODE: node } });
    const next = afterElectron(exitCode, (performance.now() - started) / 1000);
    if (next !== null) say(next.sentence);
    if (!next?.browser) return exitCode;
  }
  const port = options.port === undefined ? [] : ['--port', options.port];
  return runChild(node, [join(root, 'main', 'cli.ts'), 'serve', '--open', ...port, ...passedOn]);
});

function electronOrNull(node) {
  try {
    return electron(node);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(`Twinlens opens in the browser, because Electron cannot open a window here: ${error.message}.`);
    return null;
  }
}

/** Makes the demo library where it is not there yet. */
function demo(node, library) {
  const { status, stdout } = spawnSync(node, [join(root, 'demo', 'main.ts'), ...(library ? [library] : [])], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Problem('The demo photos could not be made: see above.');
  return JSON.parse(stdout);
}
