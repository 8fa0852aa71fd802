import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './say.mjs';

const usage = 'npm start -- [FOLDER…] [--demo] [--library DIR] [--port NUMBER]';

/** What `npm start` was asked for. Folders are the person's: relative ones are meant from where they stand. */
export function startOptions(commandLine, from) {
  const { values, positionals } = parse(commandLine);
  const port = values.port;
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535))
    wrong(`--port takes a number up to 65535, not “${port}”`);
  if (values.demo && positionals.length > 0) wrong('--demo brings its own photos: give it or folders, not both');
  const folders = positionals.map((folder) => resolve(from, folder));
  for (const folder of folders) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) wrong(`there is no folder ${folder}`);
  }
  return { demo: values.demo, port, library: values.library && resolve(from, values.library), folders };
}

function parse(commandLine) {
  try {
    return parseArgs({
      args: commandLine,
      allowPositionals: true,
      options: { demo: { type: 'boolean', default: false }, library: { type: 'string' }, port: { type: 'string' } },
    });
  } catch (error) {
    return wrong(error.message.split('. ')[0]);
  }
}

function wrong(what) {
  throw new Problem(`Twinlens did not start: ${what}. Usage: ${usage}`, 2);
}
