/** Finds a Python with PyTorch, for the tests of training/. */
import { spawnSync } from 'node:child_process';
import { installOnDebian, mayInstallOnDebian } from './debian.mjs';
import { Problem, say } from './say.mjs';

/** The command of a Python that has what training/ needs; a Problem where there is none. */
export function pytorch() {
  const chosen = process.env.TWINLENS_PYTHON;
  if (chosen) {
    if (hasPytorch(chosen)) return chosen;
    throw new Problem(`TWINLENS_PYTHON names ${chosen}, which has no PyTorch with NumPy and Pillow.`);
  }
  // Debian's own Python may stand behind another one.
  const candidates = ['python3', '/usr/bin/python3', 'python'];
  const found = candidates.find(hasPytorch);
  if (found !== undefined) return found;
  if (mayInstallOnDebian()) {
    say('Installing PyTorch for the tests of training/, once: some hundred megabytes …');
    installOnDebian('python3-torch', 'python3-pil');
    if (hasPytorch('/usr/bin/python3')) return '/usr/bin/python3';
  }
  throw new Problem(
    'No Python with PyTorch, NumPy and Pillow was found: install them, or name one in TWINLENS_PYTHON.',
  );
}

function hasPytorch(python) {
  return spawnSync(python, ['-c', 'import torch, numpy, PIL'], { stdio: 'ignore', timeout: 60_000 }).status === 0;
}
