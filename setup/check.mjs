/**
 * npm run check: the whole gate (format, lint, types, tests). Ends with one line alone, `N passed, N failed, N skipped`:
 * the tests, and each other gate that failed as one more failure.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dependencies } from './dependencies.mjs';
import { checkPages } from './check-pages.mjs';
import { root } from './root.mjs';
import { main } from './say.mjs';
import { toolScript } from './tools.mjs';

await main(() => {
  const node = dependencies();
  const tool =
    (name, ...options) =>
    () =>
      passes(node, toolScript(name), ...options);
  const gates = {
    format: tool('prettier', '--check', '--log-level=warn', '.'),
    lint: tool('eslint', '--max-warnings=0', '.'),
    types: tool('tsc', '--build'),
    'types of the pages': () => checkPages(node),
  };
  const failed = Object.entries(gates).flatMap(([name, gate]) => (announced(name, gate) ? [] : [name]));
  const tests = announced('tests', () => runTests(node));
  if (!tests.ok) failed.push('tests');

  console.log(failed.length === 0 ? '\nEverything passed.' : `\nFailed: ${failed.join(', ')}.`);
  const failures = tests.failed + failed.filter((name) => name !== 'tests').length;
  console.log(`${tests.passed} passed, ${failures} failed, ${tests.skipped} skipped`);
  return failed.length === 0 ? 0 : 1;
});

function announced(name, gate) {
  console.log(`\n── ${name}`);
  return gate();
}

function passes(node, ...command) {
  return spawnSync(node, command, { cwd: root, stdio: 'inherit' }).status === 0;
}

function runTests(node) {
  const folder = mkdtempSync(join(tmpdir(), 'twinlens-check-'));
  const report = join(folder, 'report.json');
  try {
    const ok = passes(
      node,
      join(root, 'setup', 'test.mjs'),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    );
    return { ok, ...count(JSON.parse(readFileSync(report, 'utf8')), ok) };
  } catch {
    // No report: the tests did not even start, and said why.
    return { ok: false, passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every run that was not well has a failure to show: a file that could not be loaded has no tests to count. */
function count({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }, ok) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = numFailedTests + broken;
  return { passed: numPassedTests, failed: ok ? failed : Math.max(1, failed), skipped: numPendingTests + numTodoTests };
}
